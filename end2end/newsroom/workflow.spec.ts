import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';
import { expectText, fillText, isScripted } from '../support/writing';

test.describe.configure({ mode: 'parallel' });
// What is refused, and what is gone, is told to the console too.
test.use({ allowed: [/status of 4\d\d/] });

const unique = (start: string) => `${start}-${Math.random().toString(36).slice(2, 8)}`;

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const said = (page: Page) => page.getByRole('status').first();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function write(
  page: Page,
  portal: Portal,
  title: string,
  lead = 'Sáng nay, xã tổ chức họp dân để bàn về việc chung của thôn.',
) {
  await page.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await page.getByLabel('Tiêu đề').fill(title);
  await page.getByLabel('Đoạn mở đầu (sapo)').fill(lead);
  await page.getByLabel('Chuyên mục').selectOption({ index: 1 });
  await fillText(page, 'Đoạn thứ nhất.\n\n## Kết quả\n\nHai việc.');
  await press(page, 'Lưu bản nháp');
  await expect(heading(page)).toHaveText(title);
  await expect(said(page)).toContainText('Đã lưu phiên bản 1');
}

async function open(page: Page, portal: Portal, tab: string, title: string) {
  await page.goto(`${portal.xa}/bien-tap?muc=${tab}`);
  await page.getByRole('link', { name: title }).click();
  await expect(heading(page)).toHaveText(title);
}

test('một tin đi qua hai khâu duyệt, được đính chính rồi gỡ', async ({ someone, page: reader, portal, audit }) => {
  test.slow();
  const title = `Họp dân bàn việc làm đường ${unique('thon')}`;
  const [author, editor, publisher] = [
    await someone('tac-gia', ['author']),
    await someone('bien-tap', ['editor']),
    await someone('duyet-dang', ['publisher']),
  ];
  await write(author, portal, title);
  await audit(author);
  await press(author, 'Gửi duyệt');
  await expect(said(author)).toContainText('Đã gửi duyệt');
  await expect(author.getByRole('button', { name: 'Lưu', exact: true })).toHaveCount(0);

  await open(editor, portal, 'cho-duyet', title);
  await audit(editor);
  await press(editor, 'Trả lại');
  await expect(editor.getByRole('alert')).toContainText('Hãy ghi lý do trả lại');
  await editor.getByLabel(/^Lý do trả lại/).fill('Ghi rõ ngày họp.');
  await press(editor, 'Trả lại');
  await expect(said(editor)).toContainText('Đã trả lại');

  await open(author, portal, 'tra-lai', title);
  await expect(author.getByText('Ghi rõ ngày họp.')).toBeVisible();
  await fillText(author, 'Ngày 24/11, dân bàn xong.\n\n## Kết quả\n\nMột việc.');
  await press(author, 'Gửi duyệt');
  await expect(said(author)).toContainText('Đã gửi duyệt.');

  await open(editor, portal, 'cho-duyet', title);
  await press(editor, 'Duyệt');
  await expect(said(editor)).toContainText('Đã duyệt');

  await open(publisher, portal, 'cho-dang', title);
  await audit(publisher);
  await publisher.getByRole('textbox', { name: 'Giờ đăng' }).fill('2027-01-15T07:30');
  await press(publisher, 'Hẹn giờ đăng');
  await expect(publisher.getByText('Hẹn đăng lúc 07:30, 15/01/2027')).toBeVisible();
  await press(publisher, 'Đăng');
  await expect(said(publisher)).toContainText('Đã đăng');

  const address = await publisher.getByRole('link', { name: 'Xem bài trên cổng' }).getAttribute('href');
  await reader.goto(portal.xa + address);
  await expect(heading(reader)).toHaveText(title);
  await expect(reader.getByText('Ngày 24/11, dân bàn xong.')).toBeVisible();
  await reader.goto(portal.xa);
  await expect(reader.getByRole('link', { name: title }).first()).toBeVisible();

  // A correction: readers keep what is published until it has passed both gates.
  await open(author, portal, 'da-dang', title);
  await fillText(author, 'Ngày 25/11, dân bàn xong.');
  await press(author, 'Lưu');
  await expect(said(author)).toContainText('Đã lưu phiên bản 3');
  await press(author, 'Gửi duyệt');
  await open(editor, portal, 'cho-duyet', title);
  await press(editor, 'Duyệt');
  await expect(said(editor)).toContainText('Đã duyệt');
  await reader.goto(portal.xa + address);
  await expect(reader.getByText('Ngày 24/11, dân bàn xong.')).toBeVisible();
  await open(publisher, portal, 'cho-dang', title);
  await publisher.getByLabel(/^Lý do/).fill('Sai ngày họp.');
  await press(publisher, 'Đăng');
  await expect(said(publisher)).toContainText('Đã đăng');
  await reader.goto(portal.xa + address);
  await expect(reader.getByText('Ngày 25/11, dân bàn xong.')).toBeVisible();
  await reader.getByRole('link', { name: 'Lịch sử đính chính' }).click();
  await expect(heading(reader)).toHaveText('Lịch sử đính chính');
  await expect(reader.getByText('Lý do: Sai ngày họp.')).toBeVisible();
  await expect(reader.getByRole('listitem').filter({ hasText: 'Mã băm' })).toHaveCount(2);
  await audit(reader);

  await publisher.getByLabel(/^Lý do/).fill('Thôn hoãn họp.');
  await press(publisher, 'Gỡ bài');
  await expect(said(publisher)).toContainText('Đã gỡ bài');
  const gone = await reader.goto(portal.xa + address);
  expect(gone?.status()).toBe(410);
  await expect(reader.getByText('Lý do: Thôn hoãn họp.')).toBeVisible();
});

