// The whole journey by keyboard alone. Wherever the focus is, it can be seen.
import { expectFocusSeen, tabTo } from '../support/focus';
import { expect, test } from '../support/test';

test('cả hành trình chỉ bằng bàn phím', async ({ page, open, javaScriptEnabled }) => {
  const runs = javaScriptEnabled !== false;
  const menu = page.getByRole('navigation', { name: 'Chuyên mục' });
  const main = page.getByRole('main');
  const heading = page.getByRole('heading', { level: 1 });
  const side = page.getByRole('complementary');
  // A page out of the browser's memory fires no load event.
  const back = () => page.goBack({ waitUntil: 'commit' });
  const arrived = async (words: string | RegExp) => {
    await expect(heading).toHaveText(words);
    // Scripts put the focus on the new page's heading; without them the browser starts at the top of a new document.
    if (runs) await expect(heading).toBeFocused();
  };

  await open('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Đến nội dung chính' });
  await expect(skip).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.press('Enter');
  await expect(main).toBeFocused();

  await open('/');
  const larger = page.getByRole('button', { name: 'A+ Tăng cỡ chữ' });
  await tabTo(page, larger);
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-text', '112.5');
  if (runs) await expect(larger, 'đổi cỡ chữ không mất chỗ').toBeFocused();

  await tabTo(page, menu.getByRole('link', { name: 'Tin hoạt động' }));
  await page.keyboard.press('Enter');
  await arrived('Tin hoạt động');

  const first = main.getByRole('article').first().getByRole('link');
  const title = (await first.textContent()) ?? '';
  await tabTo(page, first);
  await page.keyboard.press('Enter');
  await arrived(title);

  const inside = side.getByRole('link').first();
  await tabTo(page, inside);
  const next = (await inside.textContent()) ?? '';
  await page.keyboard.press('Enter');
  await arrived(next);

  await tabTo(page, side.getByRole('link', { name: 'Cách đếm' }));
  await page.keyboard.press('Enter');
  await arrived('Thống kê truy cập');

  await back();
  await arrived(next);
  await back();
  await arrived(title);
  await back();
  await arrived('Tin hoạt động');
});

test('trên điện thoại, bảng chuyên mục mở bằng phím', async ({ page, open }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open('/');
  const menu = page.getByRole('navigation', { name: 'Chuyên mục' });
  await expect(menu.getByRole('link', { name: 'Tin hoạt động' })).toBeHidden();
  await tabTo(page, menu.locator('summary'));
  await page.keyboard.press('Enter');
  await expect(menu.getByRole('link', { name: 'Tin hoạt động' })).toBeVisible();
  await tabTo(page, menu.getByRole('link', { name: 'Tin hoạt động' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tin hoạt động');
});

test('Tab đi qua mọi chỗ bấm được của một tin, theo thứ tự, và ra khỏi trang', async ({ page, open }) => {
  await open('/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao');
  const wanted = await page.evaluate(
    () =>
      [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')].filter(
        (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0,
      ).length,
  );
  let last = -1;
  let visited = 0;
  for (; visited <= wanted; visited += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const all = [...document.querySelectorAll('*')];
      return document.activeElement === document.body ? -1 : all.indexOf(document.activeElement ?? document.body);
    });
    if (at <= last) break;
    last = at;
    await expectFocusSeen(page);
  }
  expect(visited).toBe(wanted);
});
