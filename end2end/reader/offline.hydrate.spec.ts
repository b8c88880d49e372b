// Without a network: what was opened is read from this machine and says so; with one, nothing old is shown.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { run } from '../support/program';
import { expect, test } from '../support/test';

// The browser says out loud that it has no network, and that an article is gone.
test.use({ allowed: [/net::ERR_INTERNET_DISCONNECTED|status of (410|503)/] });

const ARTICLE = '/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man';
const PATH = '/bai-viet/lich-cap-nuoc-thang-12';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const copy = (page: Page) => page.getByRole('note').filter({ hasText: 'Bạn đang ngoại tuyến' });

const isThere = (picture: Locator) =>
  expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);

/** The addresses of the pages that are kept, the newest last. */
const kept = (page: Page) =>
  page.evaluate(async () => (await (await caches.open('trang')).keys()).map(({ url }) => new URL(url).pathname));

test('mất mạng: trang đã mở vẫn đọc được, có ghi là bản lưu lúc nào', async ({ page, context, open, audit }) => {
  await open(ARTICLE);
  const title = (await heading(page).textContent()) ?? '';
  await expect.poll(() => kept(page)).toContain(ARTICLE);
  // What is further down is fetched when it is come near to.
  for (const picture of await page.locator('.article-body img').all()) {
    await picture.scrollIntoViewIfNeeded();
    await isThere(picture);
  }
  // Opened in the app, of which the server has sent no page.
  const related = page.locator('.related').getByRole('link').first();
  const [other, path] = [(await related.textContent()) ?? '', (await related.getAttribute('href')) ?? ''];
  await related.click();
  await expect(heading(page)).toHaveText(other);
  await expect.poll(() => kept(page)).toContain(path);

  await context.setOffline(true);
  await page.reload();
  await expect(heading(page)).toHaveText(other);
  await expect(copy(page)).toContainText(/Đây là bản lưu trên máy này lúc \d\d:\d\d ngày \d\d\/\d\d\/2\d{3}/);
  await page.goto(ARTICLE);
  await expect(heading(page)).toHaveText(title);
  await expect(copy(page)).toBeVisible();
  const picture = page.locator('.article-body img').first();
  await picture.scrollIntoViewIfNeeded();
  await isThere(picture);
  await audit();

  await page.getByRole('navigation', { name: 'Chuyên mục' }).getByRole('link', { name: 'Tin hoạt động' }).click();
  await expect(heading(page)).toHaveText('Không có mạng');
  await expect(page).toHaveTitle('Không có mạng');
  await audit();
  await page.getByRole('main').getByRole('link', { name: title }).click();
  await expect(heading(page)).toHaveText(title);

  await context.setOffline(false);
  await copy(page).getByRole('link', { name: 'Tải lại' }).click();
  await expect(copy(page)).toHaveCount(0);
  await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
});

test('có mạng thì bản lưu không che bản đã đính chính, bài đã gỡ thì bản lưu mất', async ({
  page,
  context,
  open,
  portal,
  someone,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'congdan-offline-'));
  const publish = (text: string) => {
    const file = join(folder, 'tin.html');
    writeFileSync(
      file,
      `<html><head><meta charset="utf-8"><title>Lịch cấp nước tháng 12</title><meta name="section" content="Tin hoạt động">` +
        `<meta name="date" content="2026-11-23T08:00:00+07:00"></head><body><article><h1>Lịch cấp nước tháng 12</h1><p>${text}</p></article></body></html>`,
    );
    run('import', 'html', '--publish', '--data', portal.data, file);
  };
  // Of which it lists what is kept.
  await open('/');
  await expect.poll(() => kept(page)).toContain('/');
  publish('Cấp nước ngày 5.');
  await expect.poll(async () => (await portal.ask('xa.localhost', PATH)).status).toBe(200);
  await open(PATH);
  await expect.poll(() => kept(page)).toContain(PATH);

  publish('Cấp nước ngày 6.');
  await expect.poll(async () => (await portal.ask('xa.localhost', PATH)).body).toContain('Cấp nước ngày 6.');
  await page.reload();
  await expect(page.getByRole('main')).toContainText('Cấp nước ngày 6.');
  await expect(copy(page)).toHaveCount(0);
  await expect.poll(() => kept(page)).toContain(PATH);
  await context.setOffline(true);
  await page.reload();
  await expect(copy(page)).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Cấp nước ngày 6.');
  await context.setOffline(false);

  const publisher = await someone('go-bai', ['publisher']);
  await publisher.goto(`${portal.xa}/bien-tap?muc=da-dang`);
  await publisher.getByRole('link', { name: 'Lịch cấp nước tháng 12' }).click();
  await publisher.getByLabel(/^Lý do/).fill('Sai lịch.');
  await publisher.getByRole('button', { name: 'Gỡ bài', exact: true }).click();
  await expect(publisher.getByRole('status').first()).toContainText('Đã gỡ bài');
  expect((await page.goto(PATH))?.status()).toBe(410);
  await expect.poll(() => kept(page)).not.toContain(PATH);
  await context.setOffline(true);
  await page.goto(PATH);
  await expect(heading(page)).toHaveText('Không có mạng');
  await context.setOffline(false);
  rmSync(folder, { recursive: true, force: true });
});

