// Choosing a picture: from the agency's library, or from the person's machine.
import type { MediaView, Uploaded } from '../media/upload';
import { element } from './ask';

export interface Choice {
  /** From the library. */
  file?: Uploaded;
  /** The person wants one of his machine. */
  fromMachine?: boolean;
}

const AFTER = 250;

/** Undefined where the window was closed. */
export function choosePicture(title = 'Chèn ảnh'): Promise<Choice | undefined> {
  const search = element('input', { type: 'search', id: 'tim-anh' });
  const album = element('select', { id: 'thu-muc-anh' }, element('option', { value: '' }, 'Mọi thư mục'));
  const albums = element('div', { class: 'field', hidden: true }, element('label', { for: album.id }, 'Thư mục'), album);
  const told = element('p', { role: 'status', class: 'hint' });
  const grid = element('ul', { role: 'list', class: 'picture-grid' });
  const machine = element('button', { type: 'button', class: 'button button-main' }, 'Tải ảnh từ máy này');
  const close = element('button', { type: 'button', class: 'button' }, 'Thôi');
  const dialog = element(
    'dialog',
    { class: 'ask ask-wide', 'aria-labelledby': 'chon-anh' },
    element('h2', { id: 'chon-anh' }, title),
    element('p', { class: 'buttons' }, machine, close),
    element('div', { class: 'field' }, element('label', { for: search.id }, 'Tìm trong thư viện'), search),
    albums,
    told,
    grid,
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    let choice: Choice | undefined;
    const choose = (chosen: Choice) => {
      choice = chosen;
      dialog.close();
    };
    machine.addEventListener('click', () => choose({ fromMachine: true }));
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(choice);
    });
    const show = shelf({ search, album, grid, told }, (file) => choose({ file }));
    let timer = 0;
    search.addEventListener('input', () => {
      clearTimeout(timer);
      timer = window.setTimeout(show, AFTER);
    });
    album.addEventListener('change', () => void show());
    dialog.showModal();
    void show();
  });
}

interface Shelf {
  search: HTMLInputElement;
  album: HTMLSelectElement;
  grid: HTMLElement;
  told: HTMLElement;
}

interface Album {
  name: string;
  count: number;
}

function shelf({ search, album, grid, told }: Shelf, choose: (file: Uploaded) => void) {
  let turn = 0;
  return async () => {
    turn += 1;
    const mine = turn;
    const query = new URLSearchParams({ q: search.value, kind: 'picture', album: album.value, page: '1' });
    const answer = await fetch(`/api/media/list?${query}`, { headers: { accept: 'application/json' } }).catch(() => undefined);
    if (mine !== turn) return;
    if (!answer?.ok) {
      told.textContent = 'Chưa mở được thư viện. Vẫn tải được ảnh từ máy này.';
      return;
    }
    const { items, albums } = (await answer.json()) as { items: Uploaded[]; albums: Album[] };
    offer(album, albums);
    told.textContent = items.length === 0 ? 'Không có ảnh nào khớp.' : `${items.length} ảnh mới nhất khớp`;
    grid.replaceChildren(
      ...items.map((item) => {
        const words = item.alt || item.caption || item.media.name;
        const button = element(
          'button',
          { type: 'button', class: 'picture-choice' },
          thumbnail(item.media),
          element('span', {}, words),
        );
        button.addEventListener('click', () => choose(item));
        return element('li', {}, button);
      }),
    );
  };
}

/** Once: whoever is choosing is not disturbed by what colleagues file meanwhile. */
function offer(album: HTMLSelectElement, albums: Album[]) {
  if (album.options.length > 1 || albums.length === 0) return;
  album.append(...albums.map(({ name }) => element('option', { value: name }, name)));
  if (album.parentElement) album.parentElement.hidden = false;
}

function thumbnail({ renditions, width, height }: MediaView) {
  const src = renditions.find(({ format }) => format === 'webp')?.url;
  return element('img', { src, alt: '', width: String(width), height: String(height), loading: 'lazy' });
}
