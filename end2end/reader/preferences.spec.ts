import { expect, test } from '../support/test';

const ARTICLE = '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao';

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
        ARTICLE,
        `${ARTICLE}/phien-ban`,
        '/luu-tru',
        '/tac-gia/ban-bien-tap',
        '/tu-khoa/cai-cach-hanh-chinh',
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
  for (const path of [
    '/',
    '/chuyen-muc/tin-hoat-dong',
    '/trang/lien-he',
    '/tiep-can',
    '/thong-ke-truy-cap',
    '/tim-kiem?q=rừng',
    ARTICLE,
    '/luu-tru',
  ]) {
    await open(path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
    expect(await page.evaluate(listCutOff), path).toEqual([]);
  }
});

/** What holds words and hides part of them, or is covered by what lies over it at its middle. */
function listCutOff() {
  const words = (element: Element) => (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 60);
  const isSeen = (element: HTMLElement) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = [...document.body.querySelectorAll<HTMLElement>('*')].filter((element) => words(element) && isSeen(element));
  const cut = all.filter((element) => {
    const style = getComputedStyle(element);
    // What only a screen reader is told takes one pixel on purpose.
    if (element.clientWidth <= 1 || element.closest('.visually-hidden')) return false;
    const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
    const isWide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const isHigh = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    return isWide || isHigh || style.textOverflow === 'ellipsis';
  });
  const controls = all
    .filter((element) => element.matches('a:not(.skip-link), button, summary, label'))
    .filter((element) => {
      element.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = element.getClientRects()[0] ?? new DOMRect();
      if (width <= 1) return false;
      const over = document.elementFromPoint(left + width / 2, top + height / 2);
      return !over || !(element.contains(over) || over.contains(element) || over.closest('a') === element.closest('a'));
    });
  return [...cut.map((element) => `cut off: ${words(element)}`), ...controls.map((element) => `covered: ${words(element)}`)];
}
