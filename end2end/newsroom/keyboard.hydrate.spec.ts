// The newsroom without a mouse: signing in, writing, both gates, the menu and the home page. Wherever the focus is, it can be seen.
import type { Browser, Page } from '@playwright/test';
import { expectFocusSeen, tabTo } from '../support/focus';
import { activate, codeOf, invite, type Person, type Role } from '../support/people';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

// The menu and the home page change: one after the other.
test.describe.configure({ mode: 'serial' });

const said = (page: Page) => page.getByRole('status').first();
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const unique = (start: string) => `${start} ${Math.random().toString(36).slice(2, 8)}`;

/** Comes to a control by the Tab key and uses it by Enter. */
async function use(page: Page, role: 'link' | 'button', name: string) {
  await tabTo(page, page.getByRole(role, { name, exact: true }));
  await page.keyboard.press('Enter');
}

/** Comes to a field by the Tab key and types. */
async function type(page: Page, label: string, text: string) {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

/** Someone at the page for signing in, in a browser that notes the slightest touch of a pointer. */
async function arrive(browser: Browser, portal: Portal, name: string, roles: Role[]) {
  const login = unique(name).replace(' ', '-');
  const context = await browser.newContext();
  const page = await context.newPage();
  const person = await activate(page, portal, login, invite(portal, login, roles));
  await page.addInitScript(() => {
    const note = () => document.documentElement.setAttribute('data-pointed', '');
    for (const kind of ['pointerdown', 'mousedown', 'mousemove', 'touchstart']) addEventListener(kind, note, { capture: true });
  });
  await page.goto(`${portal.xa}/dang-nhap`);
  await signInByKeys(page, person);
  return page;
}

async function signInByKeys(page: Page, person: Person) {
  await type(page, 'Tên đăng nhập', person.name);
  await type(page, 'Mật khẩu', person.password);
  await page.keyboard.press('Enter');
  if (person.secret) {
    const code = page.getByLabel('Mã xác thực hoặc mã khôi phục');
    await expect(code).toBeVisible();
    await tabTo(page, code);
    await page.keyboard.type(await codeOf(person.secret));
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('navigation', { name: 'Ban biên tập' })).toBeVisible();
  // What only the server knows brings no app.
  const isApp = (await page.locator('script[data-app]:not([data-app=""])').count()) > 0;
  if (isApp) await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
}

const expectNoPointer = (page: Page) => expect(page.locator('html')).not.toHaveAttribute('data-pointed', '');

/** From the list of work into a piece, through the tab of its stage. */
async function openPiece(page: Page, stage: RegExp, title: string) {
  await tabTo(page, page.getByRole('main').getByRole('link', { name: stage }).first());
  await page.keyboard.press('Enter');
  const piece = page.getByRole('link', { name: title });
  await expect(piece).toBeVisible();
  await tabTo(page, piece);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(title);
}

test('chỉ bằng bàn phím: tác giả viết và gửi, biên tập viên duyệt, người duyệt đăng đăng', async ({
  browser,
  page: reader,
  portal,
}) => {
  test.slow();
  const title = unique('Chợ phiên họp sớm');
  const author = await arrive(browser, portal, 'tac-gia', ['author']);
  await use(author, 'link', 'Viết tin mới');
  const text = await editorReady(author);
  await type(author, 'Tiêu đề', title);
  await type(author, 'Đoạn mở đầu (sapo)', 'Chợ phiên họp sớm một ngày.');
  const section = author.getByLabel('Chuyên mục');
  await tabTo(author, section);
  await author.keyboard.press('ArrowDown');
  await expect(section).not.toHaveValue('');
  await tabTo(author, text);
  await author.keyboard.type('Bà con xuống chợ từ lúc trời chưa sáng.');
  await use(author, 'button', 'Gửi duyệt');
  await expect(said(author)).toContainText('Đã gửi duyệt');
  await expectNoPointer(author);

  const editor = await arrive(browser, portal, 'bien-tap', ['editor']);
  await openPiece(editor, /^Chờ duyệt/, title);
  await use(editor, 'button', 'Duyệt');
  await expect(said(editor)).toContainText('Đã duyệt');
  await expectNoPointer(editor);

  const publisher = await arrive(browser, portal, 'duyet-dang', ['publisher']);
  await openPiece(publisher, /^Chờ đăng/, title);
  await use(publisher, 'button', 'Đăng');
  await expect(said(publisher)).toContainText('Đã đăng');
  await use(publisher, 'link', 'Xem bài trên cổng');
  await expect(publisher).toHaveURL(/\/bai-viet\//);
  await expect(heading(publisher)).toHaveText(title);
  await expectNoPointer(publisher);
  await reader.goto(publisher.url());
  await expect(reader.getByText('Bà con xuống chợ từ lúc trời chưa sáng.')).toBeVisible();
});

test('chỉ bằng bàn phím: quản trị chuyển một mục của trình đơn rồi sắp trang chủ', async ({ browser, page: reader, portal }) => {
  test.slow();
  const menu = async () => {
    await reader.goto(portal.xa);
    return reader.locator('nav.menu li a').allTextContents();
  };
  const admin = await arrive(browser, portal, 'quan-tri', ['administrator']);
  const before = await menu();
  await use(admin, 'link', 'Chuyên mục');
  await expect(heading(admin)).toHaveText('Chuyên mục và trình đơn');
  const down = admin.getByRole('button', { name: /^Xuống: / }).first();
  const moved = ((await down.getAttribute('aria-label')) ?? '').replace('Xuống: ', '');
  await use(admin, 'button', `Xuống: ${moved}`);
  await expect(said(admin)).toContainText('Đã chuyển xuống');
  await expectFocusSeen(admin);
  const after = await menu();
  expect(after.indexOf(moved)).toBe(before.indexOf(moved) + 1);
  await use(admin, 'button', `Lên: ${moved}`);
  await expect(said(admin)).toContainText('Đã chuyển lên');
  expect(await menu()).toEqual(before);

  const names = async () => {
    await reader.goto(portal.xa);
    return reader.locator('main').getByRole('heading', { level: 2 }).allTextContents();
  };
  const parts = await names();
  await use(admin, 'link', 'Trang chủ');
  await expect(heading(admin)).toHaveText('Trang chủ');
  await use(admin, 'button', 'Sắp riêng');
  await expect(said(admin)).toContainText('Từ giờ trang chủ theo danh sách này');
  // Past what is read most, which shows only once something is, and the first section.
  const order = admin.locator('.panel').filter({ hasText: 'Các phần dưới đầu trang' }).locator('li strong');
  for (const place of [1, 2]) {
    const down = admin.getByRole('button', { name: 'Xuống: Tin mới', exact: true });
    if (!(await down.evaluate((element) => element === document.activeElement))) await tabTo(admin, down);
    await admin.keyboard.press('Enter');
    await expect(order.nth(place)).toHaveText('Tin mới');
    await expectFocusSeen(admin);
  }
  const composed = await names();
  expect(composed).not.toEqual(parts);
  expect([...composed].sort()).toEqual([...parts].sort());

  const remove = admin.getByRole('button', { name: /^Bỏ phần: / });
  for (let left = await remove.count(); left > 0; left -= 1) {
    const first = remove.first();
    if (!(await first.evaluate((element) => element === document.activeElement))) await tabTo(admin, first);
    await admin.keyboard.press('Enter');
    await expect(remove).toHaveCount(left - 1);
  }
  expect(await names()).toEqual(parts);
  await expectNoPointer(admin);
});
