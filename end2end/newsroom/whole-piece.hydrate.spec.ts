// A whole piece from an empty page to the first gate, typed in Telex: with everything that an author has, then with the keyboard alone.
import type { CDPSession, Locator, Page } from '@playwright/test';
import { picture } from '../support/pictures';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';
import { editorReady, openPreview } from '../support/writing';
import { type Pace, typeByBackspaces, typeTextByComposition } from '../typing/drivers';
import { HABITS, type Habit, stepsOf } from '../typing/keyboards';

test.describe.configure({ mode: 'parallel' });
// A trace takes pictures all the while, and the keys would wait for them.
test.use({ trace: 'off' });

const PIECE = {
  lead: 'Sau bốn tháng góp công, góp của, người dân thôn Khuổi Lanh đã có con đường bê tông dài bảy trăm mét.',
  opening: 'Sáng nay, xã Hoa Đào nghiệm thu đường vào thôn.',
  heading: 'Dân góp đất, xã góp xi măng',
  caption: 'Bà con đổ những mét bê tông cuối cùng',
  inner: 'Thu chi của thôn',
  table: 'Tiền làm đường',
  cells: ['Khoản', 'Thu', 'Chi', 'Xi măng', 'bốn tấn', 'ba tấn', 'Ngày công', 'chín mươi', 'chín mươi'],
  before: 'Cầu đã thông xe từ tháng trước.',
  link: 'Cổng thông tin của tỉnh',
  captions: ['Trưởng thôn ký biên bản', 'Trẻ em đi học trên đường mới'],
  closing: 'Đường mở cửa từ ngày mai.',
};
const DESCRIPTION = 'Mười người xúc bê tông bên sườn đồi';
const ADDRESS = 'langson.gov.vn/giao-thong';

const KINDS = ['paragraph', 'heading', 'picture', 'paragraph', 'heading', 'table_block', 'paragraph', 'paragraph'];
const ENDING = ['picture', 'picture', 'paragraph'];

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const said = (page: Page) => page.getByRole('status').first();
const unique = () => `Đường mới ở thôn Khuổi Lanh ${Math.random().toString(36).slice(2, 8)}`;

/** A keyboard with a Vietnamese tool between it and the page. */
interface Keyboard {
  type: (text: string) => Promise<void>;
  press: (key: string, times?: number) => Promise<void>;
}

const [TONE_LAST, TONE_INLINE] = HABITS as [Habit, Habit];
const PACE: Pace = { awaits: 'event', gapMs: 0, writes: 'text', busyMs: 0 };

async function keyboardOf(page: Page, typed: (session: CDPSession, text: string) => Promise<unknown>): Promise<Keyboard> {
  const session = await page.context().newCDPSession(page);
  return {
    async type(text) {
      await typed(session, text);
    },
    async press(key, times = 1) {
      for (let pressed = 0; pressed < times; pressed += 1) {
        await page.keyboard.press(key);
        // The page is told of a moved cursor a moment after the key.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      }
    },
  };
}

const backspaces = (session: CDPSession, text: string) => typeByBackspaces(session, stepsOf(text, TONE_LAST), PACE);
const composition = (session: CDPSession, text: string) => typeTextByComposition(session, text, TONE_INLINE, PACE);

/** Every block of the text but the pictures, which each journey puts in as it can. */
interface Ways {
  heading: (level: 2 | 3) => Promise<void>;
  table: () => Promise<void>;
  pictures: (...names: string[]) => Promise<void>;
  /** Makes a link of what is selected to an article that these words find. */
  linkTo: (words: string) => Promise<void>;
  linkNew: (address: string, words: string) => Promise<void>;
}

async function writeText({ type, press }: Keyboard, ways: Ways) {
  await type(PIECE.opening);
  await press('Enter');
  await ways.heading(2);
  await type(PIECE.heading);
  await press('Enter');
  await ways.pictures('do-be-tong.png');
  await type(PIECE.caption);
  await press('Enter');
  await type(PIECE.closing);
  await press('Enter');
  await ways.heading(3);
  await type(PIECE.inner);
  await press('Enter');
  await ways.table();
  await type(PIECE.table);
  await press('Enter');
  for (const [index, cell] of PIECE.cells.entries()) {
    if (index > 0) await press('Tab');
    await type(cell);
  }
  await press('ArrowDown');
  await type(PIECE.before);
  await press('Shift+Home');
  await ways.linkTo('cầu khuổi lanh');
  await press('End');
  await press('Enter');
  await ways.linkNew(ADDRESS, PIECE.link);
  await type(' có ảnh và số liệu.');
  await press('Enter');
}

/** What is stored holds everything that was written, in its order. */
async function expectWhole(text: Locator) {
  await expect(text.getByText(PIECE.opening, { exact: true })).toBeVisible();
  await expect(text.getByRole('heading', { level: 2, name: PIECE.heading })).toBeVisible();
  await expect(text.getByRole('heading', { level: 3, name: PIECE.inner })).toBeVisible();
  await expect(text.locator('figcaption')).toHaveText([PIECE.caption, ...PIECE.captions]);
  const pictures = text.locator('figure img');
  await expect(pictures).toHaveCount(3);
  expect(new Set(await pictures.evaluateAll((images) => images.map((image) => image.getAttribute('src')))).size).toBe(3);
  await expect(pictures.first()).toHaveAttribute('alt', DESCRIPTION);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  }
  const table = text.getByRole('table', { name: PIECE.table });
  await expect(table.getByRole('columnheader')).toHaveText(PIECE.cells.slice(0, 3));
  await expect(table.getByRole('cell')).toHaveText(PIECE.cells.slice(3));
  await expect(text.getByRole('link', { name: PIECE.before })).toHaveAttribute('href', /^\/bai-viet\/.*khuoi-lanh/);
  await expect(text.getByRole('link', { name: PIECE.link })).toHaveAttribute('href', `https://${ADDRESS}`);
  await expect(text.getByText(`${PIECE.link} có ảnh và số liệu.`)).toBeVisible();
  await expect(text.getByText(PIECE.closing, { exact: true })).toHaveCount(2);
}

