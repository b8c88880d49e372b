import { expect, test } from '../support/test';

test('chuyển trang không tải lại: tên trang, tiêu điểm, vị trí cuộn', async ({ page, open }) => {
  await open('/');
  await page.evaluate(() => Object.assign(window, { still: true }));
  const link = page
    .getByRole('main')
    .getByRole('link', { name: /chè Shan/ })
    .first();
  await link.scrollIntoViewIfNeeded();
  const left = await page.evaluate(() => scrollY);
  await link.click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText('chè Shan');
  await expect(heading).toBeFocused();
  await expect(page).toHaveTitle(/chè Shan.* – Cổng thông tin điện tử xã Hoa Đào/);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(400);
  expect(await page.evaluate(() => 'still' in window)).toBe(true);

  await page.goBack();
  await expect(page).toHaveTitle('Cổng thông tin điện tử xã Hoa Đào');
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(left);
  await page.goForward();
  await expect(heading).toContainText('chè Shan');
  expect(await page.evaluate(() => 'still' in window)).toBe(true);
});

test('liên kết tới trang mà chỉ máy chủ biết thì tải cả trang, và lùi lại được', async ({ page, open }) => {
  const article = '/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man';
  await open(article);
  const heading = page.getByRole('heading', { level: 1 });
  const title = (await heading.textContent()) ?? '';
  // As an editor may have written it into a text.
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: '/luu-tru/2026/11', textContent: 'Tin tháng này' });
    document.querySelector('.article-body p')?.append(link);
  });
  await page.getByRole('link', { name: 'Tin tháng này' }).click();
  await expect(heading).toHaveText('Tin bài tháng 11/2026');
  await expect(page).toHaveURL(/\/luu-tru\/2026\/11$/);
  await page.goBack({ waitUntil: 'commit' });
  await expect(page).toHaveURL(new RegExp(`${article}$`));
  await expect(heading).toHaveText(title);
});

test.describe('mạng hỏng', () => {
  test.use({ allowed: [/Failed to load resource|net::ERR/] });

  test('trang không tải được thì nói ra và cho thử lại', async ({ page, open }) => {
    await open('/');
    await page.route('**/api/section/**', (route) => route.abort());
    await page.getByRole('navigation', { name: 'Chuyên mục' }).getByRole('link', { name: 'Tin hoạt động' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.unroute('**/api/section/**');
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tin hoạt động');
  });
});

test.describe('trang bị đổi trước khi khởi động', () => {
  test.use({ allowed: [/phần tương tác dừng|RuntimeError|unreachable|panicked|hydrat/i] });

  test('một trình dịch đổi trang trước khi khởi động: trang vẫn dùng được', async ({ page, portal }) => {
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        document.querySelectorAll('h1, h2, p, a').forEach((element) => {
          element.innerHTML = `<font><font>${element.textContent}</font></font>`;
        });
      });
    });
    await page.goto(`${portal.xa}/`);
    await page.waitForLoadState('networkidle');
    await page.getByRole('navigation', { name: 'Chuyên mục' }).getByRole('link', { name: 'Tin hoạt động' }).click();
    await expect(page).toHaveURL(/tin-hoat-dong/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tin hoạt động');
  });

  test('dịch trang sau khi khởi động: mỗi bài mở tiếp vẫn có đúng tiêu đề của nó', async ({ page, open }) => {
    const translate = () =>
      page.evaluate(() => {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found: Text[] = [];
        while (texts.nextNode()) found.push(texts.currentNode as Text);
        for (const text of found.filter(({ data }) => data.trim())) {
          const outer = document.createElement('font');
          outer.append(document.createElement('font'));
          outer.firstElementChild?.append(text.data);
          text.replaceWith(outer);
        }
      });
    await open('/chuyen-muc/tin-hoat-dong');
    for (let turn = 0; turn < 3; turn += 1) {
      await translate();
      const link = page.getByRole('main').locator('a[href^="/bai-viet/"]').nth(turn);
      const title = (await link.textContent())?.trim() ?? '';
      await link.click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
    }
    await translate();
    await page.goBack({ waitUntil: 'commit' });
    await expect(page).toHaveTitle(new RegExp((await page.getByRole('heading', { level: 1 }).textContent()) ?? '?'));
  });
});
