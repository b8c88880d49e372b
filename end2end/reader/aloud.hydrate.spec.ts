// An article is read aloud by the browser's own voice, sentence by sentence. The machine that tests has none: one that notes what it is given.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

const ARTICLE = '/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man';

declare global {
  interface Window {
    spoken: { text: string; lang: string }[];
    /** The voice comes to the end of what it says. */
    end: () => void;
  }
}

const giveVoice = (page: Page, lang: string) =>
  page.addInitScript((lang) => {
    window.spoken = [];
    let now: SpeechSynthesisUtterance | undefined;
    window.end = () => now?.onend?.(new Event('end') as SpeechSynthesisEvent);
    class Words {
      lang = '';
      voice = null;
      onend = null;
      onerror = null;
      constructor(readonly text: string) {}
    }
    const voice = {
      getVoices: () => [{ lang, localService: true, name: lang }],
      addEventListener: () => undefined,
      cancel: () => (now = undefined),
      speak: (words: SpeechSynthesisUtterance) => {
        now = words;
        window.spoken.push({ text: words.text, lang: words.lang });
      },
    };
    Object.defineProperty(window, 'speechSynthesis', { value: voice });
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Words });
  }, lang);

const spoken = (page: Page) => page.evaluate(() => window.spoken.map(({ text }) => text));
const marked = (page: Page) =>
  page.evaluate(() => {
    const [range] = CSS.highlights.get('dang-doc') ?? [];
    return range instanceof Range ? range.toString().trim() : '';
  });

test('nghe đọc bài: từng câu, câu đang đọc được đánh dấu, dừng rồi đọc tiếp', async ({ page, open, audit }) => {
  await giveVoice(page, 'vi-VN');
  await open(ARTICLE);
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const button = page.getByRole('main').getByRole('button', { name: /đọc/i });
  await expect(button).toHaveText('Nghe đọc bài');
  await audit();
  await button.press('Enter');
  await expect(button).toHaveText('Dừng đọc');
  await expect.poll(() => spoken(page)).toEqual([title]);
  expect(await marked(page)).toBe(title);
  await audit();

  await page.evaluate(() => window.end());
  const [, second] = await spoken(page);
  expect(second).toMatch(/\.$/);
  expect(await page.locator('.lead').textContent()).toContain(second ?? '-');
  expect(await marked(page)).toBe(second);
  await button.click();
  await expect(button).toHaveText('Đọc tiếp');
  expect(await marked(page)).toBe('');
  await button.click();
  await expect.poll(() => spoken(page)).toEqual([title, second, second]);

  // To the end: every word of the text in its order, once.
  const text = await page.evaluate(() => {
    for (let length = 0; length !== window.spoken.length; window.end()) length = window.spoken.length;
    return window.spoken
      .slice(2)
      .map((said) => said.text)
      .join(' ');
  });
  await expect(button).toHaveText('Nghe đọc bài');
  const shown = await page
    .locator('.lead, .article-body .content')
    .evaluateAll((parts) => parts.map((part) => part.textContent).join(' '));
  const plain = (words: string) => words.replace(/\s+/g, '');
  expect(plain(text)).toBe(plain(shown));
});

test('sang trang khác thì thôi đọc', async ({ page, open }) => {
  await giveVoice(page, 'vi-VN');
  await open(ARTICLE);
  const button = page.getByRole('main').getByRole('button', { name: /đọc/i });
  await button.click();
  await expect(button).toHaveText('Dừng đọc');
  await page.locator('.related').getByRole('link').first().click();
  await expect(page).not.toHaveURL(new RegExp(ARTICLE));
  await expect(button).toHaveText('Nghe đọc bài');
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await button.click();
  await expect.poll(async () => (await spoken(page)).at(-1)).toBe(title);
});

test('không có giọng tiếng Việt thì không có nút', async ({ page, open }) => {
  await giveVoice(page, 'en-US');
  await open(ARTICLE);
  await expect(page.getByRole('button', { name: 'In bài' })).toBeVisible();
  await expect(page.getByRole('button', { name: /đọc/i })).toHaveCount(0);
});
