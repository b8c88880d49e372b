// A piece that was worked on for long: all its versions and notes are found, with scripts and without.
import type { Page } from '@playwright/test';
import { sendForm, writePiece } from '../support/forms';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';

test.describe.configure({ mode: 'parallel' });
// A page of a list that is not there is told to the console too.
test.use({ allowed: [/status of 404/] });

const said = (page: Page) => page.getByRole('status').first();
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

async function write(page: Page, portal: Portal, title: string, versions: number) {
  const piece = await writePiece(page, portal, title);
  for (let base = 1; base < versions; base += 1) {
    const fields = { title, section: 'tin-hoat-dong', text: `Lần thứ ${base + 1}.` };
    await sendForm(page, portal, 'work/save', { ...fields, id: piece.id, base: String(base) });
  }
  return piece;
}

test('mọi phiên bản của một bài sửa nhiều lần đều xem và so sánh được', async ({ someone, portal, audit }) => {
  test.slow();
  const author = await someone('tac-gia', ['author']);
  const { to } = await write(author, portal, `Bài sửa nhiều lần ${Math.random().toString(36).slice(2, 8)}`, 53);
  await author.goto(portal.xa + to);
  const history = author.getByRole('complementary', { name: 'Về tin bài này' });
  await expect(history.locator('.revisions > li')).toHaveCount(20);
  await expect(history.locator('.revisions > li').first()).toContainText('Phiên bản 53');
  await audit(author);
  await history.getByRole('link', { name: 'Cũ hơn: xem mọi phiên bản' }).click();
  await expect(heading(author)).toHaveText('Các phiên bản');
  await expect(author.locator('.revisions > li')).toHaveCount(50);
  await audit(author);
  await author.getByRole('link', { name: 'Cũ hơn', exact: true }).click();
  await expect(author.locator('.revisions > li')).toHaveCount(3);
  await expect(author.locator('.revisions > li').last()).toContainText('Phiên bản 1');
  await author.getByLabel('So sánh phiên bản', { exact: true }).fill('2');
  await author.getByLabel('với phiên bản').fill('40');
  await author.getByRole('button', { name: 'So sánh', exact: true }).click();
  await expect(heading(author)).toHaveText('So sánh hai phiên bản');
  await expect(author.getByRole('region', { name: 'Hai bản cạnh nhau' })).toContainText('Lần thứ');
});

test('trang phiên bản hay ghi chú không có thì nói rõ', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const { to } = await write(author, portal, `Bài mới một lần ${Math.random().toString(36).slice(2, 8)}`, 1);
  for (const path of ['cac-phien-ban?trang=2', 'cac-phien-ban?trang=hai', 'ghi-chu?trang=0', 'ghi-chu?trang=-1']) {
    expect((await author.goto(`${portal.xa}${to}/${path}`))?.status(), path).toBe(404);
    await expect(heading(author)).toHaveText('Không có trang nào ở địa chỉ này');
  }
});

test('ghi chú nhiều đến đâu cũng tới được và đánh dấu xong được', async ({ someone, portal, audit }) => {
  test.slow();
  const editor = await someone('bien-tap', ['editor']);
  const { id, to } = await write(editor, portal, `Bài nhiều ghi chú ${Math.random().toString(36).slice(2, 8)}`, 1);
  for (let number = 1; number <= 52; number += 1) await sendForm(editor, portal, 'work/note', { id, note: `Việc số ${number}.` });
  await editor.goto(portal.xa + to);
  await expect(editor.locator('.notes > li')).toHaveCount(50);
  await editor.getByRole('link', { name: 'Xem mọi ghi chú' }).click();
  await expect(heading(editor)).toHaveText('Ghi chú');
  await audit(editor);
  await editor.getByRole('link', { name: 'Trang sau' }).click();
  const oldest = editor.getByRole('listitem').filter({ hasText: 'Việc số 1.' });
  await oldest.getByRole('button', { name: 'Xong' }).click();
  await expect(said(editor)).toContainText('Đã đánh dấu ghi chú là xong.');
  await expect(oldest).toContainText('Đã xong');
  await expect(editor).toHaveURL(/\/ghi-chu\?trang=2$/);
});
