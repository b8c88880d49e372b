// Somebody without a mouse: where the focus is, whether it can be seen there, and how to come anywhere by keys.
import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has. */
const MOST_STOPS = 150;

/** Where the focus is, if it can be seen there: with a ring, on the screen, not behind a bar that stays. */
async function focusSeen(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: '', ring: false, onScreen: false, uncovered: false };
    // The paper around the text has the ring of the text.
    const ringed = element.closest('.editor-paper') ?? element;
    const styles = [getComputedStyle(ringed), getComputedStyle(element), getComputedStyle(element, '::after')];
    const ring = styles.some(({ outlineStyle, outlineWidth }) => outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2);
    const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    const box = boxes[0] ?? element.getBoundingClientRect();
    const onScreen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const [x, y] = [box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 1)];
    const top = document.elementFromPoint(x, y);
    const uncovered = top !== null && (element.contains(top) || top.contains(element));
    return { name: `${element.tagName} ${(element.textContent ?? '').trim().slice(0, 40)}`, ring, onScreen, uncovered };
  });
}

export async function expectFocusSeen(page: Page) {
  await expect
    .poll(() => focusSeen(page), { message: 'tiêu điểm phải nhìn thấy được' })
    .toEqual({ name: expect.any(String), ring: true, onScreen: true, uncovered: true });
}

/** Presses Tab until the focus is there; every stop on the way is looked at. */
export async function tabTo(page: Page, wanted: Locator) {
  for (let pressed = 0; pressed < MOST_STOPS; pressed += 1) {
    await page.keyboard.press('Tab');
    if (!(await page.evaluate(() => document.hasFocus() && document.activeElement !== document.body))) continue;
    await expectFocusSeen(page);
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab never came there');
}
