import { expect, test } from '../support/test';

for (const [what, path, link] of [
  ['bài', '/', 'main a[href^="/bai-viet/"]'],
  ['chuyên mục', '/', 'nav a[href^="/chuyen-muc/"]'],
  ['trang chủ', '/chuyen-muc/tin-hoat-dong', 'nav a[href="/"]'],
] as const)
  test(`chỉ vào liên kết ${what} thì dữ liệu đã sẵn khi bấm`, async ({ page, open }) => {
    await open(path);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const target = page.locator(`${link}:visible`).first();
    const answered = page.waitForResponse(/\/api\/(article|section|home)\/read/);
    await target.hover();
    const url = (await answered).url();
    const href = await target.getAttribute('href');
    await target.click();
    await expect(page).toHaveURL(new RegExp(`${href}$`));
    await expect(page.locator('main h1')).toBeVisible();
    expect(asked.filter((address) => address === url)).toHaveLength(1);
  });

test.describe('mạng chập chờn', () => {
  test.use({ allowed: [/Failed to load resource/] });

  test('dữ liệu xin trước mà hỏng thì khi bấm được xin lại', async ({ page, open }) => {
    await open('/');
    let number = 0;
    await page.route('**/api/article/read*', (route) => {
      number += 1;
      return number === 1 ? route.abort() : route.continue();
    });
    const target = page.locator('main a[href^="/bai-viet/"]:visible').first();
    const failed = page.waitForEvent('requestfailed');
    await target.hover();
    await failed;
    await target.click();
    await expect(page.locator('article h1')).toBeVisible();
  });
});
