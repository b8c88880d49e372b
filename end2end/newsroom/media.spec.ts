import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { anyColour, pdf, picture, png } from '../support/pictures';
import { type Portal, run } from '../support/program';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'parallel' });
// What is refused is told to the console too.
test.use({ allowed: [/status of 4\d\d/] });

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const said = (page: Page) => page.getByRole('status').first();
const card = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Các tệp' }).getByRole('listitem').filter({ hasText: name });

const unique = (start: string) => `${start}-${Math.random().toString(36).slice(2, 8)}`;

test('tác giả tải tệp lên, tìm lại và ghi mô tả', async ({ someone, portal, audit, javaScriptEnabled }) => {
  const page = await someone('tac-gia', ['author']);
  const name = unique('Đoàn kiểm tra');
  await page.getByRole('navigation', { name: 'Ban biên tập' }).getByRole('link', { name: 'Thư viện tệp' }).click();
  await expect(heading(page)).toHaveText('Thư viện tệp');
  await page.locator('input[type=file]').setInputFiles([picture(`${name}.png`), pdf(`${name}.pdf`)]);
  if (javaScriptEnabled === false) {
    await page.getByRole('button', { name: 'Tải lên' }).click();
    await expect(page.getByRole('status').first()).toContainText('Đã tải lên 2 tệp.');
  } else {
    await expect(page.getByText('Đã tải lên 2 tệp.')).toBeAttached();
    await expect(page.getByRole('link', { name: `Mở ${name}.png` })).toBeVisible();
  }
  await expect(card(page, `${name}.png`)).toContainText('640×400');
  await expect(card(page, `${name}.png`)).toContainText('chưa dùng');
  await expect(card(page, `${name}.pdf`)).toContainText('PDF');
  const shown = card(page, `${name}.png`).locator('img');
  await shown.scrollIntoViewIfNeeded();
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  await audit(page);

  await page.getByLabel('Tìm tệp').fill(
    name
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/Đ/g, 'd'),
  );
  await page.getByRole('button', { name: 'Tìm' }).click();
  await expect(page.getByText('Tìm thấy 2 tệp')).toBeVisible();
  await page.getByRole('navigation', { name: 'Loại tệp' }).getByRole('link', { name: 'Ảnh' }).click();
  await expect(page.getByText('Tìm thấy 1 tệp')).toBeVisible();

  await page.getByRole('link', { name: `${name}.png` }).click();
  await expect(heading(page)).toHaveText(`${name}.png`);
  await expect(page.getByText('Chưa bài hay trang nào dùng tệp này.')).toBeVisible();
  await audit(page);
  await page.getByLabel('Mô tả ảnh cho người không nhìn thấy').fill('á'.repeat(501));
  await page.getByRole('button', { name: 'Lưu mô tả' }).click();
  await expect(page.getByRole('alert')).toContainText('Mô tả ảnh dài 501 ký tự');
  await page.getByLabel('Mô tả ảnh cho người không nhìn thấy').fill('Ba cán bộ đứng trước nhà văn hóa thôn.');
  await page.getByLabel('Nguồn, người chụp').fill('Hoàng Thị Lan');
  await page.getByRole('button', { name: 'Lưu mô tả' }).click();
  await expect(page.getByRole('status').first()).toContainText('Đã lưu mô tả.');
  await expect(page.getByRole('img', { name: 'Ba cán bộ đứng trước nhà văn hóa thôn.' })).toBeVisible();

  await page.goto(portal.xa + '/bien-tap/thu-vien?q=hoang+thi+lan+van+hoa');
  await expect(card(page, `${name}.png`)).toBeVisible();
  await page.goto(portal.xa + '/bien-tap/thu-vien?q=khong-co-tep-nao-nhu-vay');
  await expect(page.getByText('Không có tệp nào khớp')).toBeVisible();
  await audit(page);
});

