// What stands beside the text of a piece: each field with its help, what readers get of it, and the reader's page before anyone else sees it.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

test.use({ allowed: [/status of 4\d\d/] });

const TITLE = 'Họp bàn mở đường vào thôn Đá Trắng';
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const open = (page: Page, name: string) => page.locator('summary', { hasText: name }).click();

test('từ khóa, ảnh bìa, bài liên quan và chữ khi chia sẻ tới được người đọc', async ({ someone, page, portal, audit }) => {
  const author = await someone('tac-gia', ['author', 'publisher']);
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  const text = await editorReady(author);
  await author.getByLabel('Tiêu đề').fill(TITLE);
  await author.getByLabel('Đoạn mở đầu (sapo)').fill('Xã họp dân bàn việc mở đường, có ý kiến của từng nhà trong thôn.');
  await author.getByLabel('Chuyên mục').selectOption({ index: 1 });
  await text.click();
  await author.keyboard.type('Bà con nhất trí hiến đất.');

  await open(author, 'Nguồn, tác giả, địa chỉ');
  await expect(author.getByText('Địa chỉ sẽ là /bai-viet/hop-ban-mo-duong-vao-thon-da-trang')).toBeVisible();
  await open(author, 'Từ khóa, ảnh bìa');
  await author.getByLabel('Từ khóa', { exact: true }).fill('Đá Trắng, cai cach');
  await press(author, 'Cải cách hành chính');
  await expect(author.getByLabel('Từ khóa', { exact: true })).toHaveValue('Đá Trắng, Cải cách hành chính, ');

  await press(author, 'Chọn ảnh khác');
  const chooser = author.waitForEvent('filechooser');
  await press(author, 'Tải ảnh từ máy này');
  const bytes = Buffer.concat([readFileSync('demo/xa/bai-viet/anh-bong-da.jpg'), Buffer.from('bia')]);
  await (await chooser).setFiles({ name: 'anh-bia.jpg', mimeType: 'image/jpeg', buffer: bytes });
  await expect(author.getByLabel('Ảnh bìa', { exact: true }).locator('option:checked')).toHaveText('anh-bia.jpg');
  const cover = author.locator('.cover-point img');
  const box = await cover.boundingBox();
  await cover.click({ position: { x: (box?.width ?? 0) * 0.9, y: (box?.height ?? 0) * 0.1 } });
  await expect(author.getByLabel('Điểm chính trong ảnh')).toHaveValue(/^(89|90|91) (9|10|11)$/);

  await author.getByLabel('Tìm bài để thêm').fill('cầu khuổi lanh');
  await author.getByRole('group', { name: 'Bài tìm thấy' }).getByRole('button').first().click();
  await expect(author.getByLabel('Bài liên quan', { exact: true })).toHaveValue(/^\/bai-viet\/\S+$/);
  const picked = await author.getByLabel('Bài liên quan', { exact: true }).inputValue();

  await open(author, 'Khi tìm kiếm và chia sẻ');
  await author.getByLabel('Tên bài khi chia sẻ').fill('Dân Đá Trắng hiến đất mở đường');
  const card = author.getByRole('group', { name: 'Xem trước khi chia sẻ' });
  await expect(card).toContainText('Dân Đá Trắng hiến đất mở đường');
  await expect(card).toContainText('ý kiến của từng nhà');
  await expect(card.locator('img')).toBeVisible();
  await audit(author);

  await press(author, 'Lưu bản nháp');
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');

  // The reader's page with what was typed since, and only for those who may see the piece.
  await expect(author).toHaveURL(/\/tin-bai\/[0-9a-f-]{36}$/);
  await (await editorReady(author)).click();
  await author.keyboard.press('Control+End');
  await author.keyboard.type(' Chưa ai khác thấy câu này.');
  await expect(author.locator('[data-save-state=kept], [data-save-state=saved]')).toBeVisible();
  await open(author, 'Xem như người đọc');
  for (const [name, width] of [
    ['xem-tren-dien-thoai', 360],
    ['xem-tren-may-tinh', 1280],
  ] as const) {
    const frame = author.frameLocator(`iframe[name=${name}]`);
    await expect(frame.getByRole('heading', { level: 1 })).toHaveText(TITLE);
    await expect(frame.getByText('Chưa ai khác thấy câu này.')).toBeVisible();
    await expect.poll(() => frame.locator('html').evaluate(() => innerWidth)).toBe(width);
  }
  const preview = await author.locator('iframe').first().getAttribute('src');
  await page.goto(portal.xa + preview);
  await expect(page).toHaveURL(/\/dang-nhap\?tiep=/);

  await author.getByLabel('Lý do', { exact: false }).first().waitFor({ state: 'detached' });
  await press(author, 'Đăng khẩn');
  await expect(author.getByText('Đã đăng khẩn.')).toBeVisible();

  await page.goto(`${portal.xa}/bai-viet/hop-ban-mo-duong-vao-thon-da-trang`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  await expect(page).toHaveTitle(/^Dân Đá Trắng hiến đất mở đường – /);
  await expect(page.locator('meta[property="og:image"]')).toHaveAttribute('content', /anh-bia/);
  await expect(page.locator('.related').getByRole('link').first()).toHaveAttribute('href', picked);
  await page.getByRole('link', { name: 'Cải cách hành chính', exact: true }).last().click();
  await expect(page).toHaveURL(/\/tu-khoa\/cai-cach-hanh-chinh$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cải cách hành chính');
  const article = page.getByRole('article').filter({ hasText: TITLE });
  await expect(article.locator('img')).toHaveAttribute('data-focus', '40');
  expect(await article.locator('img').evaluate((img) => getComputedStyle(img).objectPosition)).toBe('100% 0%');
  await audit();
});
