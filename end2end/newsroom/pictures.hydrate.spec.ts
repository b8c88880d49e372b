// Pictures, files and Word documents on their way into a text.
import { readFileSync } from 'node:fs';
import JSZip from 'jszip';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

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

const DOCUMENT = `<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Kế hoạch tiêm phòng</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Tiêm cho </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>toàn bộ</w:t></w:r><w:r><w:t xml:space="preserve"> đàn chó.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Thôn</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Ngày</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Nà Mơ</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12/12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>`;

async function wordFile() {
  const zip = new JSZip();
  zip.file(
    '[Content_Types].xml',
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  );
  zip.file(
    '_rels/.rels',
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  );
  zip.file(
    'word/styles.xml',
    '<?xml version="1.0" encoding="UTF-8"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>',
  );
  zip.file(
    'word/_rels/document.xml.rels',
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
  );
  zip.file('word/document.xml', DOCUMENT);
  return zip.generateAsync({ type: 'nodebuffer' });
}

test('tệp Word vào bài với đề mục, chữ đậm, bảng', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal.xa, 'Bài từ Word');
  const chooser = author.waitForEvent('filechooser');
  await press(author, 'Nhập tệp Word');
  await (await chooser).setFiles({ name: 'ke-hoach.docx', mimeType: 'application/octet-stream', buffer: await wordFile() });
  await expect(text.getByRole('heading', { name: 'Kế hoạch tiêm phòng' })).toBeVisible();
  await expect(text.locator('strong')).toHaveText('toàn bộ');
  await expect(text.getByRole('cell', { name: '12/12' })).toBeVisible();

  const again = author.waitForEvent('filechooser');
  await press(author, 'Nhập tệp Word');
  await (
    await again
  ).setFiles({ name: 'hong.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('không phải tệp Word') });
  await expect(author.getByText('“hong.docx” không phải tệp .docx đọc được')).toBeVisible();
});
