// What citizens read most, counted as visits are: on the home page and explained with the statistics.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { enter } from '../support/people';
import { Portal } from '../support/program';
import { expect, test as base } from '../support/test';

/** A portal of its own: readers of other tests would be counted too. */
const test = base.extend<{ own: Portal }>({
  own: async ({ page }, use) => {
    const data = mkdtempSync(join(tmpdir(), 'congdan-read-'));
    cpSync(process.env.CONGDAN_SEED ?? '', data, { recursive: true });
    const portal = await Portal.start(data);
    await use(portal);
    // An open page would miss its socket out loud.
    await page.close();
    await portal.stop();
    rmSync(data, { recursive: true, force: true });
  },
});

const OFTEN = '/bai-viet/gia-nong-san-phien-cho-hoa-dao-giua-thang-11';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** The slugs in the ledger, the most read first. */
async function mostRead(own: Portal): Promise<string[]> {
  const { body } = await own.ask('xa.localhost', '/api/home/read');
  const { parts } = JSON.parse(body) as { parts: { kind: string; articles: { slug: string }[] }[] };
  return (parts.find(({ kind }) => kind === 'most-read')?.articles ?? []).map(({ slug }) => `/bai-viet/${slug}`);
}

/** Until the browser's cookie has come back. */
async function read(page: Page, address: string, javaScriptEnabled: boolean | undefined) {
  await page.goto(address);
  if (javaScriptEnabled !== false) await expect(page.locator('aside .visits-live')).toHaveText('trực tiếp');
}

test('tin được mở nhiều đứng đầu ở trang chủ và ở trang thống kê', async ({ page, own, audit, javaScriptEnabled }) => {
  await read(page, own.xa + OFTEN, javaScriptEnabled);
  const often = (await heading(page).textContent()) ?? '';
  const other = page.locator('.related').getByRole('link').first();
  const [title, href] = [(await other.textContent()) ?? '', (await other.getAttribute('href')) ?? ''];
  // In the app the server does not see this page: its beacon tells of it, just before the heading takes the focus.
  await other.click();
  await expect(heading(page)).toHaveText(title);
  if (javaScriptEnabled !== false) await expect(heading(page)).toBeFocused();
  await read(page, own.xa + OFTEN, javaScriptEnabled);
  await expect.poll(() => mostRead(own)).toEqual([OFTEN, href]);

  await page.goto(own.xa);
  const list = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Đọc nhiều trong 7 ngày' }) });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list.getByRole('listitem').first()).toContainText(often);
  await audit();
  await list.getByRole('link', { name: 'Cách đếm' }).click();
  await expect(heading(page)).toHaveText('Thống kê truy cập');
  await expect(page.getByText('Mỗi lần một tin bài được mở ra là một lượt xem')).toBeVisible();
  const table = page.getByRole('table', { name: 'Tin được đọc nhiều nhất trong 7 ngày' });
  await expect(table.getByRole('row').nth(1)).toContainText(`${often}2`);
  await expect(table.getByRole('row').nth(2)).toContainText(`${title}1`);
  await audit();
  await table.getByRole('link', { name: title }).click();
  await expect(heading(page)).toHaveText(title);
});

test('tải sẵn, chương trình không giữ cookie và Ban biên tập không làm tăng con số', async ({ page, own }) => {
  const ways: Record<string, string>[] = [{ 'sec-purpose': 'prefetch' }, {}];
  for (const headers of ways) await own.ask('xa.localhost', OFTEN, headers);
  await enter(page, own, 'tac-gia-doc-tin', ['author']);
  for (let times = 0; times < 3; times += 1) {
    await page.goto(own.xa + OFTEN);
    await expect(heading(page)).toBeVisible();
  }
  // The ledger is written once a second.
  const before = await own.ask('xa.localhost', '/api/visits/days');
  await page.waitForResponse((response) => response.url().endsWith('/favicon.svg'), { timeout: 2_500 }).catch(() => undefined);
  expect(await mostRead(own)).toEqual([]);
  expect(before.status).toBe(200);
});
