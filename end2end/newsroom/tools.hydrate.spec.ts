// The tools beside the text: finding and replacing, the outline, full screen, how long it is, the keys, links to our own articles.
import type { Locator, Page } from '@playwright/test';
import { paste } from '../support/clipboard';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';
import { editorReady, fillText } from '../support/writing';

test.describe.configure({ mode: 'parallel' });

const tool = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Định dạng' }).getByRole('button', { name, exact: true });

async function begin(page: Page, portal: Portal, text: string) {
  await page.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await editorReady(page);
  await fillText(page, text);
  return editorReady(page);
}

/** A piece with a new table, and its cells below the head. */
async function beginTable(page: Page, portal: Portal) {
  const text = await begin(page, portal, 'Một đoạn.');
  await tool(page, 'Chèn bảng').click();
  const cells = text.locator('td');
  return { text, cells, count: await cells.count() };
}

const paragraphs = (text: Locator) => text.locator(':scope > p');

test('tìm và thay có dấu: từng chỗ, tất cả, và một lần hoàn tác', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, 'Xã Hoa Đào họp. Dân xã bàn.\n\nXa xôi mà đường xá tốt, cả xã vui.\n\nMột xà gỗ.');
  await author.keyboard.press('Control+f');
  const bar = author.getByRole('search', { name: 'Tìm và thay trong bài' });
  await expect(bar.getByLabel('Tìm', { exact: true })).toBeFocused();
  await author.keyboard.type('xã');
  // Other tones are other words; upper and lower case are the same.
  await expect(bar.getByRole('status')).toHaveText('1 / 3');
  await expect(text.locator('.found')).toHaveText(['Xã', 'xã', 'xã']);
  await expect(text.locator('.found-here')).toHaveText('Xã');
  await audit(author);
  await author.keyboard.press('Enter');
  await expect(bar.getByRole('status')).toHaveText('2 / 3');
  await author.keyboard.press('Shift+Enter');
  await author.keyboard.press('Shift+Enter');
  await expect(bar.getByRole('status')).toHaveText('3 / 3');
  await bar.getByLabel('Thay bằng').fill('phường');
  await bar.getByRole('button', { name: 'Thay', exact: true }).click();
  await expect(paragraphs(text)).toHaveText([
    'Xã Hoa Đào họp. Dân xã bàn.',
    'Xa xôi mà đường xá tốt, cả phường vui.',
    'Một xà gỗ.',
  ]);
  await bar.getByRole('button', { name: 'Thay tất cả' }).click();
  await expect(bar.getByRole('status')).toHaveText('Đã thay 2 chỗ');
  await expect(paragraphs(text).first()).toHaveText('phường Hoa Đào họp. Dân phường bàn.');
  await bar.getByLabel('Tìm', { exact: true }).fill('ruộng');
  await expect(bar.getByRole('status')).toHaveText('Không thấy');
  await author.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(text).toBeFocused();
  await author.keyboard.press('Control+z');
  await expect(paragraphs(text).first()).toHaveText('Xã Hoa Đào họp. Dân xã bàn.');
});

test('thay từng chỗ không tìm lại trong chữ vừa thay; hòa và hoà là một từ', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, 'Từ tỉnh về xã, từ xã lên tỉnh, cả tỉnh biết.\n\nHòa bình, hoà hợp, hoa đào.');
  await author.keyboard.press('Control+f');
  const bar = author.getByRole('search', { name: 'Tìm và thay trong bài' });
  const [what, by] = [bar.getByLabel('Tìm', { exact: true }), bar.getByLabel('Thay bằng')];
  await what.fill('tỉnh');
  await by.fill('tỉnh Lạng Sơn');
  await bar.getByRole('button', { name: 'Thay', exact: true }).click();
  await expect(paragraphs(text).first()).toHaveText('Từ tỉnh Lạng Sơn về xã, từ xã lên tỉnh, cả tỉnh biết.');
  await expect(bar.getByRole('status')).toHaveText('1 / 2');
  await bar.getByRole('button', { name: 'Thay', exact: true }).click();
  await bar.getByRole('button', { name: 'Thay tất cả' }).click();
  await expect(bar.getByRole('status')).toHaveText('Đã thay 1 chỗ');
  const replaced = 'Từ tỉnh Lạng Sơn về xã, từ xã lên tỉnh Lạng Sơn, cả tỉnh Lạng Sơn biết.';
  await expect(paragraphs(text).first()).toHaveText(replaced);
  await bar.getByRole('button', { name: 'Thay', exact: true }).click();
  await expect(paragraphs(text).first()).toHaveText(replaced);

  await what.fill('hoà');
  await expect(text.locator('.found')).toHaveText(['Hòa', 'hoà']);
  await bar.getByLabel('Bỏ qua dấu').check();
  await expect(text.locator('.found')).toHaveText(['Hòa', 'hoà', 'hoa']);
  // What is found is what is selected, letter by letter.
  await what.focus();
  await author.keyboard.press('Enter');
  await expect(text.locator('.found-here')).toHaveText('hoà');
  await by.fill('HOÀ');
  await bar.getByRole('button', { name: 'Thay', exact: true }).click();
  await expect(paragraphs(text).last()).toHaveText('Hòa bình, HOÀ hợp, hoa đào.');
});

