// What was chosen is there in the very first picture of a page: no flash of other colours, no letters that grow afterwards.
import type { Browser, Page } from '@playwright/test';
import { luminanceAt } from '../support/colours';
import { expect, test } from '../support/test';

/** Every picture that the browser shows while `work` goes on. */
async function filmed(page: Page, work: () => Promise<void>) {
  const session = await page.context().newCDPSession(page);
  const frames: string[] = [];
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(data);
    // The page may have been left meanwhile.
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  await work();
  await expect.poll(() => frames.length).toBeGreaterThan(0);
  await session.send('Page.stopScreencast');
  await session.detach();
  return frames;
}

/** In the gutter, where nothing but the paper is. */
const paper = (browser: Browser, frames: string[]) => luminanceAt(browser, frames, { x: 6, y: 0.7 });

const CHOSEN = { name: 'tuy_chon_doc', value: '150.most.wide' };

test('không một thoáng sáng khi đã chọn tương phản tối đa', async ({ browser, page, context, open, portal }) => {
  await context.addCookies([{ ...CHOSEN, url: portal.xa }]);
  await page.emulateMedia({ colorScheme: 'light' });
  await open('/');
  const frames = await filmed(page, () => open('/chuyen-muc/tin-hoat-dong'));
  for (const luminance of await paper(browser, frames)) expect(luminance).toBeLessThan(0.1);
});

test('chữ không đổi cỡ và không xê dịch sau khi trang hiện ra', async ({ page, context, open, portal, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'không có script thì không có gì đo, cũng không có gì đổi trang');
  await context.addCookies([{ ...CHOSEN, url: portal.xa }]);
  await page.addInitScript(() => {
    Object.assign(window, { shifts: [] as number[] });
    new PerformanceObserver((list) => {
      const { shifts } = window as unknown as { shifts: number[] };
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of ['/', '/thong-ke-truy-cap', '/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man']) {
    await open(path);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(
      shifts.reduce((sum, shift) => sum + shift, 0),
      path,
    ).toBeLessThan(0.001);
  }
});

test('trước lúc trang hiện ra chỉ có trang và ảnh; từ trang thứ hai có phông chữ riêng', async ({
  page,
  open,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'không có script thì không đo được');
  const look = () =>
    page.evaluate(() => {
      const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
      const asked = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const early = asked.filter(({ startTime, initiatorType }) => startTime < painted && !/img|icon/.test(initiatorType));
      const letters = asked.filter(({ name }) => name.endsWith('.woff2')).map(({ transferSize }) => transferSize);
      return { painted, early: early.map(({ name }) => name), letters, face: getComputedStyle(document.body).fontFamily };
    });
  await open('/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man');
  await page.waitForFunction(() => localStorage.getItem('fonts') === '1');
  const first = await look();
  expect(first.painted).toBeGreaterThan(0);
  expect(first.early).toEqual([]);
  expect(first.letters.length).toBe(2);
  expect(first.face).not.toContain('Be Vietnam Pro');
  await open('/chuyen-muc/tin-hoat-dong');
  const second = await look();
  expect(second.face).toMatch(/^"Be Vietnam Pro"/);
  expect(second.letters, 'kept since the first page').toEqual([0, 0]);
});

test.describe('phép thử', () => {
  // An answer put in by hand comes from no address, from which the browser lets no socket be opened to this machine.
  test.use({ allowed: [/LOCAL_NETWORK_ACCESS/] });

  test('nhìn ra một thoáng sáng', async ({ browser, page, context, portal, javaScriptEnabled }) => {
    test.skip(javaScriptEnabled === false, 'thoáng sáng được dựng bằng script');
    await context.addCookies([{ ...CHOSEN, url: portal.xa }]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.route('**/chuyen-muc/tin-hoat-dong', async (route) => {
      const { body } = await portal.ask('xa.localhost', '/chuyen-muc/tin-hoat-dong');
      await route.fulfill({ body, contentType: 'text/html; charset=utf-8' });
    });
    const frames = await filmed(page, async () => {
      await page.goto('/chuyen-muc/tin-hoat-dong');
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    });
    expect(Math.max(...(await paper(browser, frames)))).toBeGreaterThan(0.5);
  });
});
