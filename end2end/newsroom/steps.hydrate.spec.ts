// After a step of the two gates its button is another step's: the focus does not stay on it.
import type { Page } from '@playwright/test';
import { expectFocusSeen } from '../support/focus';
import { sendForm, writePiece } from '../support/forms';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'parallel' });

const said = (page: Page) => page.getByRole('status').first();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Uses a button by the keyboard, twice: the second time where the focus has gone. */
async function pressTwice(page: Page, name: string, says: string, after: string) {
  await button(page, name).focus();
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText(says);
  await expect(said(page)).toBeFocused();
  await expectFocusSeen(page);
  await expect(button(page, after)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText(says);
  await expect(said(page)).toBeFocused();
}

test('sau “Đăng” và “Gỡ bài” tiêu điểm ở lời báo: Enter lần nữa không làm gì thêm', async ({ someone, portal, audit }) => {
  test.slow();
  const title = `Họp dân bàn việc nước sạch ${Math.random().toString(36).slice(2, 8)}`;
  const [author, editor, publisher] = [
    await someone('tac-gia', ['author']),
    await someone('bien-tap', ['editor']),
    await someone('duyet-dang', ['publisher']),
  ];
  const { id, to } = await writePiece(author, portal, title, { then: 'submit' });
  await sendForm(editor, portal, 'work/act', { id, base: '1', then: 'approve' });
  await publisher.goto(portal.xa + to);
  await expect(publisher.locator('body')).toHaveAttribute('data-hydrated', '');
  // With a reason given nothing but the focus stands between a second Enter and the withdrawal.
  await publisher.getByLabel(/^Lý do/).fill('Đã đối chiếu với văn bản.');
  await pressTwice(publisher, 'Đăng', 'Đã đăng.', 'Gỡ bài');
  await expect(publisher.getByRole('link', { name: 'Xem bài trên cổng' })).toBeVisible();
  await audit(publisher);

  await publisher.getByLabel(/^Lý do/).fill('Thôn hoãn họp.');
  await button(publisher, 'Gỡ bài').focus();
  await publisher.keyboard.press('Enter');
  await expect(said(publisher)).toContainText('Đã gỡ bài');
  await expect(said(publisher)).toBeFocused();
});

test('sau “Gửi duyệt” trong trình soạn thảo tiêu điểm cũng ở lời báo; “Lưu” thì để nguyên', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const { to } = await writePiece(author, portal, `Bài gửi bằng bàn phím ${Math.random().toString(36).slice(2, 8)}`);
  await author.goto(portal.xa + to);
  const text = author.getByRole('textbox', { name: 'Nội dung' }).and(author.locator('.ProseMirror'));
  await text.click();
  await author.keyboard.type('Thêm một câu. ');
  await button(author, 'Lưu').focus();
  await author.keyboard.press('Enter');
  await expect(said(author)).toContainText('Đã lưu phiên bản 2');
  await expect(button(author, 'Lưu')).toBeFocused();
  await button(author, 'Gửi duyệt').focus();
  await author.keyboard.press('Enter');
  await expect(said(author)).toContainText('Đã gửi duyệt');
  await expect(said(author)).toBeFocused();
});
