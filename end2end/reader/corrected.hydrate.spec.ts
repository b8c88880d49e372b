// A reader who has an article open is told quietly that it was corrected, and asked nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WHOLE_OPTIONS } from '../support/browsers';
import { run, type Portal } from '../support/program';
import { expect, test } from '../support/test';

// A page that was left is kept.
test.use({ launchOptions: WHOLE_OPTIONS });

const article = (text: string) =>
  `<html><head><meta charset="utf-8"><title>Lịch tiêm chủng tháng 12</title><meta name="section" content="Tin hoạt động">` +
  `<meta name="date" content="2026-11-23T08:00:00+07:00"></head><body><article><h1>Lịch tiêm chủng tháng 12</h1><p>${text}</p></article></body></html>`;
const PATH = '/bai-viet/lich-tiem-chung-thang-12';

/** Publishes an article, or corrects it, as another program would. */
function publisher(portal: Portal, write = article) {
  const folder = mkdtempSync(join(tmpdir(), 'congdan-correction-'));
  const file = join(folder, 'tin.html');
  const publish = (text: string) => {
    writeFileSync(file, write(text));
    run('import', 'html', '--publish', '--data', portal.data, file);
  };
  return { folder, publish };
}

test('bài đang mở được sửa: nói khẽ, chữ đang đọc để yên', async ({ page, context, open, audit, portal }) => {
  const { folder, publish } = publisher(portal);
  publish('Tiêm vào ngày 5.');
  await expect.poll(async () => (await portal.ask('xa.localhost', PATH)).status).toBe(200);
  await open(PATH);
  await expect(page.locator('aside .visits-live')).toHaveText('trực tiếp');
  const other = await context.newPage();
  await other.goto('/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man');
  await expect(other.locator('aside .visits-live')).toHaveText('trực tiếp');

  publish('Tiêm vào ngày 6.');
  const told = page.getByRole('main').getByRole('status');
  await expect(told).toContainText('Bài đã được cập nhật lúc');
  await expect(page.getByRole('main')).toContainText('Tiêm vào ngày 5.');
  await expect(page.locator('body')).toBeFocused();
  await audit();
  await expect(other.getByRole('main').getByRole('status')).toBeEmpty();
  await other.close();

  await told.getByRole('link', { name: 'Đọc bản mới' }).click();
  await expect(page.getByRole('main')).toContainText('Tiêm vào ngày 6.');
  await expect(page.getByRole('main').getByRole('status')).toBeEmpty();
  await expect(page.getByRole('note')).toContainText('Bài đã được cập nhật lúc');
  rmSync(folder, { recursive: true, force: true });
});

test('bài được sửa trong lúc trang nằm trong bộ nhớ: quay lại thì được nói', async ({ page, open, portal }) => {
  const { folder, publish } = publisher(portal, (text) => article(text).replaceAll('tháng 12', 'tháng 1'));
  const path = '/bai-viet/lich-tiem-chung-thang-1';
  publish('Tiêm vào ngày 8.');
  await expect.poll(async () => (await portal.ask('xa.localhost', path)).status).toBe(200);
  await open(path);
  await expect(page.locator('aside .visits-live')).toHaveText('trực tiếp');
  await page.evaluate(() => Object.assign(window, { still: true }));
  await page.goto('/luu-tru');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lưu trữ theo ngày');
  publish('Tiêm vào ngày 9.');
  await expect.poll(async () => (await portal.ask('xa.localhost', path)).body).toContain('Tiêm vào ngày 9.');

  await page.evaluate(() => history.back());
  await expect(page).toHaveURL(path);
  await expect(page.getByRole('main').getByRole('status')).toContainText('Bài đã được cập nhật lúc');
  await expect(page.getByRole('main')).toContainText('Tiêm vào ngày 8.');
  expect(await page.evaluate(() => 'still' in window), 'trang không tải lại').toBe(true);
  rmSync(folder, { recursive: true, force: true });
});
