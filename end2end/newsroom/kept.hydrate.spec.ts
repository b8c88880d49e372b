// What was typed into a piece that is in other hands by now can still be read, copied and given up.
import { sendForm, writePiece } from '../support/forms';
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

test.use({ allowed: [/status of 4\d\d/] });

test('chữ gõ dở của người không còn được giao vẫn xem và chép được', async ({ someone, portal, audit }) => {
  const [author, editor, other] = [
    await someone('tac-gia', ['author']),
    await someone('bien-tap', ['editor']),
    await someone('duoc-giao', ['author']),
  ];
  const title = `Bài giao rồi lấy lại ${Math.random().toString(36).slice(2, 8)}`;
  const { id, to } = await writePiece(author, portal, title);
  await editor.goto(portal.xa + to);
  const option = editor.locator('select[name=person] option[value^="duoc-giao-"]').last();
  await sendForm(editor, portal, 'work/assign', { id, person: (await option.getAttribute('value')) ?? '' });

  await other.goto(portal.xa + to);
  const text = await editorReady(other);
  await text.click();
  await other.keyboard.type('Chữ gõ trước khi bài được lấy lại. ');
  await expect(other.getByText(/Đã giữ/).first()).toBeVisible();
  await sendForm(editor, portal, 'work/assign', { id, person: '' });

  await other.goto(`${portal.xa}/bien-tap`);
  const unsaved = other.getByRole('region', { name: 'Bạn đang soạn dở' });
  await expect(unsaved).toContainText('không còn giao cho bạn');
  await unsaved.getByRole('link', { name: title }).click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(other.getByRole('textbox', { name: 'Nội dung' })).toHaveValue(/Chữ gõ trước khi bài được lấy lại\./);
  await audit(other);
  await other.getByLabel('Tôi chắc chắn muốn bỏ hẳn chữ đã gõ').check();
  await other.getByRole('button', { name: 'Bỏ hẳn' }).click();
  await expect(other.getByText('Đã bỏ bản đang soạn.')).toBeVisible();
  await expect(unsaved).toHaveCount(0);
});

test('giữ bản ở máy này: bản ở máy kia vẫn mở ra được', async ({ someone, browser, portal }) => {
  const office = await someone('tac-gia', ['author']);
  const { to } = await writePiece(office, portal, `Bài viết ở hai máy ${Math.random().toString(36).slice(2, 8)}`);
  const context = await browser.newContext({ storageState: await office.context().storageState() });
  const home = await context.newPage();
  await home.goto(portal.xa + to);
  const there = await editorReady(home);
  await office.goto(portal.xa + to);
  await (await editorReady(office)).click();
  await office.keyboard.type('Viết ở cơ quan. ');
  await expect(office.locator('[data-save-state]')).toContainText('Đã giữ');

  await there.click();
  await home.keyboard.type('Viết ở nhà. ');
  await home.getByRole('button', { name: 'Giữ bản ở đây' }).click();
  const open = home.getByRole('button', { name: 'Mở bản đó' });
  await expect(open).toBeVisible();
  await expect(there).toContainText('Viết ở nhà.');
  // Also when it is opened again later.
  await expect(home.locator('[data-save-state]')).toContainText('Đã giữ');
  await home.reload();
  await expect(await editorReady(home)).toContainText('Viết ở nhà.');
  await open.click();
  await expect(there).toContainText('Viết ở cơ quan.');
  await context.close();
});
