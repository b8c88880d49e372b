// What an administrator makes of the site's look, its tree of sections and its home page, as readers then see it.
import type { Page } from '@playwright/test';
import { picture } from '../support/pictures';
import { expect, test } from '../support/test';

// The whole site changes under these tests: one after the other.
test.describe.configure({ mode: 'serial' });
test.use({ allowed: [/status of 422/] });

const said = (page: Page) => page.getByRole('status').first();
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const seal = (page: Page) => page.locator('.masthead').evaluate((head) => getComputedStyle(head).backgroundColor);

test('màu chủ đạo đổi trên mọi trang, màu khó đọc bị từ chối', async ({ someone, page: reader, portal, audit }) => {
  const admin = await someone('quan-tri', ['administrator']);
  await admin.goto(`${portal.xa}/bien-tap/thong-tin-cong`);
  await admin.getByLabel('Mã màu riêng').fill('#f5d76e');
  await admin.getByRole('button', { name: 'Lưu màu' }).click();
  await expect(admin.getByRole('alert')).toContainText('Màu #f5d76e khó đọc');
  await expect(admin.getByLabel('Mã màu riêng')).toHaveValue('#f5d76e');
  const instead = /dùng được là (#[0-9a-f]{6})/.exec((await admin.getByRole('alert').textContent()) ?? '')?.[1] ?? '';
  await admin.getByLabel('Mã màu riêng').fill(instead);
  await admin.getByRole('button', { name: 'Lưu màu' }).click();
  await expect(said(admin)).toContainText('Đã đổi màu');
  await admin.getByRole('button', { name: 'Xanh lam' }).click();
  await expect(said(admin)).toContainText('Đã đổi màu');
  await expect(admin.locator('.button-main').first()).toHaveCSS('background-color', 'rgb(31, 78, 140)');
  await audit(admin);

  await reader.goto(portal.xa);
  expect(await seal(reader)).toBe('rgb(31, 78, 140)');
  await audit(reader);
  await reader.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => seal(reader)).toBe('rgb(25, 62, 112)');
  await audit(reader);
  // Who asks for more contrast gets the colours made for it.
  await reader.emulateMedia({ colorScheme: 'light', contrast: 'more' });
  await expect.poll(() => seal(reader)).toBe('rgb(90, 4, 8)');
  await reader.emulateMedia({ contrast: null });
  await reader.goto(portal.tinh);
  expect(await seal(reader)).toBe('rgb(130, 18, 22)');

  await admin.getByRole('button', { name: 'Đỏ son (sẵn có)' }).click();
  // The words of the change before may still stand there.
  await expect(admin.locator('.button-main').first()).toHaveCSS('background-color', 'rgb(140, 22, 24)');
  await reader.goto(portal.xa);
  expect(await seal(reader)).toBe('rgb(130, 18, 22)');
});

