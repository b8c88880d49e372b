import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WHOLE_OPTIONS } from '../support/browsers';
import { Portal } from '../support/program';
import { expect, test } from '../support/test';

// A page that was left is kept.
test.use({ launchOptions: WHOLE_OPTIONS });

const online = '[data-figure=online]';

test('hai trình duyệt và ba thẻ thấy số người đang online đổi', async ({ browser }) => {
  // A portal of its own: browsers of the tests before leave the worker's one only by and by.
  const data = mkdtempSync(join(tmpdir(), 'congdan-online-'));
  cpSync(process.env.CONGDAN_SEED ?? '', data, { recursive: true });
  const portal = await Portal.start(data);
  const first = await browser.newContext();
  const second = await browser.newContext();
  const page = await first.newPage();
  await page.goto(portal.xa);
  await expect(page.locator('aside .visits-live')).toHaveText('trực tiếp');
  const before = Number(await page.locator(`aside ${online}`).textContent());

  const guest = await second.newPage();
  await guest.goto(portal.xa);
  await expect(page.locator(`aside ${online}`)).toHaveText(String(before + 1));
  await expect(guest.locator(`aside ${online}`)).toHaveText(String(before + 1));

  // Another tab of the same browser is no one else.
  const tab = await second.newPage();
  await tab.goto(`${portal.xa}/thong-ke-truy-cap`);
  await expect(tab.locator('aside .visits-live')).toHaveText('trực tiếp');
  await expect(page.locator(`aside ${online}`)).toHaveText(String(before + 1));

  await second.close();
  await expect(page.locator(`aside ${online}`)).toHaveText(String(before), { timeout: 25_000 });
  await first.close();
  await portal.stop();
  rmSync(data, { recursive: true, force: true });
});

test('trang còn trong bộ nhớ quay lại sau khi đi nơi khác', async ({ page, open, portal }) => {
  await open('/');
  await expect(page.locator('aside .visits-live')).toHaveText('trực tiếp');
  await page.evaluate(() => addEventListener('pageshow', (event) => Object.assign(window, { kept: event.persisted })));
  await page.goto(`${portal.tinh}/`);
  await page.evaluate(() => history.back());
  await expect(page).toHaveTitle('Cổng thông tin điện tử xã Hoa Đào');
  await expect.poll(() => page.evaluate(() => (window as { kept?: boolean }).kept)).toBe(true);
  await expect(page.locator('aside .visits-live')).toHaveText('trực tiếp');
});

test.describe('máy chủ dừng', () => {
  test.use({ allowed: [/ERR_CONNECTION_REFUSED/] });

  test('trang không có ứng dụng cũng đếm trực tiếp và không làm mất người đang đọc', async ({ browser, audit }) => {
    const data = mkdtempSync(join(tmpdir(), 'congdan-online-'));
    cpSync(process.env.CONGDAN_SEED ?? '', data, { recursive: true });
    const portal = await Portal.start(data);
    const [first, second] = [await browser.newContext(), await browser.newContext()];
    const page = await first.newPage();
    await page.goto(`${portal.xa}/tiep-can`);
    await expect(page.locator('aside .visits-live')).toHaveText('trực tiếp');
    await expect(page.locator(`aside ${online}`)).toHaveText('1');
    const guest = await second.newPage();
    await guest.goto(`${portal.xa}/luu-tru`);
    await expect(page.locator(`aside ${online}`)).toHaveText('2');
    await expect(guest.locator(`aside ${online}`)).toHaveText('2');
    await audit(page);
    // From a page with the app to one without: the socket of the first closes, that of the second keeps the reader there.
    await guest.goto(portal.xa);
    await expect(guest.locator('aside .visits-live')).toHaveText('trực tiếp');
    await guest.goto(`${portal.xa}/luu-tru`);
    await expect(guest.locator('aside .visits-live')).toHaveText('trực tiếp');
    await expect(page.locator(`aside ${online}`)).toHaveText('2');
    await portal.stop();
    await expect(page.locator('aside .visits-live')).toHaveText('tạm dừng');
    for (const context of [first, second]) await context.close();
    rmSync(data, { recursive: true, force: true });
  });
});