test('dàn bài đưa con trỏ tới đề mục, độ dài đếm theo chữ', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const long = Array.from({ length: 60 }, (_, line) => `Dòng thứ ${line + 1} kể việc của thôn.`).join('\n\n');
  const text = await begin(author, portal, `Đoạn đầu.\n\n## Kết quả\n\n${long}\n\n## Việc còn lại\n\nĐoạn cuối.`);
  // 2 + 2 + 60 lines of 7 + 3 + 2, at 200 a minute.
  await expect(author.locator('.editor-length')).toHaveText('429 chữ · đọc khoảng 2 phút');
  await author.getByText('Dàn bài', { exact: true }).click();
  const outline = author.locator('.outline').getByRole('button');
  await expect(outline).toHaveText(['Kết quả', 'Việc còn lại']);
  await outline.first().click();
  await expect(text).toBeFocused();
  await expect(text.getByRole('heading', { name: 'Kết quả' })).toBeInViewport();
  await author.keyboard.type(' năm nay');
  await expect(text.getByRole('heading').first()).toHaveText('Kết quả năm nay');
  await expect(outline.first()).toHaveText('Kết quả năm nay');
  await expect(author.locator('.editor-length')).toHaveText('431 chữ · đọc khoảng 2 phút');
});

test('toàn màn hình: vào bằng phím, ra bằng Escape, tiêu điểm ở nguyên chỗ gõ', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, 'Chữ trước.');
  const surface = author.locator('.editor-full');
  await author.keyboard.press('Control+Shift+f');
  await expect(surface).toBeVisible();
  await expect(tool(author, 'Toàn màn hình')).toHaveAttribute('aria-pressed', 'true');
  expect(await surface.boundingBox()).toEqual({ x: 0, y: 0, ...author.viewportSize() });
  await expect(text).toBeFocused();
  await author.keyboard.type(' Chữ sau.');
  await audit(author);
  // What the key closes first is what was opened last.
  await author.keyboard.press('Control+f');
  await author.keyboard.press('Escape');
  await expect(text).toBeFocused();
  await expect(surface).toHaveCount(1);
  await author.keyboard.press('Escape');
  await expect(surface).toHaveCount(0);
  await expect(text).toBeFocused();
  await author.keyboard.type(' Chữ cuối.');
  await expect(text).toHaveText('Chữ trước. Chữ sau. Chữ cuối.');
});

test('chỗ gõ cho trình duyệt soát chính tả tiếng Việt', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, 'Một đoạn.');
  await expect(text).toHaveAttribute('spellcheck', 'true');
  await expect(text).toHaveAttribute('lang', 'vi');
  for (const label of ['Tiêu đề', 'Đoạn mở đầu (sapo)']) {
    const isChecked = await author.getByLabel(label).evaluate((field: HTMLElement) => field.spellcheck);
    expect(isChecked, label).toBe(true);
  }
});

test('dấu hỏi trên thanh định dạng mở danh sách phím tắt, kể đủ mọi phím', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, 'Một đoạn.');
  await author.keyboard.press('Alt+F10');
  await author.keyboard.press('?');
  const dialog = author.getByRole('dialog', { name: 'Phím tắt' });
  await expect(dialog).toBeVisible();
  const titles = await author
    .getByRole('toolbar', { includeHidden: true })
    .locator('button[title*="("]')
    .evaluateAll((buttons) => buttons.map((button) => (button as HTMLElement).title));
  expect(titles.length).toBeGreaterThan(12);
  for (const title of titles) {
    const [, name = '', key = ''] = /^(.*) \((.*)\)$/.exec(title) ?? [];
    const row = dialog.getByRole('row').filter({ has: author.getByRole('rowheader', { name, exact: true }) });
    await expect(row.getByRole('cell'), name).toHaveText(key);
  }
  await audit(author);
  await author.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(text).toBeFocused();
  await author.keyboard.type('?');
  await expect(text).toHaveText('Một đoạn.?');
});

