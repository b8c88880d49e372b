import { expect, test } from '../support/test';

test('cỡ chữ và tương phản đổi ngay và còn sau khi tải lại', async ({ page, open, audit }) => {
  await open('/');
  const root = page.locator('html');
  await expect(root).not.toHaveAttribute('data-text');
  const bar = page.getByRole('region', { name: 'Tùy chọn đọc' });
  await bar.getByRole('button', { name: 'A+ Tăng cỡ chữ' }).click();
  await expect(root).toHaveAttribute('data-text', '112.5');
  await bar.getByRole('button', { name: 'A+ Tăng cỡ chữ' }).click();
  await expect(root).toHaveAttribute('data-text', '125');
  await bar.getByRole('button', { name: 'Tăng tương phản' }).click();
  await expect(root).toHaveAttribute('data-contrast', 'more');
  await bar.getByRole('button', { name: 'Tăng tương phản' }).click();
  await expect(root).toHaveAttribute('data-contrast', 'most');
  await expect(bar.getByRole('button', { name: 'Tăng tương phản' })).toHaveAttribute('aria-disabled', 'true');
  await page.reload();
  await expect(root).toHaveAttribute('data-text', '125');
  await expect(root).toHaveAttribute('data-contrast', 'most');
  await expect(bar.getByRole('button', { name: 'Tăng tương phản' })).toHaveAttribute('aria-disabled', 'true');
  await audit();
});

test('lựa chọn có ngay trong những byte đầu tiên', async ({ portal }) => {
  const answer = await portal.ask('xa.localhost', '/', { cookie: 'tuy_chon_doc=150.more.wide' });
  expect(answer.body.slice(0, 120)).toContain('<html lang="vi" data-text="150" data-contrast="more" data-spacing="wide">');
  const forged = await portal.ask('xa.localhost', '/', { cookie: 'tuy_chon_doc="><script>.x.y' });
  expect(forged.body.slice(0, 60)).toContain('<html lang="vi">');
});

test('trang tiếp cận đặt cả ba lựa chọn', async ({ page, open, audit }) => {
  await open('/tiep-can');
  await audit();
  await page.getByRole('group', { name: 'Cỡ chữ' }).getByRole('radio', { name: '150%' }).check({ force: true });
  await page.getByRole('group', { name: 'Giãn cách' }).getByRole('radio', { name: /Rộng/ }).check({ force: true });
  await page.getByRole('button', { name: 'Lưu lựa chọn' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-text', '150');
  await expect(page.locator('html')).toHaveAttribute('data-spacing', 'wide');
  await expect(page.locator('html')).not.toHaveAttribute('data-contrast');
  await page.getByRole('button', { name: 'Đặt lại mặc định' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-text');
});

for (const mode of ['normal', 'more', 'most'] as const) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`mọi trang đạt kiểm tra ở chế độ ${mode}, nền ${scheme}`, async ({ page, context, open, audit, portal }) => {
      await context.addCookies([{ name: 'tuy_chon_doc', value: `100.${mode}.-`, url: portal.xa }]);
      await page.emulateMedia({ colorScheme: scheme });
      for (const path of [
        '/',
        '/chuyen-muc/tin-hoat-dong',
        '/trang/gioi-thieu',
        '/tiep-can',
        '/thong-ke-truy-cap',
        '/tim-kiem?q=rừng',
      ]) {
        await open(path);
        await audit();
      }
    });
  }
}

test('chữ 200% trên màn hình 320 px không mất gì', async ({ page, context, open, portal }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await context.addCookies([{ name: 'tuy_chon_doc', value: '200.-.-', url: portal.xa }]);
  for (const path of ['/', '/chuyen-muc/tin-hoat-dong', '/trang/lien-he', '/tiep-can', '/thong-ke-truy-cap', '/tim-kiem?q=rừng']) {
    await open(path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
