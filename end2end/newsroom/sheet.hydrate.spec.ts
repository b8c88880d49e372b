// What is half typed on the sheet of a piece stays while another part of it is sent or saved.
import type { Page } from '@playwright/test';
import { writePiece } from '../support/forms';
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

test.describe.configure({ mode: 'parallel' });

const said = (page: Page) => page.getByRole('status').first();

test('lý do, ghi chú và việc giao gõ dở còn nguyên khi phần khác của trang đổi', async ({ someone, portal, audit }) => {
  const [author, editor] = [await someone('tac-gia', ['author']), await someone('bien-tap', ['editor'])];
  const title = `Bài chờ duyệt có ghi chú ${Math.random().toString(36).slice(2, 8)}`;
  const { to } = await writePiece(author, portal, title, { then: 'submit' });
  await editor.goto(portal.xa + to);
  const text = await editorReady(editor);
  const reason = editor.getByLabel(/^Lý do trả lại/);
  const note = editor.getByRole('textbox', { name: 'Ghi chú', exact: true });
  const due = editor.getByLabel('Hạn', { exact: true });
  await reason.fill('Ghi rõ ngày họp.');
  await due.fill('2027-01-15T07:30');
  await editor.getByLabel('Ghi chú cho').selectOption({ index: 1 });
  await note.fill('Câu này chưa rõ.');
  await editor.getByRole('button', { name: 'Thêm ghi chú' }).click();
  await expect(said(editor)).toContainText('Đã ghi chú.');
  await expect(editor.locator('.notes')).toContainText('Câu này chưa rõ.');
  await expect(note).toHaveValue('');
  await expect(reason).toHaveValue('Ghi rõ ngày họp.');
  await expect(due).toHaveValue('2027-01-15T07:30');

  await note.fill('Ghi chú gõ dở');
  await text.click();
  await editor.keyboard.type('Thêm một câu. ');
  await editor.keyboard.press('Control+s');
  await expect(said(editor)).toContainText('Đã lưu phiên bản 2');
  // Whoever has written into the piece is told who may approve it by now.
  await expect(editor.getByText('Bạn đã viết vào bài này, nên một biên tập viên khác phải duyệt.')).toBeVisible();
  await expect(reason).toHaveValue('Ghi rõ ngày họp.');
  await expect(note).toHaveValue('Ghi chú gõ dở');
  await expect(due).toHaveValue('2027-01-15T07:30');
  await audit(editor);

  await editor.getByRole('button', { name: 'Trả lại', exact: true }).click();
  await expect(said(editor)).toContainText('Đã trả lại cho người viết.');
  await expect(editor.getByText('Đã trả lại: ')).toBeVisible();
  await expect(note).toHaveValue('Ghi chú gõ dở');
});
