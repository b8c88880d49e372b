// The screens that only the server knows, where scripts run: forms are sent in the background, and nothing typed is lost.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'parallel' });
test.use({ allowed: [/status of 4\d\d|ERR_INTERNET_DISCONNECTED/] });

const said = (page: Page) => page.getByRole('status').first();
const unique = (start: string) => `${start} ${Math.random().toString(36).slice(2, 8)}`;

/** Marks the document: it is gone once the page is loaded anew. */
const mark = (page: Page) => page.evaluate(() => (document.documentElement.dataset.same = ''));
const isSame = (page: Page) => page.evaluate(() => document.documentElement.dataset.same !== undefined);

test('chuyển một chuyên mục lên: trang không tải lại, tiêu điểm ở nguyên nút', async ({ someone, portal, audit }) => {
  const administrator = await someone('quan-tri', ['administrator']);
  await administrator.goto(portal.xa + '/bien-tap/chuyen-muc');
  await mark(administrator);
  const up = administrator.getByRole('button', { name: /^Lên: / }).last();
  const name = (await up.getAttribute('aria-label')) ?? '';
  await up.focus();
  await administrator.keyboard.press('Enter');
  await expect(said(administrator)).toContainText('Đã chuyển lên.');
  await expect(administrator.getByRole('button', { name, exact: true })).toBeFocused();
  expect(await isSame(administrator)).toBe(true);
  await audit(administrator);
});

test('mất mạng hay hết phiên giữa chừng: chữ đã nhập còn nguyên', async ({ someone, portal }) => {
  const administrator = await someone('quan-tri', ['administrator']);
  await administrator.goto(portal.xa + '/bien-tap/chuyen-huong');
  const [from, to] = [administrator.getByLabel('Địa chỉ cũ'), administrator.getByLabel('Địa chỉ hiện nay')];
  await from.fill('/bai-viet/tin-cu');
  await to.fill('/bai-viet/khong-co-bai-nay');
  await administrator.context().setOffline(true);
  await to.press('Enter');
  await expect(administrator.getByRole('alert')).toContainText('Không gửi được');
  await expect(administrator.getByRole('alert')).toBeFocused();
  await administrator.context().setOffline(false);
  await administrator.context().clearCookies();
  await to.press('Enter');
  await expect(administrator.getByRole('alert')).toContainText('Phiên làm việc đã hết hạn');
  await expect(from).toHaveValue('/bai-viet/tin-cu');
  await expect(to).toHaveValue('/bai-viet/khong-co-bai-nay');
});

test('biểu mẫu bị từ chối chỉ ra ô sai và giữ chữ, trang không tải lại', async ({ someone, portal, audit }) => {
  const administrator = await someone('quan-tri', ['administrator']);
  await administrator.goto(portal.xa + '/bien-tap/chuyen-huong');
  await mark(administrator);
  await administrator.getByLabel('Địa chỉ cũ').fill('/bai-viet/tin-cu');
  const to = administrator.getByLabel('Địa chỉ hiện nay');
  await to.fill('/bai-viet/khong-co-bai-nay');
  await to.press('Enter');
  const alert = administrator.getByRole('alert');
  await expect(alert).toContainText('Không có bài nào ở địa chỉ mới này');
  await expect(alert).toBeFocused();
  await expect(to).toHaveAttribute('aria-invalid', 'true');
  await expect(to).toHaveValue('/bai-viet/khong-co-bai-nay');
  await audit(administrator);
  await alert.getByRole('link').click();
  await expect(to).toBeFocused();
  expect(await isSame(administrator)).toBe(true);
});

test('lưu xong sang trang khác; nút quay lại của trình duyệt về đúng chỗ cũ', async ({ someone, portal }) => {
  const administrator = await someone('quan-tri', ['administrator']);
  await administrator.goto(portal.xa + '/bien-tap/trang-moi');
  await mark(administrator);
  const title = unique('Trang thử');
  await administrator.getByLabel('Tiêu đề').fill(title);
  await administrator.getByLabel('Nội dung').fill('Một đoạn.');
  await administrator.getByRole('button', { name: 'Lưu và đăng trang' }).click();
  await expect(said(administrator)).toContainText('Đã lưu trang.');
  await expect(administrator.getByRole('heading', { level: 1 })).toHaveText(title);
  expect(await isSame(administrator)).toBe(true);
  await administrator.goBack();
  await expect(administrator.getByRole('heading', { level: 1 })).toHaveText('Thêm trang');
});

test('từ danh sách việc sang màn hình khác và trở lại', async ({ someone, portal }) => {
  const person = await someone('quan-tri', ['administrator', 'author']);
  await person.goto(portal.xa + '/bien-tap');
  await expect(person.locator('body')).toHaveAttribute('data-hydrated', '');
  const rail = person.getByRole('navigation', { name: 'Ban biên tập' });
  for (const name of await rail.getByRole('link').allTextContents()) {
    await rail.getByRole('link', { name, exact: true }).click();
    await expect(rail.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
    await expect(person.getByRole('heading', { level: 1 })).toBeVisible();
    await rail.getByRole('link', { name: 'Việc cần xử lý' }).click();
    await expect(person.getByRole('heading', { level: 1 })).toHaveText('Việc cần xử lý');
  }
});

test('gửi một biểu mẫu: chữ đang gõ ở các biểu mẫu khác của màn hình còn nguyên', async ({ someone, portal }) => {
  const administrator = await someone('quan-tri', ['administrator']);
  await administrator.goto(portal.xa + '/bien-tap/thong-tin-cong');
  const [responsible, visits] = [administrator.getByLabel('Người chịu trách nhiệm'), administrator.getByLabel('Số lượt')];
  await responsible.fill('Ông Nguyễn Văn Thử');
  await visits.fill('12.345');
  await administrator.getByRole('button', { name: 'Lưu thông báo' }).click();
  await expect(said(administrator)).not.toBeEmpty();
  await expect(responsible).toHaveValue('Ông Nguyễn Văn Thử');
  await expect(visits).toHaveValue('12.345');

  await administrator.goto(portal.xa + '/bien-tap/chuyen-muc');
  const name = administrator.locator('#admin-save-section-new').getByLabel('Tên chuyên mục');
  await name.fill('Chuyên mục gõ dở');
  await administrator
    .getByRole('button', { name: /^Lên: / })
    .last()
    .click();
  await expect(said(administrator)).toContainText('Đã chuyển lên.');
  await expect(name).toHaveValue('Chuyên mục gõ dở');
});
