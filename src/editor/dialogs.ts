// What the tools ask: a link's address, a picture's description, a language, a file.
import type { Attrs } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import { isUrl } from '../content/schema.js';
import { ask, element } from './ask';
import { linkAt, linkRange, setLink, unlink } from './commands';
import { markType } from './schema';
import { findArticles } from './server';
import { keyWords, type Tool, KINDS } from './tools';

const WRONG_URL = 'Địa chỉ phải bắt đầu bằng https://, http://, mailto:, tel: hoặc / (trang của cổng này).';

export async function askLink(view: EditorView) {
  const { state } = view;
  const { from, to } = linkRange(state);
  const href = linkAt(state);
  const answers = await ask(
    href ? 'Sửa liên kết' : 'Chèn liên kết',
    [
      {
        name: 'href',
        label: 'Địa chỉ, hoặc chữ trong tiêu đề một bài của cổng',
        kind: 'url',
        value: href,
        hint: href ? 'Bỏ trống để gỡ liên kết.' : undefined,
        suggest: async (typed) => (typed.trim().length < 2 || isUrl(typed) ? [] : findArticles(typed)),
      },
      ...(from === to ? [{ name: 'words', label: 'Chữ của liên kết' }] : []),
    ],
    href ? 'Lưu liên kết' : 'Chèn',
    ({ href: typed = '' }) => (isUrl(wholeUrl(typed)) || (href && !typed.trim()) ? undefined : WRONG_URL),
  );
  view.focus();
  if (!answers) return;
  const url = wholeUrl(answers.href ?? '');
  if (url) setLink(url, answers.words ?? '')(view.state, view.dispatch);
  else unlink(view.state, view.dispatch);
}

/** "langson.gov.vn" is meant as an address of the web. */
function wholeUrl(typed: string) {
  const text = typed.trim();
  return /^[\w-]+(\.[\w-]+)+(\/|$)/.test(text) && !isUrl(text) ? `https://${text}` : text;
}

export async function askPicture(view: EditorView, at: number) {
  const node = view.state.doc.nodeAt(at);
  if (!node) return;
  const answers = await ask(
    'Mô tả ảnh',
    [
      {
        name: 'alt',
        label: 'Mô tả cho người không nhìn thấy ảnh',
        kind: 'textarea',
        value: node.attrs.alt,
        hint: 'Ảnh cho thấy gì, đủ để hiểu bài mà không cần nhìn. Không bắt đầu bằng “Ảnh chụp…”.',
      },
      {
        name: 'decorative',
        label: 'Ảnh chỉ để trang trí, bỏ qua khi đọc thành tiếng',
        kind: 'checkbox',
        value: node.attrs.decorative ? '1' : '',
      },
      { name: 'credit', label: 'Người chụp, nguồn ảnh', value: node.attrs.credit },
    ],
    'Lưu mô tả',
    ({ alt = '', credit = '' }) => tooLong(alt, 500, 'Mô tả') ?? tooLong(credit, 200, 'Nguồn ảnh'),
  );
  if (answers) change(view, at, { ...answers, decorative: answers.decorative === '1' });
  view.focus();
}

export async function askVideo(view: EditorView, at: number) {
  const node = view.state.doc.nodeAt(at);
  if (!node) return;
  const label = 'Lời trong video, cho người không nghe được';
  const answers = await ask(
    'Lời video',
    [{ name: 'transcript_text', label, kind: 'textarea', value: node.attrs.transcript_text }],
    'Lưu',
    ({ transcript_text: text = '' }) => tooLong(text, 50_000, 'Lời video'),
  );
  if (answers) change(view, at, answers);
  view.focus();
}

export async function askAttachment(view: EditorView, at: number) {
  const node = view.state.doc.nodeAt(at);
  if (!node) return;
  const answers = await ask(
    'Tên tệp',
    [{ name: 'title', label: 'Tên hiện trong bài', value: node.attrs.title }],
    'Lưu',
    ({ title = '' }) => tooLong(title, 300, 'Tên tệp'),
  );
  if (answers) change(view, at, answers);
  view.focus();
}

export async function askLanguage(view: EditorView) {
  const answers = await ask(
    'Tiếng nước ngoài',
    [
      {
        name: 'lang',
        label: 'Mã ngôn ngữ',
        value: 'en',
        hint: 'en: Anh, fr: Pháp, zh: Trung, lo: Lào… Máy đọc sẽ đọc đúng giọng. Bỏ trống để gỡ.',
      },
    ],
    'Đánh dấu',
    ({ lang = '' }) =>
      /^([A-Za-z]{2,8}(-[0-9A-Za-z]{1,8})*)?$/.test(lang.trim()) ? undefined : 'Mã ngôn ngữ chưa đúng, ví dụ: en',
  );
  view.focus();
  if (!answers) return;
  const { from, to } = view.state.selection;
  const type = markType('language');
  const lang = answers.lang?.trim();
  view.dispatch(lang ? view.state.tr.addMark(from, to, type.create({ lang })) : view.state.tr.removeMark(from, to, type));
}

/** Every key, on "?". */
export function showHelp(view: EditorView, groups: Tool[][]) {
  const row = (name: string, key: string) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, keyWords(key)));
  const tools = groups.flat().flatMap(({ name, key }) => (key ? [row(name, key)] : []));
  const more: [string, string][] = [
    ['Lưu phiên bản', 'Mod-s'],
    ['Xuống dòng trong đoạn', 'Shift-Enter'],
    ['Tới thanh định dạng', 'Alt-F10'],
    ['Về chỗ đang gõ, ra khỏi toàn màn hình', 'Escape'],
  ];
  const body = element(
    'tbody',
    {},
    ...KINDS.map(([, name, key]) => row(name, key)),
    ...tools,
    ...more.map(([name, key]) => row(name, key)),
  );
  const close = element('button', { type: 'button', class: 'button button-main' }, 'Đóng');
  const dialog = element(
    'dialog',
    { class: 'ask', 'aria-labelledby': 'phim-tat' },
    element('h2', { id: 'phim-tat' }, 'Phím tắt'),
    element('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': 'Phím tắt' }, element('table', {}, body)),
    element('p', { class: 'buttons' }, close),
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    view.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** Files of the person's machine. */
export function chooseFiles(accept: string, multiple: boolean): Promise<File[]> {
  const input = element('input', { type: 'file', accept, multiple, hidden: true });
  document.body.append(input);
  return new Promise((resolve) => {
    const end = () => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.addEventListener('change', end);
    input.addEventListener('cancel', end);
    input.click();
  });
}

function change(view: EditorView, at: number, attrs: Attrs) {
  const node = view.state.doc.nodeAt(at);
  if (node) view.dispatch(view.state.tr.setNodeMarkup(at, null, { ...node.attrs, ...attrs }));
}

function tooLong(text: string, most: number, what: string) {
  const length = [...text.normalize('NFC')].length;
  return length > most ? `${what} dài ${length} ký tự, nhiều nhất ${most}.` : undefined;
}
