// Pictures, files and Word documents on their way into a text.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { anyColour, png } from '../support/pictures';
import { expect, test } from '../support/test';
import * as word from '../support/word';
import { editorReady, openPreview } from '../support/writing';

test.describe.configure({ mode: 'parallel' });
test.use({ allowed: [/status of 4\d\d|ERR_INTERNET_DISCONNECTED|không đọc được tệp Word/] });

const state = (page: Page) => page.locator('[data-save-state]');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const picture = (name: string) => `demo/xa/bai-viet/${name}.jpg`;

async function begin(page: Page, xa: string, title: string) {
  await page.goto(`${xa}/bien-tap/tin-bai/moi`);
  const text = await editorReady(page);
  await page.getByLabel('Tiêu đề').fill(title);
  await page.getByLabel('Chuyên mục').selectOption({ index: 1 });
  await text.click();
  return text;
}

/** As a browser gives what was copied elsewhere. */
async function paste(page: Page, kind: string, data: string) {
  await page.locator('.ProseMirror').evaluate(
    (target, { kind, data }) => {
      const clipboard = new DataTransfer();
      clipboard.setData(kind, data);
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
    },
    { kind, data },
  );
}

test('ba ảnh từ ba nơi: máy này, bảng tạm, thư viện', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal.xa, 'Bài ba ảnh');
  await author.keyboard.type('Đoạn đầu.');
  await author.keyboard.press('Enter');
  await press(author, 'Chèn ảnh');
  await audit(author);
  const chooser = author.waitForEvent('filechooser');
  await press(author, 'Tải ảnh từ máy này');
  // Bytes that the library does not know: nothing is kept with them.
  const unknown = Buffer.concat([readFileSync(picture('anh-bong-da')), Buffer.from('moi')]);
  await (await chooser).setFiles({ name: 'bong-da.jpg', mimeType: 'image/jpeg', buffer: unknown });
  await expect(text.locator('img')).toHaveCount(1);
  await author.keyboard.type('Đội bản Chang vô địch');
  await author.keyboard.press('Enter');
  const bytes = readFileSync(picture('anh-cho-phien')).toString('base64');
  await paste(author, 'text/html', `<p>Chợ phiên.</p><img src="data:image/jpeg;base64,${bytes}" alt="Chợ phiên đông người">`);
  await expect(text.locator('img')).toHaveCount(2);
  await author.keyboard.press('Control+End');
  await press(author, 'Chèn ảnh');
  await author.getByLabel('Tìm trong thư viện').fill('cầu');
  await author.getByRole('dialog').getByRole('listitem').first().getByRole('button').click();
  await expect(text.locator('img')).toHaveCount(3);

  await expect(text.getByText('Chưa có mô tả cho người không nhìn thấy').first()).toBeVisible();
  await text.getByRole('button', { name: 'Mô tả ảnh' }).first().click();
  await author.getByLabel('Mô tả cho người không nhìn thấy ảnh').fill('Cầu thủ áo đỏ giơ cao cúp');
  await press(author, 'Lưu mô tả');
  await expect(text.getByText('Mô tả: Cầu thủ áo đỏ giơ cao cúp')).toBeVisible();
  await expect(state(author)).toHaveAttribute('data-save-state', 'kept');
  await press(author, 'Lưu bản nháp');
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');
  const shown = author.locator('.preview');
  await expect(shown.locator('figure img')).toHaveCount(3);
  await expect(shown.locator('img').nth(0)).toHaveAttribute('alt', 'Cầu thủ áo đỏ giơ cao cúp');
  await expect(shown.locator('img').nth(1)).toHaveAttribute('alt', 'Chợ phiên đông người');
  await expect(shown.locator('figcaption').first()).toHaveText('Đội bản Chang vô địch');
});

test('khi chèn ảnh, thư viện mở theo thư mục', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  const album = `Đại hội ${Math.random().toString(36).slice(2, 8)}`;
  const sent = await author.evaluate(
    async ({ album, bytes }) => {
      const body = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      const asked = new URLSearchParams({ name: 'dai-hoi.png', album });
      return (await fetch(`/api/media/upload?${asked}`, { method: 'POST', body })).status;
    },
    { album, bytes: png(anyColour()).toString('base64') },
  );
  expect(sent).toBe(200);
  const text = await begin(author, portal.xa, 'Bài có ảnh của thư mục');
  await press(author, 'Chèn ảnh');
  const dialog = author.getByRole('dialog');
  await dialog.getByLabel('Thư mục').selectOption(album);
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await audit(author);
  await dialog.getByRole('button', { name: 'dai-hoi.png' }).click();
  await expect(text.locator('img')).toHaveCount(1);
});

