// One choice for all tabs: a page that was opened, left or kept before it follows the cookie, and no press takes back what another tab chose.
import type { Page } from '@playwright/test';
import { WHOLE_OPTIONS } from '../support/browsers';
import { expect, test } from '../support/test';

// A page that was left is kept.
test.use({ launchOptions: WHOLE_OPTIONS });

const ARTICLE = '/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man';

const press = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Tùy chọn đọc' }).getByRole('button', { name }).click();

const look = (page: Page) =>
  page.evaluate(() => {
    const { text = '', contrast = '', spacing = '' } = document.documentElement.dataset;
    return [text, contrast, spacing].join('/');
  });

/** A tab that is shown again says so; whether one is hidden a test cannot choose. */
const showAgain = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

const cookie = (page: Page) => page.evaluate(() => /tuy_chon_doc=([^;]*)/.exec(document.cookie)?.[1]);

/** A page without the app has its script once its figures are live. */
const isLive = (page: Page) => expect(page.locator('aside .visits-live')).toHaveText('trực tiếp');

/** Whether the page that is gone back to was never loaded anew. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { still: true }));
const isMarked = (page: Page) => page.evaluate(() => 'still' in window);

test('hai thẻ mở cùng lúc: bấm ở thẻ này không xoá lựa chọn ở thẻ kia', async ({ page, context, open, portal }) => {
  await open('/');
  const other = await context.newPage();
  await other.goto(`${portal.xa}${ARTICLE}`);
  await expect(other.locator('body')).toHaveAttribute('data-hydrated', '');
  await press(other, 'Tăng tương phản');
  await press(other, 'Tăng tương phản');
  expect(await cookie(other)).toBe('-.most.-');

  await press(page, 'A+ Tăng cỡ chữ');
  expect(await cookie(page)).toBe('112.5.most.-');
  expect(await look(page)).toBe('112.5/most/');
  const more = page.getByRole('button', { name: 'Tăng tương phản' });
  await expect(more).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('region', { name: 'Tùy chọn đọc' }).getByRole('status')).toHaveText('Cỡ chữ 112,5%');

  await showAgain(other);
  expect(await look(other)).toBe('112.5/most/');
  await press(other, 'Giảm tương phản');
  await showAgain(page);
  expect(await look(page)).toBe('112.5/more/');
  await expect(more).not.toHaveAttribute('aria-disabled');
});

test('chọn ở trang tiếp cận rồi lùi lại: trang còn trong bộ nhớ theo lựa chọn mới', async ({ page, open, audit }) => {
  await open(ARTICLE);
  await isLive(page);
  await mark(page);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Hỗ trợ tiếp cận' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hỗ trợ tiếp cận');
  await page.getByRole('group', { name: 'Cỡ chữ' }).getByRole('radio', { name: '150%' }).check({ force: true });
  await page
    .getByRole('group', { name: 'Tương phản' })
    .getByRole('radio', { name: /Tối đa/ })
    .check({ force: true });
  await page.getByRole('button', { name: 'Lưu lựa chọn' }).click();
  await expect.poll(() => look(page)).toBe('150/most/normal');
  // Sending the form may have left the page in the history twice.
  await expect(async () => {
    await page.evaluate(() => history.back());
    await expect(page).toHaveURL(ARTICLE, { timeout: 2_000 });
  }).toPass();
  await expect.poll(() => look(page)).toBe('150/most/normal');
  expect(await isMarked(page), 'trang không tải lại').toBe(true);
  await press(page, 'A+ Tăng cỡ chữ');
  expect(await cookie(page)).toBe('175.most.normal');
  await audit();
});

test('trang không có ứng dụng: thanh đổi ngay, trang trước và mẫu chọn theo cùng', async ({ page, open, audit }) => {
  await open(ARTICLE);
  await isLive(page);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Lưu trữ theo ngày' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lưu trữ theo ngày');
  await isLive(page);
  await mark(page);
  await press(page, 'Tăng tương phản');
  expect(await look(page)).toBe('/more/');
  expect(await isMarked(page), 'không gửi mẫu đi').toBe(true);
  await page.evaluate(() => history.back());
  await expect(page).toHaveURL(ARTICLE);
  await expect.poll(() => look(page)).toBe('/more/');

  await open('/tiep-can');
  await isLive(page);
  await press(page, 'A- Giảm cỡ chữ');
  await expect(page.getByRole('group', { name: 'Cỡ chữ' }).getByRole('radio', { name: '87,5%' })).toBeChecked();
  await expect(page.getByRole('button', { name: 'A- Giảm cỡ chữ' })).toHaveAttribute('aria-disabled', 'true');
  await audit();
});

test('máy tiết kiệm dữ liệu: thanh vẫn đổi ngay và theo thẻ khác', async ({ browser, portal }) => {
  const context = await browser.newContext({ extraHTTPHeaders: { 'save-data': 'on' } });
  const page = await context.newPage();
  const started = page.waitForResponse(/\/pkg\/start/);
  await page.goto(portal.xa);
  await (await started).finished();
  await mark(page);
  await page.evaluate(() => (document.cookie = 'tuy_chon_doc=125.-.-; Path=/'));
  await expect(async () => {
    await showAgain(page);
    expect(await look(page)).toBe('125//');
  }).toPass();
  await press(page, 'A+ Tăng cỡ chữ');
  expect(await look(page)).toBe('150//');
  expect(await isMarked(page)).toBe(true);
  await context.close();
});

test.describe('mất mạng', () => {
  test.use({ allowed: [/net::ERR_(INTERNET_DISCONNECTED|FAILED)/] });

  test('bản lưu theo lựa chọn mới, thanh vẫn bấm được', async ({ page, context, open }) => {
    await open(ARTICLE);
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open('trang')).keys()).map(({ url }) => new URL(url).pathname)))
      .toContain(ARTICLE);
    await press(page, 'Tăng tương phản');
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByRole('note').filter({ hasText: 'Bạn đang ngoại tuyến' })).toBeVisible();
    await expect.poll(() => look(page)).toBe('/more/');
    await press(page, 'A+ Tăng cỡ chữ');
    expect(await look(page)).toBe('112.5/more/');
    await expect(page.getByRole('note').filter({ hasText: 'Bạn đang ngoại tuyến' })).toBeVisible();
    await context.setOffline(false);
  });
});
