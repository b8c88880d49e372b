import { activate, codeOf, enter, invite, signIn } from '../support/people';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'parallel' });

/** A name of its own for each test: the portal is the worker's. */
const unique = (start: string) => `${start}-${Math.random().toString(36).slice(2, 8)}`;

test('một tác giả kích hoạt tài khoản, đăng nhập và đăng xuất', async ({ page, portal, audit }) => {
  const name = unique('tac-gia');
  const link = invite(portal, name, ['author']);
  const person = await activate(page, portal, name, link);
  await audit();
  await signIn(page, portal, person);
  await audit();
  await expect(
    page.getByRole('navigation', { name: 'Ban biên tập' }).getByRole('link', { name: 'Tài khoản', exact: true }),
  ).toHaveCount(0);
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await expect(page.getByRole('status')).toContainText('Bạn đã đăng xuất');
  await page.goto(`${portal.xa}/bien-tap/toi`);
  await expect(page).toHaveURL(/\/dang-nhap\?tiep=\/bien-tap\/toi$/);
});

test.describe('bị từ chối', () => {
  test.use({ allowed: [/status of 4\d\d/] });

  test('liên kết kích hoạt dùng được một lần', async ({ page, portal, audit }) => {
    const name = unique('mot-lan');
    const link = invite(portal, name, ['author']);
    await activate(page, portal, name, link);
    const answer = await page.goto(portal.xa + link);
    expect(answer?.status()).toBe(410);
    await audit();
  });

  test('mật khẩu sai và tài khoản không có nhận cùng một câu trả lời', async ({ page, portal, audit }) => {
    const name = unique('sai');
    await activate(page, portal, name, invite(portal, name, ['author']));
    for (const tried of [name, 'khong-co-ai']) {
      await page.goto(`${portal.xa}/dang-nhap`);
      await page.getByLabel('Tên đăng nhập').fill(tried);
      await page.getByLabel('Mật khẩu', { exact: true }).fill('không phải mật khẩu này');
      await page.getByRole('button', { name: 'Đăng nhập' }).click();
      await expect(page.getByRole('alert')).toContainText('Tên đăng nhập hoặc mật khẩu không đúng');
      await expect(page.getByLabel('Tên đăng nhập')).toHaveValue(tried);
      await expect(page.getByLabel('Mật khẩu', { exact: true })).toHaveAttribute('aria-invalid', 'true');
      await audit();
    }
  });

  test('mật khẩu dễ đoán bị từ chối và liên kết vẫn còn dùng được', async ({ page, portal }) => {
    const name = unique('de-doan');
    const link = invite(portal, name, ['author']);
    await page.goto(portal.xa + link);
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill('matkhau123');
    await page.getByLabel('Nhập lại mật khẩu mới').fill('matkhau123');
    await page.getByRole('button', { name: 'Kích hoạt' }).click();
    await expect(page.getByRole('alert')).toContainText('quá dễ đoán');
    await activate(page, portal, name, link);
  });

  test('một mã xác thực mở được một lần', async ({ page, portal }) => {
    const name = unique('hai-buoc');
    const person = await activate(page, portal, name, invite(portal, name, ['publisher']));
    const code = await codeOf(person.secret);
    const give = async () => {
      await page.goto(`${portal.xa}/dang-nhap`);
      await page.getByLabel('Tên đăng nhập').fill(name);
      await page.getByLabel('Mật khẩu', { exact: true }).fill(person.password);
      await page.getByRole('button', { name: 'Đăng nhập' }).click();
      await page.getByLabel('Mã xác thực hoặc mã khôi phục').fill(code);
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
    };
    await give();
    await expect(page.getByRole('navigation', { name: 'Ban biên tập' })).toBeVisible();
    await give();
    await expect(page.getByRole('alert')).toContainText('Mã xác thực không đúng hoặc đã dùng');
  });
});

test.describe('một tài khoản', () => {
  // The page of whoever is shut out asks once more, and the console says what it was answered.
  test.use({ allowed: [/status of 401/] });

  test('quản trị thêm, khóa và mở lại một tài khoản', async ({ page, portal, audit, browser }) => {
    await enter(page, portal, unique('quan-tri'), ['administrator']);
    await page.getByRole('link', { name: 'Tài khoản', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Tài khoản' })).toBeVisible();
    await audit();
    const name = unique('moi');
    await page.getByLabel('Tên đăng nhập').fill(name);
    await page.getByLabel('Họ tên').fill('Lý Thị Mới');
    await page.getByLabel('Vai trò').selectOption({ label: 'Tác giả' });
    await page.getByRole('button', { name: 'Thêm và tạo liên kết' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lý Thị Mới');
    await audit();
    const link = /\/kich-hoat\/\S+/.exec((await page.getByRole('status').first().textContent()) ?? '')?.[0] ?? '';
    const theirs = await browser.newContext();
    const theirPage = await theirs.newPage();
    const person = await activate(theirPage, portal, name, link);
    await signIn(theirPage, portal, person);
    await page.getByRole('button', { name: 'Khóa tài khoản' }).click();
    await expect(page.getByRole('status').first()).toContainText('Đã khóa tài khoản');
    // At once: the session that was open opens nothing any more.
    await theirPage.goto(`${portal.xa}/bien-tap/toi`);
    await expect(theirPage).toHaveURL(/\/dang-nhap/);
    await page.getByRole('button', { name: 'Mở lại tài khoản' }).click();
    await expect(page.getByRole('status').first()).toContainText('Đã mở lại');
    await signIn(theirPage, portal, person);
    await theirs.close();
  });
});
