// Where in a text it is typed: prepared blocks, each with a mark to find it by, and the way of the cursor to its place.
import { type CDPSession, type Locator } from '@playwright/test';
import { press } from './drivers';

/** One text block of a document, as the server keeps it. */
export interface Block {
  text: string;
  /** What of it is bold. */
  bold: string;
}

export interface Place {
  name: string;
  /** The blocks' HTML, as the importer reads it. */
  html: (marks: string[]) => string;
  /** Around the cursor, in a block of this mark. */
  before: (mark: string) => string;
  after: string;
  /** Every second text gets an empty block of its own, opened with Enter after the prepared one. */
  opensBlocks: boolean;
  isBold: boolean;
}

const each = (one: (mark: string) => string) => (marks: string[]) => marks.map(one).join('\n');
const paragraph = { before: (mark: string) => `Đoạn ${mark} `, after: '', opensBlocks: true, isBold: false };
const paragraphs = each((mark) => `<p>Đoạn ${mark} có sẵn.</p>`);

export const PLACES = {
  start: { ...paragraph, name: 'đầu đoạn', html: paragraphs, before: () => '' },
  middle: { ...paragraph, name: 'giữa chữ có sẵn', html: paragraphs, opensBlocks: false },
  bold: {
    ...paragraph,
    name: 'trong chữ đậm',
    html: each((mark) => `<p>Trước <strong>đậm ${mark} sẵn</strong> sau.</p>`),
    before: (mark) => `Trước đậm ${mark} `,
    opensBlocks: false,
    isBold: true,
  },
  cell: {
    ...paragraph,
    name: 'trong ô bảng',
    html: (marks) =>
      `<table><tr><th>Ô</th><th>Việc</th></tr>${marks.map((mark) => `<tr><td>Ô ${mark} có sẵn.</td><td>Việc</td></tr>`).join('')}</table>`,
    before: (mark) => `Ô ${mark} `,
  },
  picture: {
    ...paragraph,
    name: 'ngay trước ảnh',
    html: each((mark) => `<p>Đoạn ${mark} có sẵn.</p><figure><img src="anh.jpg" alt="Ảnh"><figcaption>Ảnh</figcaption></figure>`),
    before: (mark) => `Đoạn ${mark} có sẵn.`,
  },
  autosave: { ...paragraph, name: 'trong khi tự lưu', html: paragraphs },
  presence: { ...paragraph, name: 'trong khi đồng nghiệp ra vào', html: paragraphs },
} satisfies Record<string, Place>;

/** A mark that no sentence holds. */
export const markOf = (index: number) => `[${String(index).padStart(3, '0')}]`;

export const isOwnBlock = (place: Place, index: number) => place.opensBlocks && index % 2 === 1;

export const blockOf = (editor: Locator, mark: string) => editor.locator('p').filter({ hasText: mark });

/** Brings the cursor there with the keyboard, as people do. */
export async function goTo(session: CDPSession, editor: Locator, place: Place, index: number) {
  const mark = markOf(index);
  await blockOf(editor, mark).click({ position: { x: 4, y: 8 } });
  await heard(editor);
  if (isOwnBlock(place, index)) {
    await press(session, 'End');
    await heard(editor);
    await press(session, 'Enter');
  } else {
    await press(session, 'Home');
    for (const _ of place.before(mark)) await press(session, 'ArrowRight');
  }
  await heard(editor);
}

/** The browser tells the page of a moved cursor a moment after the key; nobody moves and types within one frame. */
const heard = (editor: Locator) =>
  editor.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** The blocks that ought to be there after a text was typed at each index. */
export function expected(blocks: Block[], place: Place, typed: Map<number, string>): Block[] {
  return blocks.flatMap((block) => {
    const index = Number(/\[(\d{3})\]/.exec(block.text)?.[1] ?? NaN);
    const text = typed.get(index);
    if (text === undefined) return [block];
    if (isOwnBlock(place, index)) return [block, { text, bold: '' }];
    const at = place.before(markOf(index)).length;
    const boldAt = at - block.text.indexOf(block.bold);
    const put = (into: string, where: number) => into.slice(0, where) + text + into.slice(where);
    return [{ text: put(block.text, at), bold: place.isBold ? put(block.bold, boldAt) : block.bold }];
  });
}