test('tệp xếp vào thư mục khi tải lên, chuyển đi ở trang của tệp, thư mục đổi tên được', async ({
  someone,
  portal,
  audit,
  javaScriptEnabled,
}) => {
  const page = await someone('tac-gia', ['author']);
  const [album, other] = [unique('Lễ hội'), unique('Kho ảnh')];
  const name = unique('roi');
  const desk = page.getByRole('form', { name: 'Tải tệp lên' });
  const filter = page.getByRole('search', { name: 'Tìm trong thư viện' });
  await page.goto(portal.xa + '/bien-tap/thu-vien');
  if (javaScriptEnabled !== false) await expect(page.locator('upload-desk')).toHaveAttribute('data-live', '');
  await desk.getByLabel('Thư mục').fill(album);
  await page.locator('input[type=file]').setInputFiles([picture(`${name}.png`), pdf(`${name}.pdf`)]);
  if (javaScriptEnabled === false) {
    await page.getByRole('button', { name: 'Tải lên' }).click();
  } else {
    await expect(page.getByText('Đã tải lên 2 tệp.')).toBeAttached();
    await filter.getByLabel('Thư mục').selectOption(album);
    await page.getByRole('button', { name: 'Tìm' }).click();
  }
  await expect(page.getByText('Có 2 tệp')).toBeVisible();
  await expect(filter.getByLabel('Thư mục')).toHaveValue(album);
  await expect(desk.getByLabel('Thư mục')).toHaveValue(album);
  await audit(page);
  await page.getByRole('navigation', { name: 'Loại tệp' }).getByRole('link', { name: 'Ảnh' }).click();
  await expect(page.getByText('Có 1 tệp')).toBeVisible();

  await page.getByRole('link', { name: `${name}.png` }).click();
  await expect(heading(page)).toHaveText(`${name}.png`);
  await expect(page.getByRole('link', { name: album })).toBeVisible();
  await page.getByLabel('Thư mục').fill('x'.repeat(81));
  await page.getByRole('button', { name: 'Lưu mô tả' }).click();
  await expect(page.getByRole('alert')).toContainText('Tên thư mục dài 81 ký tự, nhiều nhất 80');
  await page.getByLabel('Thư mục').fill(other);
  await page.getByRole('button', { name: 'Lưu mô tả' }).click();
  await expect(said(page)).toContainText('Đã lưu mô tả.');
  await audit(page);
  await page.getByRole('link', { name: other }).click();
  await expect(page.getByText('Có 1 tệp')).toBeVisible();

  await page.getByText('Đổi tên thư mục này').click();
  await page.getByLabel('Tên mới').fill(album.toUpperCase());
  await page.getByRole('button', { name: 'Đổi tên' }).click();
  await expect(said(page)).toContainText('Đã đổi tên thư mục.');
  await expect(page.getByText('Có 2 tệp')).toBeVisible();
  await expect(filter.getByLabel('Thư mục')).toHaveValue(album);
  await expect(filter.getByLabel('Thư mục').locator('option', { hasText: other })).toHaveCount(0);
});

test('tệp không nhận được nói rõ vì sao', async ({ someone, portal, javaScriptEnabled }) => {
  const page = await someone('tac-gia', ['author']);
  await page.goto(portal.xa + '/bien-tap/thu-vien');
  if (javaScriptEnabled !== false) await expect(page.locator('upload-desk')).toHaveAttribute('data-live', '');
  const svg = { name: 'hinh.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') };
  const good = picture(`${unique('anh')}.png`);
  await page.locator('input[type=file]').setInputFiles([svg, good]);
  if (javaScriptEnabled === false) {
    await page.getByRole('button', { name: 'Tải lên' }).click();
    await expect(page.getByRole('status').first()).toContainText('Đã tải lên 1 tệp. Không nhận: hinh.svg: không nhận ảnh SVG');
    await page.locator('input[type=file]').setInputFiles([svg]);
    await page.getByRole('button', { name: 'Tải lên' }).click();
    await expect(heading(page)).toHaveText('Chưa tải lên được');
    await expect(page.getByText('không nhận ảnh SVG')).toBeVisible();
  } else {
    await expect(page.getByText('Không nhận ảnh SVG vì có thể chứa mã')).toBeVisible();
    await expect(page.getByRole('link', { name: `Mở ${good.name}` })).toBeVisible();
    await page.getByRole('button', { name: 'Bỏ hinh.svg' }).click();
    await expect(page.getByText('Không nhận ảnh SVG')).toHaveCount(0);
  }
});

