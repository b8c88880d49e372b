// Every screen of the newsroom in every reading mode.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'parallel' });

const SCREENS = [
  '/bien-tap',
  '/bien-tap/tin-bai/moi',
  '/bien-tap/thu-vien',
  '/bien-tap/toi',
  '/bien-tap/quy-trinh',
  '/bien-tap/thong-tin-cong',
  '/bien-tap/chuyen-muc',
  '/bien-tap/trang-chu',
  '/bien-tap/cot-ben',
  '/bien-tap/trang',
  '/bien-tap/trang-moi',
  '/bien-tap/trang/gioi-thieu',
  '/bien-tap/chuyen-huong',
  '/bien-tap/tim-kiem',
  '/bien-tap/nhat-ky',
  '/bien-tap/xoa-du-lieu',
  '/bien-tap/sao-luu',
  '/bien-tap/tai-khoan',
];

test('mọi màn hình biên tập đạt kiểm tra ở mọi chế độ', async ({ someone, portal, audit }) => {
  test.slow();
  const person = await someone('quan-tri', ['administrator', 'author', 'editor', 'publisher']);
  for (const [contrast, scheme] of [
    ['normal', 'dark'],
    ['more', 'light'],
    ['more', 'dark'],
    ['most', 'dark'],
  ] as const) {
    await person.context().addCookies([{ name: 'tuy_chon_doc', value: `100.${contrast}.-`, url: portal.xa }]);
    await person.emulateMedia({ colorScheme: scheme });
    for (const path of SCREENS) {
      await person.goto(portal.xa + path);
      await expect(person.getByRole('heading', { level: 1 }), path).toBeVisible();
      await audit(person);
    }
  }
});

/** Screens of something: a piece, its versions and notes, an account. */
async function screensOfThings(person: Page, base: string) {
  await person.goto(`${base}/bien-tap/tai-khoan`);
  const account = await person.locator('main a[href^="/bien-tap/tai-khoan/"]').first().getAttribute('href');
  const piece = await person.evaluate(async () => {
    const body = new URLSearchParams({ title: 'Bài để xem ở mọi chế độ', section: 'tin-hoat-dong', text: 'Một đoạn văn.' });
    const answer = await fetch('/api/work/save', { method: 'POST', body, headers: { accept: 'application/json' } });
    return /tin-bai\/([0-9a-f-]{36})/.exec(await answer.text())?.[1];
  });
  const sheet = `/bien-tap/tin-bai/${piece}`;
  return [
    sheet,
    `${sheet}/so-sanh?tu=1&den=1`,
    `${sheet}/cac-phien-ban`,
    `${sheet}/ghi-chu`,
    account ?? '',
    '/bien-tap/toi/xac-thuc',
  ];
}

test('màn hình của một bài, một tài khoản và trang đăng nhập đạt kiểm tra ở mọi chế độ', async ({
  someone,
  page,
  portal,
  audit,
}) => {
  test.slow();
  const person = await someone('quan-tri', ['administrator', 'author', 'editor', 'publisher']);
  const screens = await screensOfThings(person, portal.xa);
  for (const [contrast, scheme] of [
    ['normal', 'light'],
    ['normal', 'dark'],
    ['more', 'light'],
    ['more', 'dark'],
    ['most', 'dark'],
  ] as const) {
    for (const [who, paths] of [
      [person, screens],
      [page, ['/dang-nhap']],
    ] as const) {
      await who.context().addCookies([{ name: 'tuy_chon_doc', value: `100.${contrast}.-`, url: portal.xa }]);
      await who.emulateMedia({ colorScheme: scheme });
      for (const path of paths) {
        await who.goto(portal.xa + path);
        await expect(who.getByRole('heading', { level: 1 }), path).toBeVisible();
        await audit(who);
      }
    }
  }
});

test('màn hình biên tập không mất gì ở 200% trên 320 px', async ({ someone, portal }) => {
  const person = await someone('quan-tri', ['administrator', 'author', 'editor', 'publisher']);
  await person.setViewportSize({ width: 320, height: 640 });
  await person.context().addCookies([{ name: 'tuy_chon_doc', value: '200.-.-', url: portal.xa }]);
  for (const path of SCREENS) {
    await person.goto(portal.xa + path);
    await expect(person.getByRole('heading', { level: 1 }), path).toBeVisible();
    const overflow = await person.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
