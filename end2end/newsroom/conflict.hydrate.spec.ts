import { expect, test } from '../support/test';
import { fillText } from '../support/writing';

// A conflict is told to the console too.
test.use({ allowed: [/status of 4\d\d/] });

test('“Giữ bản của tôi” không đè lên phiên bản thứ ba mà người viết chưa xem', async ({ someone, portal }) => {
  const title = `Bài có bản thứ ba ${Math.random().toString(36).slice(2, 8)}`;
  const [author, editor] = [await someone('tac-gia', ['author']), await someone('bien-tap', ['editor'])];
  const press = (page: typeof author, name: string) => page.getByRole('button', { name, exact: true }).click();
  const said = (page: typeof author) => page.getByRole('status').first();
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await author.getByLabel('Tiêu đề').fill(title);
  await author.getByLabel('Chuyên mục').selectOption({ index: 1 });
  await fillText(author, 'Một đoạn.');
  await press(author, 'Lưu bản nháp');
  await expect(said(author)).toContainText('Đã lưu phiên bản 1');
  await editor.goto(`${portal.xa}/bien-tap?muc=ban-nhap`);
  await editor.getByRole('link', { name: title }).click();
  await expect(editor.getByRole('heading', { level: 1 })).toHaveText(title);
  await fillText(editor, 'Bản thứ hai.');
  await press(editor, 'Lưu');
  await expect(said(editor)).toContainText('Đã lưu phiên bản 2');

  await fillText(author, 'Chữ của tác giả.');
  await press(author, 'Lưu');
  const both = author.getByRole('region', { name: 'Hai bản cạnh nhau' });
  await expect(both).toContainText('Bản thứ hai.');
  await fillText(editor, 'Bản thứ ba.');
  await press(editor, 'Lưu');
  await expect(said(editor)).toContainText('Đã lưu phiên bản 3');

  await press(author, 'Giữ bản của tôi');
  await expect(both).toContainText('Bản thứ ba.');
  await expect(both).toContainText('Chữ của tác giả.');
  await press(author, 'Giữ bản của tôi');
  await expect(said(author)).toContainText('Đã lưu phiên bản 4');
});
