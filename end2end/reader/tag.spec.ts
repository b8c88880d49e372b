// From an article to everything with the same tag, with scripts and without.
import { expect, test } from '../support/test';

const ARTICLE = '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao';

test('từ khóa của bài dẫn tới mọi bài cùng từ khóa', async ({ page, open, audit, portal }) => {
  await open(ARTICLE);
  await page
    .getByRole('main')
    .getByRole('article')
    .first()
    .locator('.article-end')
    .getByRole('link', { name: 'Cải cách hành chính' })
    .click();
  await expect(page).toHaveURL(/\/tu-khoa\/cai-cach-hanh-chinh$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cải cách hành chính');
  await expect(page).toHaveTitle('Cải cách hành chính – Cổng thông tin điện tử xã Hoa Đào');
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', page.url());
  const cards = page.getByRole('main').getByRole('article');
  await expect(page.getByText(`${await cards.count()} tin bài có từ khóa này.`)).toBeVisible();
  await audit();
  for (const href of await cards.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
    expect((await portal.ask('xa.localhost', href)).body).toContain('href="/tu-khoa/cai-cach-hanh-chinh"');
  }
  expect((await portal.ask('xa.localhost', '/sitemap/0')).body).toContain('/tu-khoa/cai-cach-hanh-chinh<');
  await cards.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/bai-viet\//);
});

test('từ khóa không có thì 404, của cổng khác cũng vậy', async ({ portal }) => {
  for (const path of ['/tu-khoa/khong-co', '/tu-khoa/-', '/tu-khoa/trung-thu?trang=99', '/tu-khoa/trung-thu?trang=x']) {
    const { status, body } = await portal.ask('xa.localhost', path);
    expect(status, path).toBe(404);
    expect(body, path).toContain('<h1>Không có trang nào ở địa chỉ này<');
  }
  expect((await portal.ask('xa.localhost', '/tu-khoa/trung-thu')).status).toBe(200);
  expect((await portal.ask('tinh.localhost', '/tu-khoa/trung-thu')).status).toBe(404);
});
