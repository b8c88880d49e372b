// Tags in use, to be taken over instead of being spelt a second way.
import { element } from '../ask';
import { chip, fieldOf, fill, under, type TextField } from './fields';
import { fold } from './folding';

const SHOWN = 8;

export function proposeTags(form: HTMLFormElement): () => void {
  const field = fieldOf<TextField>(form, 'tags');
  const known = (form.querySelector<HTMLElement>('[data-tags]')?.dataset.tags ?? '').split('\n').filter(Boolean);
  if (!field || known.length === 0) return () => {};
  const list = element('p', { class: 'chips', role: 'group', 'aria-label': 'Từ khóa đang dùng' });
  under(field, list);
  const typed = () => field.value.split(/[,;]/).map((part) => part.trim());
  // What stands there when it is pressed counts: the list follows the typing a moment later.
  const take = (tag: string) => () => {
    const before = typed().slice(0, -1);
    fill(field, `${[...before, tag].filter(Boolean).join(', ')}, `);
    field.focus();
  };
  return () => {
    const parts = typed();
    const last = fold(parts.at(-1) ?? '');
    const taken = new Set(parts.map(fold));
    const fitting = known.filter((tag) => !taken.has(fold(tag)) && fold(tag).includes(last));
    list.replaceChildren(...fitting.slice(0, SHOWN).map((tag) => chip(tag, take(tag))));
  };
}