test('ảnh trong thư viện thành biểu trưng của cổng', async ({ someone, page: reader, portal, audit, javaScriptEnabled }) => {
  const admin = await someone('quan-tri', ['administrator', 'author']);
  const name = `huy-hieu-${Math.random().toString(36).slice(2, 8)}.png`;
  await admin.goto(`${portal.xa}/bien-tap/thong-tin-cong`);
  await admin.getByRole('link', { name: 'thư viện tệp', exact: true }).click();
  await admin.locator('input[type=file]').setInputFiles([picture(name)]);
  if (javaScriptEnabled === false) await admin.getByRole('button', { name: 'Tải lên' }).click();
  await admin
    .getByRole('link', { name: `Mở ${name}` })
    .or(admin.getByRole('link', { name, exact: true }))
    .first()
    .click();
  await expect(heading(admin)).toHaveText(name);
  await admin.getByRole('button', { name: 'Dùng làm biểu trưng' }).click();
  await expect(said(admin)).toContainText('Đã đặt biểu trưng');
  await expect(admin.getByRole('img', { name: 'Biểu trưng hiện nay' })).toBeVisible();
  await audit(admin);

  await reader.goto(portal.xa);
  const mark = reader.locator('.masthead img');
  await expect.poll(() => mark.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  await audit(reader);
  await admin.getByRole('button', { name: 'Bỏ biểu trưng' }).click();
  await expect(said(admin)).toContainText('Đã bỏ biểu trưng');
  await reader.goto(portal.xa);
  await expect(reader.locator('.masthead svg').first()).toBeVisible();
  await expect(mark).toHaveCount(0);
});

test('chuyên mục con đứng ở trang của chuyên mục trên nó', async ({ someone, page: reader, portal, audit }) => {
  const admin = await someone('quan-tri', ['administrator']);
  await admin.goto(`${portal.xa}/bien-tap/chuyen-muc`);
  await admin.getByLabel('Tên chuyên mục').last().fill('Tiếp công dân');
  await admin.getByLabel('Thuộc chuyên mục').last().selectOption({ label: 'Tin hoạt động' });
  await admin.getByRole('button', { name: 'Thêm chuyên mục' }).click();
  await expect(said(admin)).toContainText('Đã thêm chuyên mục');
  await audit(admin);
  await reader.goto(`${portal.xa}/chuyen-muc/tin-hoat-dong`);
  await audit(reader);
  await reader.getByRole('navigation', { name: 'Chuyên mục con' }).getByRole('link', { name: 'Tiếp công dân' }).click();
  await expect(heading(reader)).toHaveText('Tiếp công dân');
  await expect(reader.getByText('Chuyên mục này chưa có tin bài nào.')).toBeVisible();
  await reader.getByRole('navigation', { name: 'Đường dẫn' }).getByRole('link', { name: 'Tin hoạt động' }).click();
  await expect(heading(reader)).toHaveText('Tin hoạt động');
  await admin.getByLabel('Xóa: Tiếp công dân', { exact: true }).click();
  await admin.getByRole('button', { name: 'Xóa hẳn: Tiếp công dân' }).click();
  await expect(said(admin)).toContainText('Đã xóa chuyên mục');
});

test('trang chủ được sắp theo ý quản trị', async ({ someone, page: reader, portal, audit }) => {
  test.slow();
  const admin = await someone('quan-tri', ['administrator']);
  const names = async () => {
    await reader.goto(portal.xa);
    return reader.locator('main').getByRole('heading', { level: 2 }).allTextContents();
  };
  await admin.goto(`${portal.xa}/bien-tap/trang-chu`);
  const before = await names();
  await admin.getByRole('button', { name: 'Sắp riêng' }).click();
  await expect(said(admin)).toContainText('Từ giờ trang chủ theo danh sách này');
  expect(await names()).toEqual(before);
  await audit(admin);
  // By keyboard alone, past what is read most (nothing is yet, so that it does not show) and the first section.
  const order = admin.locator('.panel').filter({ hasText: 'Các phần dưới đầu trang' }).locator('li strong');
  for (const place of [1, 2]) {
    await admin.getByRole('button', { name: 'Xuống: Tin mới' }).focus();
    await admin.keyboard.press('Enter');
    await expect(order.nth(place)).toHaveText('Tin mới');
  }
  const after = await names();
  expect(after).not.toEqual(before);
  expect([...after].sort()).toEqual([...before].sort());
  await audit(reader);
  await admin.getByText('Thêm phần').first().click();
  await admin.getByLabel('Số bài').last().fill('99');
  await admin.getByRole('button', { name: 'Thêm phần' }).click();
  await expect(admin.getByRole('alert')).toContainText('Số bài phải từ 1 đến 20');
  const parts = admin.getByRole('button', { name: /^Bỏ phần: / });
  for (let left = await parts.count(); left > 0; left -= 1) {
    await parts.first().click();
    await expect(parts).toHaveCount(left - 1);
  }
  await expect(admin.getByText('Cổng chưa sắp riêng')).toBeVisible();
  expect(await names()).toEqual(before);
});
