import { expect, test } from '../support/test';

const ARTICLE = '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao';
const TITLE = 'Đoàn kiểm tra của tỉnh làm việc về cải cách hành chính tại xã Hoa Đào';

test('người đọc mở một tin từ trang chủ', async ({ page, open, audit }) => {
  await open('/');
  await audit();
  await page.getByRole('main').getByRole('link', { name: TITLE }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await expect(page).toHaveTitle(`${TITLE} – Cổng thông tin điện tử xã Hoa Đào`);
  await expect(page).toHaveURL(ARTICLE);
  await audit();
});

test('trang tin có đủ mọi phần', async ({ page, open }) => {
  await open(ARTICLE);
  await expect(page.getByRole('navigation', { name: 'Đường dẫn' }).getByRole('link')).toHaveText([
    'Trang chủ',
    'Thông tin tuyên truyền',
  ]);
  await expect(page.getByRole('figure')).toHaveCount(3);
  for (const picture of await page.getByRole('main').getByRole('img').all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect(picture).toHaveAttribute('alt', /.{10,}/);
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(300);
  }
  const side = page.getByRole('complementary');
  for (const name of ['Thông tin tuyên truyền', 'Thông tin tổng hợp', 'Liên kết website', 'Thống kê truy cập']) {
    await expect(side.getByRole('heading', { name, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('heading', { name: 'Bài liên quan' })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('Chịu trách nhiệm');
});

test('bốn con số có ngay trong trang đầu tiên', async ({ page, open }) => {
  await open(ARTICLE);
  for (const figure of ['online', 'today', 'month', 'all']) {
    await expect(page.locator(`aside [data-figure=${figure}]`)).toHaveText(/^[1-9][\d.]*$|^0$/);
  }
  await expect(page.locator('aside [data-figure=online]')).not.toHaveText('0');
  await expect(page.locator('aside [data-figure=all]')).toHaveText(/^79\.8\d\d$/);
});

test('chuyên mục và trang không có ngày', async ({ page, open, audit }) => {
  await open('/chuyen-muc/tin-hoat-dong');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tin hoạt động');
  await audit();
  await open('/trang/lien-he');
  await expect(page.getByRole('main').getByRole('table').first()).toBeVisible();
  await audit();
});

test.describe('trang không có', () => {
  test.use({ allowed: [/404/] });

  test('một địa chỉ sai được giải thích', async ({ page, open, audit }) => {
    const answer = await page.goto('/bai-viet/khong-co-bai-nay');
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Không có trang nào ở địa chỉ này');
    await audit();
    await open('/');
  });
});

test('cổng khác không thấy tin của cổng này', async ({ portal }) => {
  expect((await portal.ask('xa.localhost', ARTICLE)).status).toBe(200);
  expect((await portal.ask('tinh.localhost', ARTICLE)).status).toBe(404);
  expect((await portal.ask('khong-co.example', '/')).status).toBe(421);
  const { body } = await portal.ask('xa.localhost', ARTICLE);
  const picture = /\/tap-tin\/[0-9a-f]{64}\/[^" ]+/.exec(body)?.[0] ?? '';
  expect((await portal.ask('xa.localhost', picture)).status).toBe(200);
  expect((await portal.ask('tinh.localhost', picture)).status).toBe(404);
  expect((await portal.ask('tinh.localhost', '/')).body).not.toContain('Hoa Đào, học sinh');
});
