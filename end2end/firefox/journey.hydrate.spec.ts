// The reader's main journey in Firefox, driven by WebDriver BiDi: Playwright's own Firefox cannot be had from a package registry.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { expect, test } from '../support/test';

const firefox = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));
const TITLE = 'Đoàn kiểm tra của tỉnh làm việc về cải cách hành chính tại xã Hoa Đào';

test('hành trình của người đọc trong Firefox', async ({ portal }) => {
  test.skip(!firefox, 'không có Firefox trên máy này');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox ?? '', headless: true });
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  const words = (selector: string) => page.$eval(selector, (element) => element.textContent ?? '').catch(() => '');
  const attribute = (selector: string, name: string) =>
    page.$eval(selector, (element, name) => element.getAttribute(name), name).catch(() => null);
  const follow = (selector: string) => page.locator(selector).click();

  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${portal.xa}/`);
  await expect.poll(() => attribute('body', 'data-hydrated')).toBe('');
  await expect.poll(() => words('aside .visits-live')).toBe('trực tiếp');
  await page.evaluate(() => Object.assign(window, { still: true }));

  await follow(`main ::-p-text(${TITLE})`);
  await expect.poll(() => words('main h1')).toBe(TITLE);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await expect.poll(() => page.title()).toBe(`${TITLE} – Cổng thông tin điện tử xã Hoa Đào`);
  const widths = () => page.$$eval('main img', (pictures) => pictures.map(({ naturalWidth }) => naturalWidth));
  await page.$$eval('main img', (pictures) => pictures.forEach((picture) => picture.scrollIntoView()));
  await expect.poll(async () => (await widths()).filter((width) => width > 300).length).toBe(3);

  await follow('.reading-bar [value="text-larger"]');
  await expect.poll(() => attribute('html', 'data-text')).toBe('112.5');
  await follow('.reading-bar [value="contrast-more"]');
  await expect.poll(() => attribute('html', 'data-contrast')).toBe('more');

  await follow('aside .visits-foot a');
  await expect.poll(() => words('main h1')).toBe('Thống kê truy cập');
  await page.goBack();
  await expect.poll(() => words('main h1')).toBe(TITLE);
  expect(await page.evaluate(() => 'still' in window), 'trang chưa hề tải lại').toBe(true);

  await page.reload();
  await expect.poll(() => attribute('html', 'data-text')).toBe('112.5');
  await expect.poll(() => attribute('html', 'data-contrast')).toBe('more');
  await expect.poll(() => attribute('body', 'data-hydrated')).toBe('');
  await browser.close();
  expect(said).toEqual([]);
});
