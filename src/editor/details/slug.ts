// The address that a piece will have, while its title is typed.
import { element } from '../ask';
import { fieldOf, under, type TextField } from './fields';
import { slugOf } from './folding';

/** As on the server: whole words of a title, no longer than this. */
const LONGEST = 120;

export function proposeSlug(form: HTMLFormElement): () => void {
  const [title, slug] = [fieldOf<TextField>(form, 'title'), fieldOf<TextField>(form, 'slug')];
  if (!title || !slug) return () => {};
  const told = element('p', { class: 'hint' });
  under(slug, told);
  return () => {
    const proposed = slugOf(slug.value) || shortened(slugOf(title.value));
    slug.placeholder = slug.value ? '' : proposed;
    told.textContent = proposed ? `Địa chỉ sẽ là /bai-viet/${proposed}` : '';
  };
}

function shortened(slug: string) {
  if (slug.length <= LONGEST) return slug;
  const cut = slug.slice(0, LONGEST);
  return cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : cut;
}