/** Two published articles that show the same picture, as an import brings them; gives their titles. */
function publishTwo(portal: Portal, name: string, bytes: Buffer) {
  const titles = ['thứ nhất', 'thứ hai'].map((which) => `Bài ${which} có ảnh ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'congdan-media-'));
  writeFileSync(join(folder, `${name}.png`), bytes);
  for (const [index, title] of titles.entries()) {
    const text = `<p>Đoạn của bài.</p><figure><img src="${name}.png" alt="Đường vào thôn"><figcaption>Ảnh chung</figcaption></figure>`;
    const head = `<meta charset="utf-8"><title>${title}</title><meta name="section" content="Tin hoạt động">`;
    const body = `<article><h1>${title}</h1><p class="lead">Đoạn mở đầu.</p>${text}</article>`;
    writeFileSync(
      join(folder, `${name}-${index}.html`),
      `<!DOCTYPE html><html lang="vi"><head>${head}</head><body>${body}</body></html>`,
    );
  }
  run('import', 'html', '--publish', '--data', portal.data, folder);
  rmSync(folder, { recursive: true });
  return titles;
}

/** What a reader sees of the picture: where it comes from, and whether it stands upright. */
async function seen(reader: Page) {
  const shown = reader.getByRole('article').locator('figure img');
  await shown.scrollIntoViewIfNeeded();
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  return shown.evaluate((image: HTMLImageElement) => ({
    source: image.getAttribute('src'),
    isUpright: image.naturalHeight > image.naturalWidth,
  }));
}

test('một ảnh dùng ở hai bài đã đăng được thay ở cả hai', async ({ someone, portal, page: reader, audit }) => {
  const name = unique('duong-thon');
  const titles = publishTwo(portal, name, png(anyColour(), 640, 400));
  const pieces: { address: string; before: Awaited<ReturnType<typeof seen>> }[] = [];
  await expect(async () => {
    // On several nodes the others hear of an import a moment later.
    await reader.goto(portal.xa + '/chuyen-muc/tin-hoat-dong');
    for (const title of titles) await expect(reader.getByRole('link', { name: title }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  for (const title of titles) {
    await reader.goto(portal.xa + '/chuyen-muc/tin-hoat-dong');
    await reader.getByRole('link', { name: title }).first().click();
    await expect(heading(reader)).toHaveText(title);
    pieces.push({ address: reader.url(), before: await seen(reader) });
  }
  expect(pieces.map(({ before }) => before)).toEqual(Array(2).fill({ source: pieces[0]?.before.source, isUpright: false }));

  const editor = await someone('bien-tap', ['editor', 'publisher']);
  await editor.goto(`${portal.xa}/bien-tap/thu-vien?loai=anh&q=${name}`);
  await card(editor, `${name}.png`).getByRole('link', { name: 'dùng ở 2 bài' }).click();
  const uses = editor.getByRole('region', { name: 'Dùng ở 2 bài' }).getByRole('listitem').filter({ hasText: 'Đã đăng' });
  for (const title of titles) await expect(uses.getByRole('link', { name: title })).toBeVisible();
  await editor.getByLabel('Ảnh mới').setInputFiles({ name: 'thay.png', mimeType: 'image/png', buffer: png(anyColour(), 400, 640) });
  await editor.getByRole('button', { name: 'Thay ở mọi nơi' }).click();
  await expect(said(editor)).toContainText('Đã thay ảnh ở mọi nơi dùng ảnh này.');
  await expect(heading(editor)).toHaveText(`${name}.png`);
  await expect(editor.getByText('400×640').first()).toBeVisible();
  await audit(editor);

  for (const { address, before } of pieces) {
    await expect(async () => {
      await reader.goto(address);
      const { source, isUpright } = await seen(reader);
      expect([source === before.source, isUpright]).toEqual([false, true]);
    }).toPass();
  }
});

test('người chỉ quản trị và người chưa đăng nhập không vào thư viện', async ({ page, portal, someone }) => {
  const answer = await page.goto(`${portal.xa}/bien-tap/thu-vien`);
  expect(answer?.url()).toContain('/dang-nhap');
  const administrator = await someone('quan-tri', ['administrator']);
  await expect(administrator.getByRole('link', { name: 'Thư viện tệp' })).toHaveCount(0);
  expect((await administrator.goto(portal.xa + '/bien-tap/thu-vien'))?.status()).toBe(403);
  const post = (path: string) =>
    page.request.post(`http://127.0.0.1:${portal.port}${path}`, {
      headers: { host: `xa.localhost:${portal.port}`, 'sec-fetch-site': 'same-origin' },
      data: Buffer.alloc(100),
    });
  for (const path of ['/api/media/upload?name=a.jpg', '/api/media/upload-form', '/api/media/replace']) {
    expect((await post(path)).status()).toBe(401);
  }
});
