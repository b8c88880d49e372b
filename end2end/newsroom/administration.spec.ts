import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

// The whole site changes under these tests: one after the other, on a portal that no other test looks at meanwhile.
test.describe.configure({ mode: 'serial' });
test.use({ allowed: [/status of 422/] });

const said = (page: Page) => page.getByRole('status').first();
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** What is lost for good is asked for twice. */
async function removeFor(page: Page, words: string, name: string) {
  const sure = page.getByRole('button', { name: `${words} hẳn: ${name}`, exact: true });
  await expect(sure).toBeHidden();
  await page.getByLabel(`${words}: ${name}`, { exact: true }).click();
  await sure.click();
}

test('quản trị sửa trình đơn và người dân thấy ngay', async ({ someone, page: reader, portal, audit }) => {
  const admin = await someone('quan-tri', ['administrator']);
  await admin.getByRole('link', { name: 'Chuyên mục', exact: true }).click();
  await expect(heading(admin)).toHaveText('Chuyên mục và trình đơn');
  await audit(admin);
  await admin.getByLabel('Tên chuyên mục').last().fill('Chuyển đổi số');
  await admin.getByRole('button', { name: 'Thêm chuyên mục' }).click();
  await expect(said(admin)).toContainText('Đã thêm chuyên mục');
  // By keyboard alone: the buttons are buttons.
  const up = admin.getByRole('button', { name: 'Lên: Chuyển đổi số' });
  await up.focus();
  await admin.keyboard.press('Enter');
  await expect(said(admin)).toContainText('Đã chuyển lên');
  await reader.goto(portal.xa);
  const entries = await reader.locator('nav.menu li a').allTextContents();
  expect(entries.indexOf('Chuyển đổi số')).toBe(entries.length - 2);
  await removeFor(admin, 'Xóa', 'Chuyển đổi số');
  await expect(said(admin)).toContainText('Đã xóa chuyên mục');
  await reader.goto(portal.xa);
  await expect(reader.locator('nav.menu').getByText('Chuyển đổi số')).toHaveCount(0);
});

test('thông báo khẩn và tên cổng đổi trên mọi trang', async ({ someone, page: reader, portal, audit }) => {
  const admin = await someone('quan-tri', ['administrator']);
  await admin.goto(`${portal.xa}/bien-tap/thong-tin-cong`);
  await expect(heading(admin)).toHaveText('Thông tin cổng');
  await audit(admin);
  await admin.getByLabel('Thông báo', { exact: true }).fill('Cảnh báo lũ quét trên suối Nà Pàn');
  await admin.getByLabel('Liên kết', { exact: true }).fill('/thong-ke-truy-cap');
  await admin.getByRole('button', { name: 'Lưu thông báo' }).click();
  await expect(said(admin)).toContainText('Đã đặt thông báo khẩn');
  await reader.goto(portal.xa);
  await expect(reader.getByRole('region', { name: 'Thông báo khẩn' }).getByRole('link')).toHaveAttribute(
    'href',
    '/thong-ke-truy-cap',
  );
  await audit(reader);
  await admin.getByLabel('Thông báo', { exact: true }).fill('');
  await admin.getByRole('button', { name: 'Lưu thông báo' }).click();
  await expect(said(admin)).toContainText('Đã bỏ thông báo khẩn');
  await reader.goto(portal.xa);
  await expect(reader.getByRole('region', { name: 'Thông báo khẩn' })).toHaveCount(0);

  const mail = await admin.getByLabel('Thư điện tử').inputValue();
  await admin.getByLabel('Thư điện tử').fill('không phải thư');
  await admin.getByLabel('Người chịu trách nhiệm').fill('Bà Nông Thị Thử');
  await admin.getByRole('button', { name: 'Lưu thông tin' }).click();
  await expect(admin.getByRole('alert')).toContainText('ten@coquan.gov.vn');
  await expect(admin.getByLabel('Người chịu trách nhiệm')).toHaveValue('Bà Nông Thị Thử');
  await admin.getByLabel('Thư điện tử').fill(mail);
  await admin.getByRole('button', { name: 'Lưu thông tin' }).click();
  await expect(said(admin)).toContainText('Đã lưu thông tin cổng');
  await reader.goto(portal.xa);
  await expect(reader.getByText('Chịu trách nhiệm: Bà Nông Thị Thử')).toBeVisible();
});

