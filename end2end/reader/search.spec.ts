// A citizen looks for something, with diacritics or without, with scripts or without.
import { expect, test } from '../support/test';

test('tìm từ ô ở đầu trang, có dấu và không dấu', async ({ page, open, audit }) => {
  await open('/');
  const field = page.getByRole('search', { name: 'Tìm trên cổng' }).getByLabel('Tìm tin bài');
  await field.fill('phan loai rac');
  await field.press('Enter');
  await expect(page).toHaveURL(/\/tim-kiem\?q=/);
  const hits = page.getByRole('main').getByRole('article');
  await expect(hits.first().getByRole('link')).toHaveText('Phân loại rác tại nguồn: bốn thùng, một thói quen');
  await expect(hits.first().locator('mark').first()).toHaveText('Phân loại rác');
  await expect(page.getByText(/^Tìm thấy \d+ tin bài$/)).toBeVisible();
  await page.getByRole('link', { name: 'phân loại rác', exact: true }).click();
  await expect(page.getByRole('searchbox', { name: 'Từ cần tìm' })).toHaveValue('phân loại rác');
  await audit();
  await hits.first().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Phân loại rác tại nguồn: bốn thùng, một thói quen');
  await page.goBack({ waitUntil: 'commit' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tìm kiếm');
  await expect(hits.first().getByRole('link')).toHaveText('Phân loại rác tại nguồn: bốn thùng, một thói quen');
});

test('thu hẹp theo chuyên mục và ngày, sắp xếp, địa chỉ gửi được cho người khác', async ({
  page,
  open,
  audit,
  browser,
  portal,
}) => {
  await open('/tim-kiem?q=xã');
  const total = async () => Number((await page.getByText(/^Tìm thấy/).textContent())?.replace(/\D/g, ''));
  const all = await total();
  expect(all).toBeGreaterThan(10);
  await expect(page.getByRole('navigation', { name: 'Trang', exact: true })).toBeVisible();
  await page.getByText('Thu hẹp và sắp xếp').click();
  await page.getByLabel('Chuyên mục').and(page.locator('select')).selectOption('Cải cách hành chính');
  await page.getByLabel('Sắp xếp').selectOption('Mới nhất');
  await page.getByRole('form', { name: 'Tìm kiếm chi tiết' }).getByRole('button', { name: 'Tìm' }).click();
  await expect(page).toHaveURL(/chuyen-muc=cai-cach-hanh-chinh/);
  expect(await total()).toBeLessThan(all);
  const sections = await page.getByRole('main').getByRole('article').locator('.meta span').allTextContents();
  expect(new Set(sections)).toEqual(new Set(['Cải cách hành chính']));
  const dates = await page
    .getByRole('main')
    .getByRole('article')
    .locator('time')
    .evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
  expect(dates).toEqual([...dates].sort().reverse());
  await audit();
  // Somebody else opens the same address.
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('main').getByRole('article')).toHaveCount(dates.length);
  await context.close();
  expect(portal.xa).toBeTruthy();
});

test('sang trang kết quả và lùi lại', async ({ page, open, javaScriptEnabled }) => {
  await open('/tim-kiem?q=xã');
  const first = await page.getByRole('main').getByRole('article').first().getByRole('link').textContent();
  await page.getByRole('navigation', { name: 'Trang', exact: true }).getByRole('link', { name: 'Sau' }).click();
  await expect(page).toHaveURL(/trang=2/);
  await expect(page.getByRole('main').getByRole('article').first().getByRole('link')).not.toHaveText(first ?? '');
  if (javaScriptEnabled !== false) await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.goBack({ waitUntil: 'commit' });
  await expect(page.getByRole('main').getByRole('article').first().getByRole('link')).toHaveText(first ?? '');
});

test('gõ nhầm thì được sửa, không có thì được chỉ cách khác', async ({ page, open, audit }) => {
  // A node that has just come answers from the database, which mends nothing, until its index is there.
  await expect(async () => {
    await open('/tim-kiem?q=tiêm+chủgn+mở+rộng');
    await expect(page.getByText('Đang hiện kết quả cho')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole('main').getByRole('article').first()).toContainText('Tiêm chủng mở rộng');
  await open('/tim-kiem?q=xyzzyqwk');
  await expect(page.getByText('Không tìm thấy tin bài nào cho “xyzzyqwk”.')).toBeVisible();
  await audit();
});

test('câu tìm sai có câu trả lời rõ và đúng trạng thái', async ({ page, allowed, audit }) => {
  allowed.push(/Failed to load resource.*(404|422)/);
  for (const [query, status, says] of [
    ['q=' + 'a'.repeat(1_000), 422, 'dài quá 200 ký tự'],
    ['q=%3F%3F%3F', 422, 'ít nhất một từ'],
    ['q=&chuyen-muc=cai-cach-hanh-chinh', 422, 'ít nhất một từ'],
    ['q=xa&trang=1000000000', 404, 'Chỉ xem được 100 trang'],
    ['q=xa&trang=abc', 422, 'Số trang chưa đúng'],
    ['q=xa&tu=hom-qua', 422, 'Ngày chưa đúng'],
    ['q=xa&chuyen-muc=khong-co', 422, 'không có chuyên mục này'],
  ] as const) {
    const answer = await page.goto(`/tim-kiem?${query}`);
    expect(answer?.status(), query).toBe(status);
    await expect(page.getByRole('alert')).toContainText(says);
    await expect(page.getByRole('searchbox', { name: 'Từ cần tìm' })).toBeVisible();
  }
  expect((await page.goto('/tim-kiem?q='))?.status()).toBe(200);
  await expect(page.getByRole('main').getByText('Nhập từ cần tìm')).toBeVisible();
  await audit();
});