test('quay lại lúc mất mạng thì cũng là bản lưu, không phải trang cũ của trình duyệt', async ({
  playwright,
  launchOptions,
  portal,
}) => {
  // One that keeps no page alive behind the next.
  const browser = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs: false });
  // And gets no cookies: with a new one each time it would not take its own copy for the answer.
  const context = await browser.newContext({ extraHTTPHeaders: { purpose: 'prefetch' } });
  const page = await context.newPage();
  await page.goto(portal.xa + ARTICLE);
  await expect.poll(() => kept(page)).toContain(ARTICLE);
  for (const path of ['/trang/gioi-thieu', '/tiep-can', '/luu-tru']) {
    await page.goto(portal.xa + path);
    await expect.poll(() => kept(page)).toContain(path);
  }
  await context.setOffline(true);
  for (const path of ['/tiep-can', '/trang/gioi-thieu']) {
    await page.goBack();
    await expect(page).toHaveURL(portal.xa + path);
    await expect(copy(page)).toBeVisible();
  }
  await browser.close();
});

test('lượt tìm kiếm, trang đăng nhập và lượt truy cập không bị đụng đến', async ({ page, open, portal }) => {
  await open('/');
  await expect.poll(() => kept(page)).toContain('/');
  const figure = async () => /data-figure="all"[^>]*>([\d.]+)/.exec((await portal.ask('xa.localhost', '/tiep-can')).body)?.[1];
  const before = await figure();
  const begun = portal.log.length;
  for (const path of ['/tim-kiem?q=rung', '/dang-nhap', '/tiep-can']) {
    await page.goto(path);
    await expect(heading(page)).toBeVisible();
  }
  await expect.poll(() => kept(page)).toEqual(['/', '/tiep-can']);
  // Nor is anything asked for twice.
  const asked = (path: string) => portal.log.slice(begun).split(`method=GET path="${path}"`).length - 1;
  expect(['/tim-kiem', '/dang-nhap'].map(asked)).toEqual([1, 1]);
  expect(await figure()).toBe(before);
});

test('mở từ ứng dụng nhắn tin thì bản lưu vẫn là của bài; tìm kiếm khi mất mạng dẫn tới các bản lưu', async ({
  page,
  context,
  open,
}) => {
  await open(`${ARTICLE}?fbclid=abc`);
  const title = (await heading(page).textContent()) ?? '';
  await expect.poll(() => kept(page)).toContain(ARTICLE);
  await open(`${ARTICLE}?utm_source=zalo`);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  expect((await kept(page)).filter((path) => path === ARTICLE)).toHaveLength(1);
  await context.setOffline(true);
  await page.goto(ARTICLE);
  await expect(heading(page)).toHaveText(title);
  await expect(copy(page)).toBeVisible();
  await page.goto('/tim-kiem?q=che');
  await expect(heading(page)).toHaveText('Không có mạng');
  await page.getByRole('main').getByRole('link', { name: title }).click();
  await expect(heading(page)).toHaveText(title);
});
