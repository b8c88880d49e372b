// Related articles: found by words of their titles, kept by their addresses.
import { element } from '../ask';
import { findArticles } from '../server';
import { chip, fieldOf, fill, under, type TextField } from './fields';

const AFTER = 250;

export function findRelated(form: HTMLFormElement) {
  const field = fieldOf<TextField>(form, 'related');
  if (!field) return;
  const id = `${field.id}-tim`;
  const search = element('input', { type: 'search', id, autocomplete: 'off' });
  const found = element('p', { class: 'chips', role: 'group', 'aria-label': 'Bài tìm thấy' });
  const told = element('p', { class: 'hint', role: 'status' });
  under(field, element('div', { class: 'field' }, element('label', { for: id }, 'Tìm bài để thêm'), search, told, found));
  const add = (address: string) => () => {
    const lines = field.value.split('\n').filter((line) => line.trim());
    if (!lines.includes(address)) fill(field, [...lines, address].join('\n'));
    search.value = '';
    found.replaceChildren();
    told.textContent = 'Đã thêm vào bài liên quan.';
    search.focus();
  };
  let [timer, last] = [0, 0];
  const look = async () => {
    last += 1;
    const turn = last;
    const typed = search.value.trim();
    const articles = typed.length < 2 ? [] : await findArticles(typed).catch(() => undefined);
    if (turn !== last) return;
    if (articles === undefined) told.textContent = 'Chưa tìm được. Vẫn dán được địa chỉ bài vào ô trên.';
    else told.textContent = typed.length < 2 ? '' : `${articles.length} bài khớp`;
    found.replaceChildren(...(articles ?? []).map(({ value, says }) => chip(says, add(value))));
  };
  search.addEventListener('input', (event) => {
    // Not of the piece: it is neither kept nor saved.
    event.stopPropagation();
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), AFTER);
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
}