/** The blocks that the server holds. */
const kindsOf = (page: Page) =>
  page.evaluate(async () => {
    const id = location.pathname.split('/').at(-1);
    const { content } = await (await fetch(`/api/work/piece?id=${id}`)).json();
    return (content.content as { type: string }[]).map(({ type }) => type);
  });

/** Opens what was sent to the first gate, as whoever reviews it. */
async function review(page: Page, portal: Portal, tab: string, title: string) {
  await page.goto(`${portal.xa}/bien-tap?muc=${tab}`);
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
}

test('tác giả gõ Telex viết trọn một bài từ trang trắng tới gửi duyệt, người đọc thấy đủ', async ({
  someone,
  page: reader,
  portal,
  audit,
}) => {
  test.slow();
  const title = unique();
  const author = await someone('tac-gia', ['author']);
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  const text = await editorReady(author);
  const keyboard = await keyboardOf(author, backspaces);
  await author.getByLabel('Tiêu đề').click();
  await keyboard.type(title);
  await author.getByLabel('Đoạn mở đầu (sapo)').click();
  await keyboard.type(PIECE.lead);
  await author.getByLabel('Chuyên mục').selectOption({ label: 'Tin hoạt động' });
  await text.click();

  const pictures = text.locator('img');
  const ways: Ways = {
    heading: async (level) => {
      await author.getByLabel('Kiểu đoạn').selectOption({ label: level === 2 ? 'Đề mục lớn' : 'Đề mục vừa' });
    },
    table: () => press(author, 'Chèn bảng'),
    pictures: async (...names) => {
      const before = await pictures.count();
      await press(author, 'Chèn ảnh');
      const chooser = author.waitForEvent('filechooser');
      await press(author, 'Tải ảnh từ máy này');
      await (await chooser).setFiles(names.map(picture));
      await expect(pictures).toHaveCount(before + names.length);
    },
    linkTo: async (words) => {
      await press(author, 'Liên kết');
      const dialog = author.getByRole('dialog', { name: 'Chèn liên kết' });
      await keyboard.type(words);
      await dialog.getByRole('listitem').first().getByRole('button').click();
      await press(author, 'Chèn');
    },
    linkNew: async (address, words) => {
      await press(author, 'Liên kết');
      await keyboard.type(address);
      await author.getByLabel('Chữ của liên kết').click();
      await keyboard.type(words);
      await press(author, 'Chèn');
    },
  };
  await writeText(keyboard, ways);
  // Two at once; each has its caption.
  await ways.pictures('ky-bien-ban.png', 'di-hoc.png');
  for (const [index, caption] of PIECE.captions.entries()) {
    await text
      .locator('.figure-caption')
      .nth(index + 1)
      .click();
    await keyboard.type(caption);
  }
  await keyboard.press('Enter');
  await keyboard.type(PIECE.closing);
  await text.getByRole('button', { name: 'Mô tả ảnh' }).first().click();
  await keyboard.type(DESCRIPTION);
  await press(author, 'Lưu mô tả');
  await audit(author);
  await press(author, 'Gửi duyệt');
  await expect(said(author)).toContainText('Đã gửi duyệt');
  await expect(author.locator('.ProseMirror')).toHaveCount(0);
  expect(await kindsOf(author)).toEqual([...KINDS, ...ENDING]);

  const [editor, publisher] = [await someone('bien-tap', ['editor']), await someone('duyet-dang', ['publisher'])];
  await review(editor, portal, 'cho-duyet', title);
  await press(editor, 'Duyệt');
  await expect(said(editor)).toContainText('Đã duyệt');
  await review(publisher, portal, 'cho-dang', title);
  await press(publisher, 'Đăng');
  await expect(said(publisher)).toContainText('Đã đăng');
  const address = await publisher.getByRole('link', { name: 'Xem bài trên cổng' }).getAttribute('href');
  await reader.goto(portal.xa + address);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(reader.getByRole('article').getByText(PIECE.lead)).toBeVisible();
  await expect(reader.getByRole('navigation', { name: 'Đường dẫn' }).getByRole('link', { name: 'Tin hoạt động' })).toBeVisible();
  await expectWhole(reader.getByRole('article'));
});