test('không ai ghi đè chữ của đồng nghiệp mà không biết', async ({ someone, portal }) => {
  const title = `Bài hai người cùng sửa ${unique('bai')}`;
  const [author, editor] = [await someone('tac-gia', ['author']), await someone('bien-tap', ['editor'])];
  await write(author, portal, title);
  await open(editor, portal, 'ban-nhap', title);
  await fillText(editor, 'Chữ của biên tập viên.');
  await press(editor, 'Lưu');
  await expect(said(editor)).toContainText('Đã lưu phiên bản 2');
  await fillText(author, 'Chữ của tác giả.');
  await press(author, 'Lưu');
  if (isScripted()) {
    const both = author.getByRole('region', { name: 'Hai bản cạnh nhau' });
    await expect(both).toContainText('Chữ của biên tập viên.');
    await expect(both).toContainText('Chữ của tác giả.');
    await press(author, 'Giữ bản của tôi');
  } else {
    await expect(author.getByRole('alert')).toContainText('vừa được người khác thay đổi');
    await expectText(author, 'Chữ của tác giả.');
    // A second press changes nothing: the form still knows which version it was written over.
    await press(author, 'Lưu');
    await expect(author.getByRole('alert')).toContainText('vừa được người khác thay đổi');
    await author.getByLabel(/^Lưu bản của tôi/).check();
    await press(author, 'Lưu');
  }
  await expect(said(author)).toContainText('Đã lưu phiên bản 3');
});

