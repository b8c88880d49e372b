// The editor on a tablet, by touch: everything is within reach of a finger, and nothing lies beside the screen.
import type { Locator, Page } from '@playwright/test';
import { enter } from '../support/people';
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

test.use({ hasTouch: true, viewport: { width: 820, height: 1180 } });

/** WCAG 2.2, 2.5.8. */
const LEAST = 24;

const tap = async (target: Locator) => {
  await target.scrollIntoViewIfNeeded();
  await target.tap();
};

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Controls too small for a finger; links within a line of text may be as high as the line. */
const tooSmall = (page: Page) =>
  page.evaluate((least) => {
    const controls = document.querySelectorAll('button, select, summary, input:not([type=hidden]), textarea, nav a[href]');
    return [...controls]
      .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((control) => control.closest('label') ?? control)
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width > 0 && (width < least || height < least);
      })
      .map((target) => `${target.tagName} ${target.getAttribute('aria-label') ?? target.textContent}`);
  }, LEAST);

test('viết một bài trên máy tính bảng: thanh định dạng, bảng, gửi duyệt', async ({ page, portal, audit }) => {
  await enter(page, portal, `tac-gia-${Math.random().toString(36).slice(2, 8)}`, ['author']);
  await page.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  const text = await editorReady(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await tooSmall(page)).toEqual([]);
  await tap(page.getByLabel('Tiêu đề'));
  await page.keyboard.insertText('Viết trên máy tính bảng');
  await tap(page.getByLabel('Đoạn mở đầu (sapo)'));
  await page.keyboard.insertText('Cán bộ viết tin ngay tại thôn.');
  await page.getByLabel('Chuyên mục').selectOption({ index: 1 });

  const toolbar = page.getByRole('toolbar', { name: 'Định dạng' });
  await tap(text);
  await page.keyboard.insertText('Chữ ');
  for (const tool of await toolbar.getByRole('button').all()) await expect(tool).toBeInViewport({ ratio: 1 });
  await tap(toolbar.getByRole('button', { name: 'Đậm' }));
  await expect(text).toBeFocused();
  await page.keyboard.insertText('đậm');
  await expect(text.locator('strong')).toHaveText('đậm');
  await tap(toolbar.getByRole('button', { name: 'Chèn bảng' }));
  await page.keyboard.insertText('Thu chi');
  for (const [place, word] of ['Khoản', 'Thu', 'Chi'].entries()) {
    await tap(text.getByRole('columnheader').nth(place));
    await page.keyboard.insertText(word);
  }
  await tap(text.getByRole('cell').nth(4));
  await page.keyboard.insertText('chín mươi');
  await tap(toolbar.getByRole('button', { name: 'Thêm hàng dưới' }));
  await expect(text.getByRole('row')).toHaveCount(4);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await tooSmall(page)).toEqual([]);
  await audit();
  await tap(page.getByRole('button', { name: 'Gửi duyệt', exact: true }));
  await expect(page.getByRole('status').first()).toContainText('Đã gửi duyệt');
  const shown = page.locator('.preview');
  if (!(await shown.evaluate((preview: HTMLDetailsElement) => preview.open))) await tap(shown.locator('summary'));
  const table = shown.getByRole('table', { name: 'Thu chi' });
  await expect(table.getByRole('columnheader').nth(1)).toHaveText('Thu');
  await expect(table.getByRole('cell').nth(4)).toHaveText('chín mươi');
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});
