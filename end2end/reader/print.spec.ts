import { expect, test } from '../support/test';

test('trang in chỉ còn bài viết', async ({ page, open }) => {
  await open('/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.reading-bar')).toBeHidden();
  await expect(page.locator('nav.menu')).toBeHidden();
  await expect(page.locator('aside.side')).toBeHidden();
  expect((await page.pdf()).byteLength).toBeGreaterThan(20_000);
});

test('bàn phím: lối tắt dẫn đến nội dung', async ({ page, open }) => {
  await open('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Đến nội dung chính' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});