test('tác giả bỏ hẳn bản nháp của mình, nhưng không bỏ được bài đã gửi', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  const title = `Bài viết thử ${unique('bo')}`;
  await write(author, portal, title);
  const address = author.url();
  await author.getByText('Bỏ bản nháp này').click();
  await audit(author);
  await press(author, 'Bỏ hẳn');
  await expect(author.getByRole('alert')).toContainText('Hãy đánh dấu vào ô “Tôi chắc chắn”');
  await author.getByLabel('Tôi chắc chắn muốn bỏ hẳn bài này').check();
  await press(author, 'Bỏ hẳn');
  await expect(heading(author)).toHaveText('Việc cần xử lý');
  await expect(said(author)).toContainText(`Đã bỏ bản nháp “${title}”.`);
  await expect(author.getByRole('link', { name: title })).toHaveCount(0);
  await author.goto(`${portal.xa}/bien-tap?muc=ban-nhap`);
  await expect(author.getByRole('link', { name: title })).toHaveCount(0);
  expect((await author.goto(address))?.status()).toBe(404);

  const sent = `Bài đã gửi ${unique('giu')}`;
  await write(author, portal, sent);
  await press(author, 'Gửi duyệt');
  await expect(said(author)).toContainText('Đã gửi duyệt');
  await expect(author.getByText('Bỏ bản nháp này')).toHaveCount(0);
});

test('đăng khẩn còn nợ một lượt duyệt lại', async ({ someone, portal, audit }) => {
  const title = `Cảnh báo lũ quét ${unique('suoi')}`;
  const [author, publisher] = [await someone('tac-gia', ['author']), await someone('duyet-dang', ['publisher'])];
  await write(author, portal, title);
  await open(publisher, portal, 'ban-nhap', title);
  await press(publisher, 'Đăng khẩn');
  await expect(said(publisher)).toContainText('còn nợ một lượt duyệt lại');
  await publisher.goto(`${portal.xa}/bien-tap?muc=no-duyet-lai`);
  await expect(publisher.getByRole('link', { name: title })).toBeVisible();
  await audit(publisher);
  await publisher.getByRole('link', { name: title }).click();
  await expect(heading(publisher)).toHaveText(title);
  await expect(publisher.getByRole('button', { name: 'Đã duyệt lại' })).toHaveCount(0);
  const second = await someone('duyet-hai', ['publisher']);
  await open(second, portal, 'no-duyet-lai', title);
  await press(second, 'Đã duyệt lại');
  await expect(said(second)).toContainText('Đã ghi nhận lượt duyệt lại');
});

test('quản trị chọn điều kiện chặn đăng, ghi chú và giao việc tới đúng người', async ({ someone, portal, audit }) => {
  const title = `Tin thiếu đoạn mở đầu ${unique('tin')}`;
  const editor = await someone('bien-tap', ['editor']);
  await write(editor, portal, title, '');
  await expect(editor.getByRole('link', { name: 'Chưa có đoạn mở đầu (sapo)' })).toBeVisible();
  await editor.getByLabel('Ghi chú cho').selectOption({ index: 1 });
  await editor.getByRole('textbox', { name: 'Ghi chú' }).fill('Nêu tên thôn ở đây.');
  await press(editor, 'Thêm ghi chú');
  await expect(said(editor)).toContainText('Đã ghi chú');
  await expect(editor.locator('.block-note')).toContainText('Nêu tên thôn ở đây.');
  await audit(editor);
  await press(editor, 'Xong');
  await expect(editor.getByText('Đã xong')).toBeVisible();
  await editor.getByLabel('Hạn').fill('2027-01-15T17:00');
  await press(editor, 'Giao việc');
  await expect(editor.getByText('hạn 17:00, 15/01/2027')).toBeVisible();
});

/** The table of the two gates as it is documented: stage, then the buttons of author, editor and publisher. */
function table(): Map<string, string[][]> {
  const rows = readFileSync('docs/WORKFLOW.md', 'utf8').matchAll(/^\| \*\*(.+?)\*\* \| (.+) \|$/gm);
  const buttons = (cell: string) => (cell === '–' ? [] : cell.split('<br>').map((step) => step.replace(/ → .*/, '')));
  return new Map([...rows].map(([, stage = '', cells = '']) => [stage, cells.split(' | ').slice(0, 3).map(buttons)]));
}

