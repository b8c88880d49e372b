// Titles are offered while someone types, whichever way; by keyboard, pointer and screen reader. Without scripts the field is a plain one.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

const VACCINATION = 'Tiêm chủng mở rộng: trạm y tế mở thêm điểm tại Lũng Vài';

const field = (page: Page) => page.getByRole('combobox', { name: 'Tìm tin bài' });
const list = (page: Page) => page.getByRole('listbox', { name: 'Tin bài gợi ý' });
const option = (page: Page, name: string) => list(page).getByRole('option', { name });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** The title that a screen reader is at: the focus itself stays in the field. */
const isAt = (page: Page, name: string) =>
  expect
    .poll(() =>
      page.evaluate(() => {
        const at = document.activeElement?.getAttribute('aria-activedescendant');
        return at ? document.getElementById(at)?.textContent : '';
      }),
    )
    .toBe(name);

test('gõ dở, không dấu: tiêu đề được gợi ý, chọn bằng bàn phím', async ({ page, open, audit }) => {
  await open('/');
  await page.evaluate(() => Object.assign(window, { still: true }));
  await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
  await field(page).pressSequentially('tiem chun', { delay: 20 });
  await expect(option(page, VACCINATION)).toBeVisible();
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('search').getByRole('status')).toHaveText(/^Có \d gợi ý$/);
  await audit();

  const titles = await list(page).getByRole('option').allTextContents();
  const [first = '', last = ''] = [titles[0], titles.at(-1)];
  await field(page).press('ArrowUp');
  await isAt(page, last);
  await field(page).press('ArrowDown');
  await isAt(page, '');
  await field(page).press('ArrowDown');
  await isAt(page, first);
  await expect(list(page).getByRole('option', { selected: true })).toHaveText(first);
  await expect(field(page)).toBeFocused();
  await audit();
  await field(page).press('Enter');
  await expect(heading(page)).toHaveText(first);
  await expect(list(page)).toBeHidden();
  expect(await page.evaluate(() => 'still' in window), 'trang không tải lại').toBe(true);
});

test('Escape đóng danh sách trước rồi mới xoá chữ; mũi tên mở lại; xoá hết chữ thì hết gợi ý', async ({ page, open }) => {
  await open('/');
  await field(page).pressSequentially('TIEM CHUNG', { delay: 20 });
  await expect(option(page, VACCINATION)).toBeVisible();
  await field(page).press('Escape');
  await expect(list(page)).toBeHidden();
  await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
  await expect(field(page)).toHaveValue('TIEM CHUNG');
  await field(page).press('ArrowDown');
  await expect(option(page, VACCINATION)).toBeVisible();
  await field(page).fill('');
  await expect(list(page)).toBeHidden();
  await field(page).fill('tiem chung');
  await expect(option(page, VACCINATION)).toBeVisible();
  await field(page).press('Tab');
  await expect(list(page)).toBeHidden();
});

test('Enter khi chưa chọn gợi ý nào thì tìm như thường', async ({ page, open }) => {
  await open('/');
  await field(page).pressSequentially('tiem chung', { delay: 20 });
  await expect(option(page, VACCINATION)).toBeVisible();
  await field(page).press('Enter');
  await expect(page).toHaveURL(/\/tim-kiem\?q=tiem/);
  await expect(heading(page)).toHaveText('Tìm kiếm');
});

test('bấm vào một gợi ý; trang không có ứng dụng cũng gợi ý; chữ to trên màn hình hẹp vẫn đọc được', async ({
  page,
  context,
  open,
  audit,
  portal,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await context.addCookies([{ name: 'tuy_chon_doc', value: '200.most.wide', url: portal.xa }]);
  await open('/luu-tru');
  await expect(field(page)).toHaveAttribute('aria-expanded', 'false');
  await field(page).pressSequentially('tiem chun', { delay: 20 });
  await expect(option(page, VACCINATION)).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await audit();
  await option(page, VACCINATION).click();
  await expect(heading(page)).toHaveText(VACCINATION);
});

test('không có script hay khi tiết kiệm dữ liệu, ô tìm là một ô thường', async ({ browser, portal }) => {
  for (const options of [{ javaScriptEnabled: false }, { extraHTTPHeaders: { 'save-data': 'on' } }]) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(portal.xa);
    const plain = page.getByRole('searchbox', { name: 'Tìm tin bài' });
    await plain.fill('tiem chung');
    await expect(list(page)).toHaveCount(0);
    await plain.press('Enter');
    await expect(page.getByRole('main').getByRole('article').first()).toContainText('Tiêm chủng mở rộng');
    await context.close();
  }
});
