// What a citizen's phone downloads for a three-picture article. Budgets in bytes as they come over the wire.
import { expect, test } from '../support/test';

const ARTICLE = '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao';
const KB = 1000;

// What the worker keeps for later is no part of what a reader downloads to read.
test.use({ allowed: [/Service Worker registration blocked/] });

test('một tin ba ảnh nhẹ với điện thoại', async ({ browser, portal }) => {
  // What goes through a service worker is not seen from the page.
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const fetched: { path: string; bytes: number; headers: number; late: boolean }[] = [];
  let painted = false;
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  const paths = new Map<string, { path: string; headers: number; late: boolean }>();
  client.on('Network.requestWillBeSent', ({ requestId, request }) =>
    paths.set(requestId, { path: new URL(request.url).pathname, headers: 0, late: painted }),
  );
  client.on('Network.responseReceived', ({ requestId, response }) => {
    const known = paths.get(requestId);
    if (known) known.headers = response.encodedDataLength;
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const known = paths.get(requestId);
    if (known) fetched.push({ ...known, bytes: encodedDataLength });
  });
  page.on('load', () => (painted = true));
  await page.goto(`${portal.xa}${ARTICLE}`);
  await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
  for (const picture of await page.getByRole('main').getByRole('img').all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true);
  }
  await page.waitForLoadState('networkidle');

  const sum = (keep: (path: string) => boolean) =>
    fetched.filter(({ path }) => keep(path)).reduce((all, { bytes }) => all + bytes, 0);
  const isApp = (path: string) => /\.(wasm|js)$/.test(path);
  const sizes = {
    'HTML + CSS': fetched
      .filter(({ path }) => path === ARTICLE || path.endsWith('.css'))
      .reduce((all, { bytes, headers }) => all + bytes - headers, 0),
    'WASM + JS': sum(isApp),
    'phông chữ': sum((path) => path.endsWith('.woff2')),
    ảnh: sum((path) => path.startsWith('/tap-tin/')),
    'tất cả': sum(() => true),
  };
  console.log(JSON.stringify(sizes));
  expect(sizes['HTML + CSS']).toBeLessThan(14 * KB);
  expect(sizes['WASM + JS']).toBeLessThan(199 * KB);
  expect(sizes['tất cả']).toBeLessThan(400 * KB);
  const early = fetched.filter(({ path, late }) => !late && !path.startsWith('/tap-tin/') && path !== '/favicon.svg');
  expect(early.map(({ path }) => path).filter((path) => /reader\./.test(path))).toEqual([]);
  expect(early.length).toBeLessThanOrEqual(5);
  await context.close();
});
