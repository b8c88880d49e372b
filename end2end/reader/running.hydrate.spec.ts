// What happens to readers while the agency's machine is at work: imports, restarts, sparing connections.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Portal, freePort, run } from '../support/program';
import { expect, test } from '../support/test';

const article = (title: string, text: string) =>
  `<html><head><meta charset="utf-8"><title>${title}</title><meta name="section" content="Tin hoạt động">` +
  `<meta name="date" content="2026-11-23T08:00:00+07:00"></head><body><article><h1>${title}</h1><p>${text}</p></article></body></html>`;

test.describe('nhập tin khi cổng đang chạy', () => {
  let folder: string;
  let portal: Portal;
  test.beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congdan-import-'));
    run('site', 'add', 'xa.localhost', 'Cổng thử', '--data', join(folder, 'data'));
    portal = await Portal.start(join(folder, 'data'));
  });
  test.afterEach(async () => {
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('tin hiện trong một giây, nhập lại không đổi gì, sửa thì thành phiên bản mới', async () => {
    const file = join(folder, 'tin.html');
    const title = 'Thông báo lịch cắt điện';
    const path = '/bai-viet/thong-bao-lich-cat-dien';
    expect((await portal.ask('xa.localhost', '/')).body).toContain('chưa có tin bài nào');
    expect((await portal.ask('xa.localhost', path)).status).toBe(404);

    writeFileSync(file, article(title, 'Cắt điện từ 8 giờ.'));
    const into = ['import', 'html', '--publish', '--data', portal.data, file];
    expect(run(...into)).toMatch(/Đăng mới\s+1/);
    await expect
      .poll(async () => (await portal.ask('xa.localhost', path)).body, { timeout: 1_000, intervals: [50] })
      .toContain('8 giờ');
    // The home page was kept in memory before the import; it too has its second.
    await expect
      .poll(async () => (await portal.ask('xa.localhost', '/')).body, { timeout: 1_000, intervals: [50] })
      .toContain(title);

    expect(run(...into)).toMatch(/Không đổi\s+1/);
    writeFileSync(file, article(title, 'Cắt điện từ 9 giờ.'));
    expect(run(...into)).toMatch(/Phiên bản mới\s+1/);
    await expect
      .poll(async () => (await portal.ask('xa.localhost', path)).body, { timeout: 1_000, intervals: [50] })
      .toContain('9 giờ');
    expect((await portal.ask('xa.localhost', path)).body).toContain('Bài đã được cập nhật');
  });

  test('dừng bình thường không mất lượt nào', async () => {
    const visit = async () => {
      const first = await fetch(`http://127.0.0.1:${portal.port}/`);
      const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      await fetch(`http://127.0.0.1:${portal.port}/api/visits/pixel.gif`, { headers: { cookie } });
    };
    for (let count = 0; count < 25; count += 1) await visit();
    await portal.stop();
    await portal.start();
    expect((await portal.ask('xa.localhost', '/')).body).toMatch(/data-figure="all">25</);
  });

  test('số đo đếm các kết nối trực tiếp đang mở', async ({ browser }) => {
    const metrics = await freePort();
    await portal.stop();
    portal = await Portal.start(portal.data, { CONGDAN_METRICS_LISTEN: `127.0.0.1:${metrics}` });
    const sockets = async () =>
      /^congdan_sockets (\d+)/m.exec(await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text())?.[1];
    const context = await browser.newContext();
    for (const count of ['1', '2']) {
      const page = await context.newPage();
      await page.goto(portal.xa);
      await expect.poll(sockets).toBe(count);
    }
    await context.close();
    await expect.poll(sockets).toBe('0');
  });

  test('cổng mạng đang bận: nói ra và không chạy', async () => {
    expect(() => run('serve', '--data', join(folder, 'data'), '--listen', `127.0.0.1:${portal.port}`)).toThrow(
      /đang được chương trình khác dùng|đã có chương trình/,
    );
  });
});

test.describe('máy chủ khởi động lại', () => {
  test.use({ allowed: [/WebSocket connection|ERR_CONNECTION_REFUSED/] });

  test('trang đang mở nói tạm dừng rồi tự sống lại', async ({ page, open, portal }) => {
    await open('/');
    const word = page.locator('aside .visits-live');
    await expect(word).toHaveText('trực tiếp');
    await portal.stop();
    await expect(word).toHaveText('tạm dừng');
    await portal.start();
    await expect(word).toHaveText('trực tiếp');
  });
});

test('người đọc tiết kiệm dữ liệu không tải WASM', async ({ browser, portal }) => {
  const context = await browser.newContext({ extraHTTPHeaders: { 'save-data': 'on' } });
  const page = await context.newPage();
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(portal.xa);
  await page.waitForLoadState('networkidle');
  expect(fetched).toContain('/api/visits/renew');
  expect(fetched.filter((path) => path.startsWith('/pkg/reader'))).toEqual([]);
  await page.getByRole('button', { name: 'Tăng tương phản' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
  await context.close();
});
