// From an article to everything that the same author line has written, with scripts and without.
import { expect, test } from '../support/test';

const ARTICLE = '/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man';

test('từ dòng tác giả của bài tới mọi bài của tác giả', async ({ page, open, audit, portal }) => {
  await open(ARTICLE);
  const author = page.getByRole('main').locator('header .meta').getByRole('link');
  const name = (await author.textContent()) ?? '';
  await author.click();
  await expect(page).toHaveURL(/\/tac-gia\/[a-z0-9-]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page).toHaveTitle(`${name} – Cổng thông tin điện tử xã Hoa Đào`);
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', page.url());
  const cards = page.getByRole('main').getByRole('article');
  await expect(page.getByText(`${await cards.count()} tin bài ghi tên này ở dòng tác giả.`)).toBeVisible();
  await audit();

  // Each of them names the author, and the map of the site knows the page.
  for (const href of await cards.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
    expect((await portal.ask('xa.localhost', href)).body).toContain(name);
  }
  expect((await portal.ask('xa.localhost', '/sitemap/0')).body).toContain(`${new URL(page.url()).pathname}<`);

  await cards.getByRole('link', { name: /chè Shan/ }).click();
  await expect(page).toHaveURL(new RegExp(`${ARTICLE}$`));
});

test('tác giả không có thì 404, của cổng khác cũng vậy', async ({ portal }) => {
  for (const path of ['/tac-gia/khong-co', '/tac-gia/-', '/tac-gia/ban-bien-tap?trang=99', '/tac-gia/ban-bien-tap?trang=x']) {
    const { status, body } = await portal.ask('xa.localhost', path);
    expect(status, path).toBe(404);
    expect(body, path).toContain('<h1>Không có trang nào ở địa chỉ này<');
  }
  expect((await portal.ask('xa.localhost', '/tac-gia/ban-bien-tap')).status).toBe(200);
});