test('trang chủ, cột bên và trang được sắp xếp', async ({ someone, page: reader, portal, audit }) => {
  test.slow();
  const admin = await someone('quan-tri', ['administrator']);
  await admin.goto(`${portal.xa}/bien-tap/trang-chu`);
  await expect(heading(admin)).toHaveText('Trang chủ');
  await audit(admin);
  await admin.getByRole('button', { name: /^Bỏ: / }).first().click();
  await expect(said(admin)).toContainText('Đã bỏ bài');
  const raise = admin.getByRole('button', { name: /^Đưa lên: / }).first();
  const title = ((await raise.getAttribute('aria-label')) ?? '').replace('Đưa lên: ', '');
  await raise.click();
  await expect(said(admin)).toContainText('Đã đưa bài lên');
  await reader.goto(portal.xa);
  await expect(reader.getByRole('link', { name: title }).first()).toBeVisible();

  await admin.goto(`${portal.xa}/bien-tap/cot-ben`);
  await expect(heading(admin)).toHaveText('Cột bên');
  await audit(admin);
  await admin.getByText('Thêm liên kết').first().click();
  await admin.getByLabel('Tên trang').last().fill('Trang thử của liên kết');
  await admin.getByLabel('Địa chỉ').last().fill('https://dichvucong.example');
  await admin.getByRole('button', { name: 'Thêm liên kết' }).click();
  await expect(said(admin)).toContainText('Đã lưu liên kết');
  await reader.goto(portal.xa);
  await expect(reader.getByRole('link', { name: 'Trang thử của liên kết' })).toBeVisible();

  await admin.goto(`${portal.xa}/bien-tap/trang`);
  await audit(admin);
  await admin.getByRole('link', { name: 'Thêm trang' }).click();
  await expect(heading(admin)).toHaveText('Thêm trang');
  await admin.getByLabel('Tiêu đề').fill('Lịch tiếp công dân');
  await admin.getByLabel('Nội dung').fill('## Thứ Năm hằng tuần\n\n- Sáng: 8 giờ');
  await admin.getByRole('button', { name: 'Lưu và đăng trang' }).click();
  await expect(said(admin)).toContainText('Đã lưu trang');
  await audit(admin);
  await reader.goto(`${portal.xa}/trang/lich-tiep-cong-dan`);
  await expect(reader.getByRole('heading', { name: 'Thứ Năm hằng tuần' })).toBeVisible();
});

test('nhật ký ghi ai đã làm gì, và trang sao lưu nói máy chủ ra sao', async ({ someone, portal, audit }) => {
  const admin = await someone('quan-tri', ['administrator']);
  await admin.goto(`${portal.xa}/bien-tap/chuyen-huong`);
  await expect(heading(admin)).toHaveText('Chuyển hướng');
  await audit(admin);
  await admin.goto(`${portal.xa}/bien-tap/nhat-ky`);
  await expect(
    admin
      .getByRole('cell', { name: 'Sửa thông báo khẩn' })
      .or(admin.getByRole('rowheader', { name: 'Sửa thông báo khẩn' }))
      .first(),
  ).toBeVisible();
  await audit(admin);
  await admin.getByLabel('Việc', { exact: true }).selectOption({ label: 'Sửa trang' });
  await admin.getByRole('button', { name: 'Lọc' }).click();
  await expect(admin).toHaveURL(/viec=page_changed/);
  await expect(admin.getByRole('rowheader').first()).toHaveText('Sửa trang');
  await admin.goto(`${portal.xa}/bien-tap/xoa-du-lieu`);
  await expect(heading(admin)).toHaveText('Xóa dữ liệu cá nhân');
  await audit(admin);
  await admin.goto(`${portal.xa}/bien-tap/sao-luu`);
  await expect(admin.getByText('Ổ đĩa còn trống')).toBeVisible();
  await audit(admin);
});