test('màn hình hiện đúng những nút mà bảng quy trình mở', async ({ someone, portal }) => {
  test.slow();
  const title = `Đi hết bảng quy trình ${unique('bang')}`;
  const people = [
    await someone('tac-gia', ['author']),
    await someone('bien-tap', ['editor']),
    await someone('duyet-dang', ['publisher']),
  ];
  const [author, editor, publisher] = people as [Page, Page, Page];
  const told = table();
  expect(told.size).toBe(6);
  await write(author, portal, title);
  const address = new URL(author.url()).pathname;
  const compare = async (stage: string, isLive: boolean) => {
    for (const [index, page] of people.entries()) {
      await page.goto(portal.xa + address);
      await expect(heading(page)).toHaveText(title);
      await expect(page.locator('.stage').first()).toContainText(stage === 'Hẹn giờ đăng' ? 'Hẹn đăng' : stage);
      const shown = await page.locator('button[name=then]').allTextContents();
      // No review is owed, and only what readers see can be withdrawn.
      const open = (told.get(stage)?.[index] ?? []).filter((name) => name !== 'Đã duyệt lại' && (isLive || name !== 'Gỡ bài'));
      expect(shown.sort(), `${stage}, person ${index}`).toEqual(open.sort());
    }
  };
  await compare('Bản nháp', false);
  await press(author, 'Gửi duyệt');
  await expect(said(author)).toContainText('Đã gửi duyệt');
  await compare('Chờ duyệt', false);
  await press(editor, 'Duyệt');
  await expect(said(editor)).toContainText('Đã duyệt');
  await compare('Chờ đăng', false);
  await publisher.getByRole('textbox', { name: 'Giờ đăng' }).fill('2027-01-15T07:30');
  await press(publisher, 'Hẹn giờ đăng');
  await expect(said(publisher)).toContainText('Đã hẹn giờ');
  await compare('Hẹn giờ đăng', false);
  await press(publisher, 'Đăng');
  await expect(said(publisher)).toContainText('Đã đăng');
  await compare('Đã đăng', true);
  await publisher.getByLabel(/^Lý do/).fill('Đi hết bảng.');
  await press(publisher, 'Gỡ bài');
  await expect(said(publisher)).toContainText('Đã gỡ bài');
  await compare('Đã gỡ', false);
});

test('bài không có trong Ban biên tập chỉ đường về chỗ làm việc', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  expect((await author.goto(`${portal.xa}/bien-tap/tin-bai/khong-co`))?.status()).toBe(404);
  await expect(author.getByText('ở cuối trang')).toHaveCount(0);
  await audit(author);
  await author.getByRole('link', { name: 'về trang đầu của Ban biên tập' }).click();
  await expect(heading(author)).toHaveText('Việc cần xử lý');
});

test('tìm bài theo vài từ không dấu: bài đang viết và bài đã đăng', async ({ someone, portal, audit }) => {
  const [author, editor] = [await someone('tac-gia', ['author']), await someone('bien-tap', ['editor'])];
  const title = `Sửa cầu treo ${unique('suoi')}`;
  await write(author, portal, title);
  const find = async (page: Page, words: string) => {
    await page.goto(`${portal.xa}/bien-tap`);
    const field = page.getByRole('search', { name: 'Tìm trong tin bài' }).getByLabel('Tìm bài');
    await field.fill(words);
    await field.press('Enter');
    await expect(page.getByRole('heading', { level: 2, name: `Bài có “${words}”` })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`Tìm bài: ${words}`));
  };
  await find(author, 'sua cau treo');
  await author.getByRole('link', { name: title }).click();
  await expect(heading(author)).toHaveText(title);

  await find(editor, 'cay che shan');
  const first = editor.getByRole('row').nth(1);
  await expect(first).toContainText('Mười năm cây chè Shan');
  await expect(first).toContainText('Đã đăng');
  await audit(editor);
  await first.getByRole('link').click();
  await expect(heading(editor)).toContainText('Mười năm cây chè Shan');
  await find(editor, 'xyzzyqwk');
  await expect(editor.getByText('Không tìm thấy bài nào có những từ này trong phần việc của bạn.')).toBeVisible();
  await audit(editor);
});