test('ảnh dán lúc mất mạng chờ trên máy này, có mạng thì tự tải lên', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal.xa, 'Bài ảnh lúc mất mạng');
  await author.keyboard.type('Chữ.');
  await expect(state(author)).toHaveAttribute('data-save-state', 'kept');
  await author.context().setOffline(true);
  const bytes = readFileSync(picture('anh-niem-yet')).toString('base64');
  await paste(author, 'text/html', `<img src="data:image/jpeg;base64,${bytes}" alt="Bảng niêm yết">`);
  await expect(text.getByText('Ảnh này chưa tải lên được.')).toBeVisible();
  await author.context().setOffline(false);
  await author.reload();
  await expect((await editorReady(author)).locator('img')).toHaveCount(1);
  await press(author, 'Lưu bản nháp');
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');
});

async function importWord(page: Page, name: string, file: Buffer) {
  const chooser = page.waitForEvent('filechooser');
  await press(page, 'Nhập tệp Word');
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: file });
}

test('tệp Word vào bài với đề mục, chữ đậm, bảng', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal.xa, 'Bài từ Word');
  const body = [
    word.heading('Kế hoạch tiêm phòng'),
    word.paragraph(word.run('Tiêm cho '), word.run('toàn bộ', '<w:b/>'), word.run(' đàn chó.')),
    word.table(word.row(word.cell('Thôn'), word.cell('Ngày')), word.row(word.cell('Nà Mơ'), word.cell('12/12'))),
  ].join('');
  await importWord(author, 'ke-hoach.docx', await word.wordFile({ body }));
  await expect(text.getByRole('heading', { name: 'Kế hoạch tiêm phòng' })).toBeVisible();
  await expect(text.locator('strong')).toHaveText('toàn bộ');
  await expect(text.getByRole('cell', { name: '12/12' })).toBeVisible();

  await importWord(author, 'hong.docx', Buffer.from('không phải tệp Word'));
  await expect(author.getByText('“hong.docx” không phải tệp .docx đọc được')).toBeVisible();
});

test('chú thích, ảnh và bảng của tệp Word: không chữ nào, ảnh nào mất', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal.xa, 'Báo cáo từ Word');
  const words = {
    notes: ['Theo Nghị quyết số mười hai của xã.', 'Số liệu tính đến hết tháng mười.'],
    last: 'Nguồn: sổ tay của trưởng thôn.',
    cells: ['Thôn', 'Hộ nghèo', 'Khuổi Lanh', 'chín', 'bảy', 'Nà Mơ', 'bốn'],
    description: 'Bản đồ ba thôn',
  };
  const [commune, poor, lanh, nine, seven, mo, four] = words.cells as [string, string, string, string, string, string, string];
  const body = [
    word.heading('Kết quả rà soát'),
    word.paragraph(word.run('Xã đã rà soát'), word.footnote(1), word.run(' ba thôn'), word.footnote(2), word.run(' trong tháng.')),
    word.paragraph(word.drawing(0, words.description)),
    word.paragraph(word.run('Bảng dưới đây do thôn lập'), word.endnote(1), word.run('.')),
    word.table(
      word.row(word.cell(commune), word.cell(poor, '<w:gridSpan w:val="2"/>')),
      word.row(word.cell(lanh), word.cell(nine), word.cell(seven, '<w:vMerge w:val="restart"/>')),
      word.row(word.cell(mo), word.cell(four), word.cell('', '<w:vMerge/>')),
    ),
    word.paragraph(word.drawing(1, 'Sơ đồ tổ chức')),
    word.paragraph(word.run('Hết báo cáo.')),
  ].join('');
  const pictures = [
    { name: 'image1.png', bytes: png(anyColour()) },
    // A drawing of Windows, which no browser shows.
    { name: 'image2.emf', bytes: Buffer.concat([Buffer.from([1, 0, 0, 0, 0x6c, 0, 0, 0]), Buffer.alloc(100)]) },
  ];
  await importWord(author, 'bao-cao.docx', await word.wordFile({ body, footnotes: words.notes, endnotes: [words.last], pictures }));
  await expect(text.locator('img')).toHaveCount(1);
  await expect(author.getByText('Ảnh «Sơ đồ tổ chức» có dạng không dùng được trong bài')).toBeVisible();
  await expect(state(author)).toHaveAttribute('data-save-state', 'kept');
  await press(author, 'Lưu bản nháp');
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');

  const shown = await openPreview(author);
  await expect(shown.getByRole('heading', { name: 'Kết quả rà soát' })).toBeVisible();
  await expect(shown.getByText('Xã đã rà soát[1] ba thôn[2] trong tháng.')).toBeVisible();
  await expect(shown.getByText('Bảng dưới đây do thôn lập[3].')).toBeVisible();
  await expect(shown.getByRole('listitem')).toContainText([...words.notes, words.last]);
  const table = shown.getByRole('table');
  await expect(table.locator('th, td')).toHaveText(words.cells);
  await expect(table.locator('th, td').nth(1)).toHaveAttribute('colspan', '2');
  await expect(table.locator('th, td').nth(4)).toHaveAttribute('rowspan', '2');
  const picture = shown.locator('figure img');
  await expect(picture).toHaveAttribute('alt', words.description);
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  await expect(shown.getByText('Hết báo cáo.')).toBeVisible();
});