test('địa chỉ của trang cũ dẫn tới bài hôm nay', async ({ someone, page: reader, portal, audit }) => {
  const admin = await someone('quan-tri', ['administrator']);
  await reader.goto(portal.xa);
  const article = (await reader.locator('main a[href^="/bai-viet/"]').first().getAttribute('href')) ?? '';
  await admin.goto(`${portal.xa}/bien-tap/chuyen-huong`);
  await admin.getByLabel('Địa chỉ cũ').fill('/tin-tuc/2019/ban-tin.html');
  await admin.getByLabel('Địa chỉ hiện nay').fill(article);
  await admin.getByRole('button', { name: 'Thêm chuyển hướng' }).click();
  await expect(said(admin)).toContainText('Đã thêm chuyển hướng');
  await admin.getByLabel('Tìm địa chỉ').fill('2019/ban');
  await admin.getByRole('button', { name: 'Tìm', exact: true }).click();
  await expect(admin.getByText('Tìm thấy 1 chuyển hướng')).toBeVisible();
  await audit(admin);
  await reader.goto(`${portal.xa}/tin-tuc/2019/ban-tin.html`);
  await expect(reader).toHaveURL(portal.xa + article);
  await admin.getByRole('button', { name: 'Bỏ: /tin-tuc/2019/ban-tin.html' }).click();
  await expect(said(admin)).toContainText('Đã bỏ chuyển hướng');

  // The usual form of an old portal's address: what tells one page from another follows the question mark.
  const old = '/index.php?nv=news&op=Tin-xa/hop-dan-12';
  await admin.getByLabel('Địa chỉ cũ').fill(portal.xa + old);
  await admin.getByLabel('Địa chỉ hiện nay').fill(article);
  await admin.getByRole('button', { name: 'Thêm chuyển hướng' }).click();
  await expect(said(admin)).toContainText('Đã thêm chuyển hướng');
  await reader.goto(portal.xa + old);
  await expect(reader).toHaveURL(portal.xa + article);
  expect((await portal.ask('xa.localhost', '/index.php?nv=news&op=Tin-xa/khac-13')).status).toBe(404);
  await admin.getByRole('button', { name: `Bỏ: ${old}` }).click();
  await expect(said(admin)).toContainText('Đã bỏ chuyển hướng');
});

test('xóa trang, bỏ khối và liên kết phải bấm hai lần', async ({ someone, portal, audit }) => {
  const admin = await someone('quan-tri', ['administrator']);
  const name = `Trang bỏ ${Math.random().toString(36).slice(2, 8)}`;
  await admin.goto(`${portal.xa}/bien-tap/trang-moi`);
  await admin.getByLabel('Tiêu đề').fill(name);
  await admin.getByLabel('Nội dung').fill('Một đoạn.');
  await admin.getByRole('button', { name: 'Lưu và đăng trang' }).click();
  await expect(said(admin)).toContainText('Đã lưu trang.');
  await admin.goto(`${portal.xa}/bien-tap/trang`);
  await admin.getByLabel(`Xóa: ${name}`, { exact: true }).click();
  await expect(admin.getByText('Trang mất khỏi cổng cùng toàn bộ nội dung').filter({ visible: true })).toBeVisible();
  await audit(admin);
  await admin.reload();
  await removeFor(admin, 'Xóa', name);
  await expect(said(admin)).toContainText('Đã xóa trang');
  await expect(admin.getByText(name)).toHaveCount(0);

  await admin.goto(`${portal.xa}/bien-tap/cot-ben`);
  await admin.getByText('Thêm liên kết', { exact: true }).first().click();
  const added = admin.locator('#admin-save-link-new');
  await added.getByLabel('Tên trang').fill(name);
  await added.getByLabel('Địa chỉ').fill('https://example.vn/');
  await added.getByRole('button', { name: 'Thêm liên kết' }).click();
  await expect(admin.getByLabel(`Bỏ: ${name}`, { exact: true })).toBeVisible();
  await removeFor(admin, 'Bỏ', name);
  await expect(admin.getByText(name)).toHaveCount(0);
});