const MOST_STOPS = 80;

/** Goes on with one key until this has the focus, as somebody without a mouse does. */
async function goTo({ press }: Keyboard, key: string, target: Locator) {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await press(key);
  }
  throw new Error(`${key} does not come to ${target}`);
}

test('chỉ bằng bàn phím: trọn một bài từ danh sách việc tới gửi duyệt', async ({ someone, portal }) => {
  test.slow();
  const title = unique();
  const author = await someone('tac-gia', ['author']);
  await author.addInitScript(() => {
    const note = () => document.documentElement.setAttribute('data-pointed', '');
    for (const kind of ['pointerdown', 'mousedown', 'mousemove', 'touchstart']) addEventListener(kind, note, { capture: true });
  });
  await author.goto(`${portal.xa}/bien-tap`);
  await expect(author.locator('body')).toHaveAttribute('data-hydrated', '');
  const keyboard = await keyboardOf(author, composition);
  const { press, type } = keyboard;
  // Listened for all the while: a key may be quicker than a listener.
  author.on('filechooser', () => undefined);
  const button = (name: string) => author.getByRole('button', { name, exact: true });

  await goTo(keyboard, 'Tab', author.getByRole('link', { name: 'Viết tin mới' }));
  await press('Enter');
  const text = await editorReady(author);
  await goTo(keyboard, 'Tab', author.getByLabel('Tiêu đề'));
  await type(title);
  await press('Tab');
  await type(PIECE.lead);
  const section = author.getByLabel('Chuyên mục');
  await goTo(keyboard, 'Tab', section);
  await press('ArrowDown');
  await expect(section).not.toHaveValue('');
  await goTo(keyboard, 'Tab', text);

  const pictures = text.locator('img');
  const insertPicture = async (name: string) => {
    const before = await pictures.count();
    await press('Control+Shift+p');
    await goTo(keyboard, 'Tab', button('Tải ảnh từ máy này'));
    // The window in which a file is chosen is the system's own.
    const chooser = author.waitForEvent('filechooser');
    await press('Enter');
    await (await chooser).setFiles(picture(name));
    await expect(pictures).toHaveCount(before + 1);
    await expect(text).toBeFocused();
  };
  const ways: Ways = {
    heading: async (level) => {
      if (level === 3) return press('Control+Alt+3');
      await press('Alt+F10');
      await goTo(keyboard, 'ArrowLeft', author.getByLabel('Kiểu đoạn'));
      await press('ArrowDown');
      await expect(text).toBeFocused();
    },
    table: async () => {
      await press('Alt+F10');
      await goTo(keyboard, 'ArrowRight', button('Chèn bảng'));
      await press('Enter');
      await press('Escape');
      await expect(text).toBeFocused();
    },
    pictures: async (...names) => {
      for (const name of names) await insertPicture(name);
    },
    linkTo: async (words) => {
      await press('Control+k');
      await type(words);
      const found = author.getByRole('list', { name: 'Bài có thể dẫn tới' }).getByRole('button').first();
      await expect(found).toBeVisible();
      await goTo(keyboard, 'Tab', found);
      await press('Enter');
      await press('Enter');
      await expect(text).toBeFocused();
    },
    linkNew: async (address, words) => {
      await press('Control+k');
      await type(address);
      await goTo(keyboard, 'Tab', author.getByLabel('Chữ của liên kết'));
      await type(words);
      await press('Enter');
      await expect(text).toBeFocused();
    },
  };
  await writeText(keyboard, ways);
  for (const [index, caption] of PIECE.captions.entries()) {
    await ways.pictures(`anh-${index}.png`);
    await type(caption);
    await press('Enter');
  }
  await type(PIECE.closing);

  // From the text the Tab key comes to what belongs to its pictures.
  await goTo(keyboard, 'Tab', button('Mô tả ảnh').first());
  await press('Enter');
  await expect(author.getByLabel('Mô tả cho người không nhìn thấy ảnh')).toBeFocused();
  await type(DESCRIPTION);
  await goTo(keyboard, 'Tab', button('Lưu mô tả'));
  await press('Enter');
  await expect(text).toBeFocused();
  await expect(text.getByText(`Mô tả: ${DESCRIPTION}`)).toBeVisible();

  await goTo(keyboard, 'Tab', button('Gửi duyệt'));
  await press('Enter');
  await expect(said(author)).toContainText('Đã gửi duyệt');
  await expect(author.locator('html')).not.toHaveAttribute('data-pointed', '');
  expect(await kindsOf(author)).toEqual([...KINDS, ...ENDING]);

  const editor = await someone('bien-tap', ['editor']);
  await review(editor, portal, 'cho-duyet', title);
  const shown = await openPreview(editor);
  await expect(shown.getByText(PIECE.lead)).toBeVisible();
  await expectWhole(shown);
});
