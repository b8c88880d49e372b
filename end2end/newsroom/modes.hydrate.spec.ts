// Every screen of the newsroom in every reading mode.
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
