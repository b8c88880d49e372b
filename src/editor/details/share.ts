// How the piece looks where its link is shared.
import { element } from '../ask';
import type { Cover } from './cover';
import { fieldOf, type TextField } from './fields';

const LONGEST = 160;

export function previewShare(form: HTMLFormElement, cover: Cover): () => void {
  const value = (name: string) => fieldOf<TextField>(form, name)?.value.trim() ?? '';
  const picture = element('img', { alt: '' });
  const [host, title, lead] = [element('small'), element('strong'), element('span')];
  const card = element(
    'div',
    { class: 'share-card', role: 'group', 'aria-label': 'Xem trước khi chia sẻ' },
    picture,
    element('p', {}, host, element('br'), title, element('br'), lead),
  );
  form.querySelector('[data-details=share]')?.append(card);
  host.textContent = location.host;
  return () => {
    title.textContent = value('seo_title') || value('title') || 'Chưa có tiêu đề';
    const says = value('seo_description') || value('lead');
    lead.textContent = [...says].length > LONGEST ? `${[...says].slice(0, LONGEST).join('')}…` : says;
    const url = cover.shown?.renditions.find(({ format, width }) => format === 'jpeg' && width >= 320)?.url;
    picture.hidden = !url;
    if (url && picture.getAttribute('src') !== url) picture.src = url;
  };
}
