import type { Page } from '@playwright/test';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';
import { fillText } from '../support/writing';

/** A new draft is saved, and its author is back at the list of work. */
async function saveAndLeave(page: Page, portal: Portal, title: string) {
  await page.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await page.getByLabel('Tiêu đề').fill(title);
  await page.getByLabel('Chuyên mục').selectOption({ index: 1 });
  await fillText(page, 'Một đoạn.');
  await page.getByRole('button', { name: 'Lưu bản nháp', exact: true }).click();
  await expect(page.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');
  await page.getByRole('link', { name: 'Việc cần xử lý' }).first().click();
}

test('danh sách việc và trang bài đổi ngay khi đồng nghiệp làm xong việc', async ({ someone, portal }) => {
  const title = `Bài gửi khi danh sách đang mở ${Math.random().toString(36).slice(2, 8)}`;
  const [author, editor] = [await someone('tac-gia', ['author']), await someone('bien-tap', ['editor'])];
  await editor.goto(`${portal.xa}/bien-tap?muc=cho-duyet`);
  await expect(editor.locator('body')).toHaveAttribute('data-hydrated', '');
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await author.getByLabel('Tiêu đề').fill(title);
  await author.getByLabel('Chuyên mục').selectOption({ index: 1 });
  await fillText(author, 'Một đoạn.');
  await author.getByRole('button', { name: 'Gửi duyệt' }).click();
  await expect(author.getByRole('status').first()).toContainText('Đã gửi duyệt');
  // Nobody has touched the editor's page.
  await editor.getByRole('link', { name: title }).click();
  await expect(editor.getByRole('heading', { level: 1 })).toHaveText(title);

  await author.reload();
  await expect(author.locator('body')).toHaveAttribute('data-hydrated', '');
  await fillText(editor, 'Một đoạn đã sửa.');
  await editor.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(editor.getByRole('status').first()).toContainText('Đã lưu phiên bản 2');
  await expect(author.getByText('Đồng nghiệp vừa thay đổi bài này.')).toBeVisible();
  await author.getByRole('link', { name: 'Mở lại để xem bản mới' }).click();
  await expect(author.locator('.preview').getByText('Một đoạn đã sửa.')).toBeVisible();
});

test('danh sách nói ai đang soạn bài nào, và thôi nói khi người ấy đóng bài', async ({ someone, portal, audit }) => {
  const title = `Bài để hai người cùng mở ${Math.random().toString(36).slice(2, 8)}`;
  const [author, editor] = [await someone('tac-gia', ['author']), await someone('bien-tap', ['editor'])];
  await saveAndLeave(author, portal, title);
  await editor.goto(`${portal.xa}/bien-tap?muc=ban-nhap`);
  const row = editor.getByRole('row').filter({ hasText: title });
  await expect(row).toBeVisible();
  await expect(row).not.toContainText('đang soạn');

  await author.getByRole('link', { name: title }).click();
  await expect(row).toContainText(/tac-gia-\S+ đang soạn/);
  await audit(editor);
  // Whoever writes is not told of himself.
  const second = await author.context().newPage();
  await second.goto(`${portal.xa}/bien-tap?muc=ban-nhap`);
  await expect(second.getByRole('row').filter({ hasText: title })).not.toContainText('đang soạn');
  await author.close();
  await expect(row).not.toContainText('đang soạn');
});

test('trả lời của một biểu mẫu tới khi trang đã khác thì không hỏng gì', async ({ someone, portal }) => {
  const page = await someone('tac-gia', ['author']);
  await page.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
  const title = `Bài lưu lúc đang đi ${Math.random().toString(36).slice(2, 8)}`;
  await page.getByLabel('Tiêu đề').fill(title);
  await page.getByLabel('Chuyên mục').selectOption({ index: 1 });
  let release = () => {};
  const isHeld = new Promise<void>((held) => {
    void page.route('**/api/work/**', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      held();
      await new Promise<void>((resolve) => (release = resolve));
      await route.continue();
    });
  });
  await page.getByRole('button', { name: 'Lưu bản nháp' }).click();
  await isHeld;
  await page.getByRole('link', { name: 'Việc cần xử lý' }).first().click();
  await expect(page.getByLabel('Tiêu đề')).toHaveCount(0);
  release();
  await expect(
    page
      .getByRole('link', { name: title })
      .or(page.getByRole('heading', { name: title }))
      .first(),
  ).toBeVisible();
});

test('trả lời cho trang bài tới khi người viết đã sang trang khác thì không hỏng gì', async ({ someone, portal }) => {
  const page = await someone('tac-gia', ['author']);
  const title = `Bài rời đi sớm ${Math.random().toString(36).slice(2, 8)}`;
  await saveAndLeave(page, portal, title);
  await expect(page.getByRole('link', { name: title })).toBeVisible();

  // The first asks for the page, the second whether a colleague has changed it.
  let asked = 0;
  let release = () => {};
  const isHeld = new Promise<void>((held) => {
    void page.route('**/api/work/piece**', async (route) => {
      asked += 1;
      if (asked === 2) {
        held();
        await new Promise<void>((resolve) => (release = resolve));
      }
      await route.continue();
    });
  });
  await page.getByRole('link', { name: title }).click();
  await isHeld;
  await page.getByRole('link', { name: 'Việc cần xử lý' }).first().click();
  await expect(page.getByRole('link', { name: title })).toBeVisible();
  const answered = page.waitForResponse('**/api/work/piece**');
  release();
  await answered;
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
});

test('bản nháp đầu được gửi duyệt trong khi trang bài còn đang tới: trang là của bài đã gửi', async ({ someone, portal }) => {
  const page = await someone('tac-gia', ['author']);
  // The page of the draft is answered as the draft was; the answer is held until the draft has been sent on.
  await page.addInitScript(() => {
    const ask = window.fetch;
    let [isFirst, isAnswered] = [true, () => {}];
    const answered = new Promise<void>((resolve) => (isAnswered = resolve));
    window.fetch = async (what, how) => {
      const address = what instanceof Request ? what.url : String(what);
      if (address.includes('/api/work/act')) await answered;
      const response = await ask(what, how);
      if (!address.includes('/api/work/piece?') || !isFirst) return response;
      isFirst = false;
      isAnswered();
      await new Promise<void>((resolve) => addEventListener('sent', () => resolve(), { once: true }));
      return response;
    };
  });
  await page.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await page.getByLabel('Tiêu đề').fill(`Bài gửi ngay ${Math.random().toString(36).slice(2, 8)}`);
  await page.getByLabel('Chuyên mục').selectOption({ index: 1 });
  await fillText(page, 'Một đoạn.');
  await page.getByRole('button', { name: 'Gửi duyệt' }).click();
  await expect(page.getByRole('status').first()).toContainText('Đã gửi duyệt');
  await page.evaluate(() => dispatchEvent(new Event('sent')));
  await expect(page.getByText('Bài đang chờ biên tập viên duyệt.')).toBeVisible();
  await expect(page.locator('.ProseMirror')).toHaveCount(0);
  await expect(page.getByText('Đồng nghiệp vừa thay đổi bài này.')).toHaveCount(0);
});
