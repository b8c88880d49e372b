// The newsroom on a phone: its menu is folded, with scripts and without.
import type { Page } from '@playwright/test';
import { tabTo } from '../support/focus';
import { paste } from '../support/clipboard';
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

test.describe.configure({ mode: 'parallel' });

const PHONE = { width: 360, height: 740 };
const menu = (page: Page) => page.getByRole('navigation', { name: 'Ban biên tập' });
const summary = (page: Page) => page.locator('.rail-fold summary');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

test('trên điện thoại trình đơn gấp lại, mở bằng một nút, và gấp lại khi đã sang trang', async ({ someone, portal, audit }) => {
  const person = await someone('quan-tri', ['administrator', 'author', 'editor', 'publisher']);
  await person.setViewportSize(PHONE);
  for (const [path, words] of [
    ['/bien-tap', 'Việc cần xử lý'],
    ['/bien-tap/chuyen-muc', 'Chuyên mục và trình đơn'],
  ] as const) {
    await person.goto(portal.xa + path);
    await expect(heading(person)).toHaveText(words);
    await expect(menu(person)).toBeHidden();
    await expect(person.getByRole('button', { name: 'Đăng xuất' })).toBeHidden();
    const { height } = (await person.getByRole('banner').boundingBox()) ?? { height: 0 };
    expect(height, path).toBeLessThan(120);
    await audit(person);
    await summary(person).click();
    await expect(menu(person).getByRole('link', { name: 'Thông tin cổng' })).toBeVisible();
    await expect(person.getByRole('button', { name: 'Đăng xuất' })).toBeVisible();
    await audit(person);
    await summary(person).click();
    await expect(menu(person)).toBeHidden();
  }
  await person.goto(`${portal.xa}/bien-tap/toi`);
  await tabTo(person, summary(person));
  await person.keyboard.press('Enter');
  await tabTo(person, menu(person).getByRole('link', { name: 'Việc cần xử lý' }));
  await person.keyboard.press('Enter');
  await expect(heading(person)).toHaveText('Việc cần xử lý');
  await expect(menu(person)).toBeHidden();
});

test('ở trang của một bài trên điện thoại, bấm về danh sách việc thì trình đơn gấp lại', async ({ someone, portal }) => {
  const person = await someone('tac-gia', ['author']);
  await person.setViewportSize(PHONE);
  await person.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await summary(person).click();
  await menu(person).getByRole('link', { name: 'Việc cần xử lý' }).click();
  await expect(heading(person)).toHaveText('Việc cần xử lý');
  await expect(menu(person)).toBeHidden();
});

test('trên màn hình rộng trình đơn mở sẵn, không có nút gấp', async ({ someone, portal }) => {
  const person = await someone('bien-tap', ['editor']);
  for (const path of ['/bien-tap', '/bien-tap/toi']) {
    await person.goto(portal.xa + path);
    await expect(menu(person).getByRole('link', { name: 'Tài khoản của tôi' })).toBeVisible();
    await expect(summary(person)).toBeHidden();
  }
});

test('một bài có bảng rộng và một địa chỉ dài không làm trang bài cuộn ngang trên điện thoại', async ({
  someone,
  portal,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'bảng được dựng trong trình soạn thảo');
  const author = await someone('tac-gia', ['author']);
  await author.setViewportSize(PHONE);
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  const text = await editorReady(author);
  const cells = Array.from({ length: 6 }, (_, column) => `<td>Cột thứ ${column + 1}</td>`).join('');
  await text.click();
  await paste(text, {
    'text/html': `<table><tr>${cells}</tr><tr>${cells}</tr></table><p>https://xa.example/${'a'.repeat(200)}</p>`,
  });
  await expect(text.getByRole('cell', { name: 'Cột thứ 6' }).first()).toBeVisible();
  const width = () => author.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(PHONE.width);

  // Tab in the last cell begins a row.
  await text.getByRole('cell', { name: 'Cột thứ 6' }).last().click();
  await author.keyboard.press('Tab');
  await expect(text.getByRole('row')).toHaveCount(3);
  await author.keyboard.type('mới');
  await expect(text.getByRole('row').last()).toContainText('mới');
});
