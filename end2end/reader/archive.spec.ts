// A citizen looks for what was published on a day: year, month, day, without a script being needed.
import { expect, test } from '../support/test';

test('từ chân trang tới ngày đăng, rồi tới bài', async ({ page, open, audit }) => {
  await open('/');
  await page.getByRole('navigation', { name: 'Chân trang' }).getByRole('link', { name: 'Lưu trữ theo ngày' }).click();
  await expect(page).toHaveURL(/\/luu-tru$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lưu trữ theo ngày');
  await expect(page).toHaveTitle('Lưu trữ theo ngày – Cổng thông tin điện tử xã Hoa Đào');
  await audit();

  await page.getByRole('main').getByRole('link', { name: 'Năm 2026' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tin bài năm 2026');
  await audit();
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Tháng 11\/2026/ })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tin bài tháng 11/2026');
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', /\/luu-tru\/2026\/11$/);
  await audit();

  const calendar = page.getByRole('table', { name: /^Tháng 11\/2026: \d+ tin bài$/ });
  await expect(calendar.getByRole('columnheader')).toHaveText([
    'T2Thứ Hai',
    'T3Thứ Ba',
    'T4Thứ Tư',
    'T5Thứ Năm',
    'T6Thứ Sáu',
    'T7Thứ Bảy',
    'CNChủ Nhật',
  ]);
  const day = calendar.getByRole('link').first();
  const [, number, articles] = (await day.textContent())?.match(/^(\d+) (\d+) tin$/) ?? [];
  await day.click();
  await expect(page).toHaveURL(new RegExp(`/luu-tru/2026/11/${number?.padStart(2, '0')}$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    new RegExp(`^Tin bài (Thứ \\S+|Chủ Nhật), ${number?.padStart(2, '0')}/11/2026$`),
  );
  await expect(page.getByRole('table').getByRole('link', { name: new RegExp(`^${number} `) })).toHaveAttribute(
    'aria-current',
    'date',
  );
  const cards = page.getByRole('main').getByRole('article');
  await expect(cards).toHaveCount(Number(articles));
  await audit();

  const title = (await cards.first().getByRole('link').textContent()) ?? '';
  await cards.first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
});

test('ngày có tin bài là liên kết, ngày không có thì không; số ở lịch khớp số bài', async ({ page, portal }) => {
  const { body } = await portal.ask('xa.localhost', '/sitemap/0');
  const days = [...body.matchAll(/\/luu-tru\/(\d{4})\/(\d{2})\/(\d{2})</g)].map(
    ([, year, month, day]) => `/luu-tru/${year}/${month}/${day}`,
  );
  expect(days.length).toBeGreaterThan(5);
  await page.goto('/luu-tru/2026/11');
  const linked = await page
    .getByRole('table')
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(linked).toEqual(days.filter((path) => path.startsWith('/luu-tru/2026/11/')));
  const total = Number((await page.locator('caption').textContent())?.match(/(\d+) tin bài/)?.[1]);
  const counts = await page.getByRole('table').locator('small').allTextContents();
  expect(counts.reduce((sum, count) => sum + parseInt(count, 10), 0)).toBe(total);
});

test('đi qua các ngày và tháng có tin bài, bỏ qua chỗ trống', async ({ page }) => {
  await page.goto('/luu-tru');
  const months = await page
    .getByRole('main')
    .getByRole('link', { name: /^Tháng/ })
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const [first, second] = [...months].sort();
  await page.goto(first ?? '');
  const others = page.getByRole('navigation', { name: 'Tháng khác' });
  await expect(others.getByRole('link')).toHaveCount(1);
  await others.getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`${second}$`));
});

test('địa chỉ viết thiếu số không được đưa về một địa chỉ', async ({ page, portal }) => {
  await page.goto('/luu-tru');
  const href = await page
    .getByRole('main')
    .getByRole('link', { name: /^Tháng 0/ })
    .first()
    .getAttribute('href');
  const short = (href ?? '').replace('/0', '/');
  const answer = await page.goto(`${portal.xa}${short}`);
  expect(answer?.status()).toBe(200);
  expect(answer?.request().redirectedFrom()?.url()).toContain(short);
  await expect(page).toHaveURL(new RegExp(`${href}$`));
});

test('ngày không có trong lịch và ngày không có tin bài đều được nói rõ', async ({ page, portal, allowed, audit }) => {
  allowed.push(/Failed to load resource.*404/);
  for (const [path, heading] of [
    ['/luu-tru/nam-ngoai', 'Không có ngày này trong lịch'],
    ['/luu-tru/2026/13', 'Không có ngày này trong lịch'],
    ['/luu-tru/2026/02/30', 'Không có ngày này trong lịch'],
    ['/luu-tru/2026/11/0', 'Không có ngày này trong lịch'],
    ['/luu-tru/1999', 'Không có tin bài nào'],
    ['/luu-tru/1999/12/31', 'Không có tin bài nào'],
    ['/luu-tru/2026/11?trang=99', 'Không có trang nào ở địa chỉ này'],
    ['/luu-tru/2026/11?trang=abc', 'Không có trang nào ở địa chỉ này'],
    ['/luu-tru/2026/11/23/08', 'Không có trang nào ở địa chỉ này'],
  ] as const) {
    const { status, body } = await portal.ask('xa.localhost', path);
    expect(status, path).toBe(404);
    expect(body, path).toContain(`<h1>${heading}<`);
  }
  await page.goto('/luu-tru/1999/12/31');
  await audit();
  await page
    .getByRole('main')
    .getByRole('link', { name: /^xem tin bài ngày/ })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Tin bài /);
});

test('chữ to gấp đôi trên màn hình hẹp: chỉ lịch cuộn ngang', async ({ page, context, portal }) => {
  await context.addCookies([{ name: 'tuy_chon_doc', value: '200.most.wide', url: portal.xa }]);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/luu-tru/2026/11');
  await expect(page.getByRole('table')).toBeVisible();
  const { inner, scroll } = await page.evaluate(() => ({ inner: innerWidth, scroll: document.documentElement.scrollWidth }));
  expect(scroll).toBeLessThanOrEqual(inner);
});

test('không tải ứng dụng, thanh đọc vẫn đổi cỡ chữ và lượt vẫn được tính', async ({ page, context, portal, javaScriptEnabled }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  page.on('websocket', (socket) => fetched.push(new URL(socket.url()).pathname));
  await page.goto('/luu-tru/2026/11');
  await page.getByRole('button', { name: 'A+ Tăng cỡ chữ' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-text', '112.5');
  await expect(page).toHaveURL(/\/luu-tru\/2026\/11$/);
  expect(fetched.filter((path) => /\.wasm$|reader\..*js$/.test(path))).toEqual([]);
  const sign = javaScriptEnabled === false ? '/api/visits/pixel.gif' : '/ws/truy-cap';
  await expect.poll(() => fetched).toContain(sign);
  const cookies = await context.cookies(portal.xa);
  expect(cookies.some(({ name }) => name === 'luot')).toBe(true);
});
