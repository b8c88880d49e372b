import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Portal } from '../support/program';
import { expect, test } from '../support/test';

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