test('liên kết tìm trong tin bài của cổng, không dấu cũng ra', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, 'Xem bài trước.');
  await author.keyboard.press('Shift+Home');
  // The browser tells of a selection a moment after the key.
  await expect(tool(author, 'Đánh dấu tiếng nước ngoài')).toBeEnabled();
  await author.keyboard.press('Control+k');
  const dialog = author.getByRole('dialog', { name: 'Chèn liên kết' });
  await author.keyboard.type('phan loai rac');
  const found = dialog.getByRole('list', { name: 'Bài có thể dẫn tới' }).getByRole('button').first();
  await expect(found).toContainText('Phân loại rác tại nguồn');
  await audit(author);
  await found.click();
  await dialog.getByRole('button', { name: 'Chèn', exact: true }).click();
  const link = text.getByRole('link', { name: 'Xem bài trước.' });
  await expect(link).toHaveAttribute('href', '/bai-viet/phan-loai-rac-tai-nguon-bon-thung-mot-thoi-quen');
  expect((await portal.ask('xa.localhost', (await link.getAttribute('href')) ?? '')).status).toBe(200);
  await author.keyboard.press('ArrowLeft');
  await expect(tool(author, 'Liên kết')).toHaveAttribute('aria-pressed', 'true');
  await author.keyboard.press('Control+k');
  await author.getByRole('dialog', { name: 'Sửa liên kết' }).getByRole('textbox').first().fill('javascript:alert(1)');
  await author.keyboard.press('Enter');
  await expect(author.getByRole('dialog').getByText('Địa chỉ phải bắt đầu bằng')).toBeVisible();
});

test('dán rồi hoàn tác một lần: chữ cũ nguyên vẹn, làm lại thì có lại', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, 'Chữ của tôi.');
  const html = '<h2>Dán vào</h2><p>Có <b>đậm</b>.</p><ul><li>một</li></ul>';
  await paste(text, { 'text/html': html, 'text/plain': 'Dán vào\nCó đậm.\nmột' });
  await expect(text.locator('strong')).toHaveText('đậm');
  await expect(text.getByRole('listitem')).toHaveText('một');
  await author.keyboard.press('Control+z');
  await expect(text.getByRole('listitem')).toHaveCount(0);
  await expect(text).toHaveText('Chữ của tôi.');
  await author.keyboard.press('Control+y');
  await expect(text.getByRole('listitem')).toHaveText('một');
});

test('dán nhiều dòng vào tên bảng: chữ vào tên bảng, bảng còn nguyên', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const { text } = await beginTable(author, portal);
  const caption = text.locator('.table-caption');
  await caption.click();
  const lines = ['Bảng 1. Giá nông sản', 'Đơn vị: đồng'];
  await paste(text, { 'text/plain': lines.join('\n'), 'text/html': lines.map((line) => `<p>${line}</p>`).join('') });
  await expect(caption).toHaveText('Bảng 1. Giá nông sản Đơn vị: đồng');
  await expect(text.locator('.table-block')).toHaveCount(1);
  await expect(text.locator('table')).toHaveCount(1);
});

test('dán một vùng bảng tính và ô đã chép: trải ra các ô từ ô đang đứng, chữ đậm còn nguyên', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const { text, cells, count } = await beginTable(author, portal);
  await cells.first().click();
  const range = '<table><tr><td><b>một</b></td><td>hai</td></tr></table>';
  await paste(text, { 'text/html': range, 'text/plain': 'một\thai' });
  await expect(cells.nth(0).locator('strong')).toHaveText('một');
  await expect(cells.nth(1)).toHaveText('hai');
  await expect(text.locator('table')).toHaveCount(1);
  // The cell as this editor itself puts it on the clipboard.
  await cells.nth(3).click();
  const copied =
    '<table data-pm-slice="1 1 []"><tbody><tr><td><p><strong>ba</strong></p></td><td><p>bốn</p></td></tr></tbody></table>';
  await paste(text, { 'text/html': copied, 'text/plain': 'ba bốn' });
  await expect(cells.nth(3).locator('strong')).toHaveText('ba');
  await expect(cells.nth(4)).toHaveText('bốn');
  await expect(text.locator('table')).toHaveCount(1);
  await expect(cells).toHaveCount(count);
});

test('dán đề mục, đường kẻ và bảng vào một ô: chữ ở trong ô, bảng còn nguyên', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const { text, cells, count } = await beginTable(author, portal);
  await cells.first().click();
  const html = '<h2>Thu</h2><p>Có <b>đậm</b>.</p><hr><ul><li>một</li></ul><table><tr><td>hai</td><td>ba</td></tr></table>';
  await paste(text, { 'text/html': html, 'text/plain': 'Thu\nCó đậm.\nmột\nhai\tba' });
  for (const words of ['Thu', 'Có đậm.', 'một', 'hai ba']) await expect(cells.first()).toContainText(words);
  await expect(cells.first().locator('strong')).toHaveText('đậm');
  await expect(text.locator('table')).toHaveCount(1);
  await expect(text.locator('.table-block')).toHaveCount(1);
  await expect(cells).toHaveCount(count);
  await expect(text.getByRole('heading')).toHaveCount(0);
  await author.keyboard.press('Control+z');
  await expect(cells.first()).toHaveText('');
  await expect(text.locator('table')).toHaveCount(1);
});
