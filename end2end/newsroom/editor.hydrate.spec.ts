// The editor: what is written is kept wherever it is, and what is formatted is what readers see.
import type { Page } from '@playwright/test';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';
import { editorReady, fillText, openPreview } from '../support/writing';

test.describe.configure({ mode: 'parallel' });
test.use({ allowed: [/status of 4\d\d|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/] });

const unique = (start: string) => `${start} ${Math.random().toString(36).slice(2, 8)}`;
const state = (page: Page) => page.locator('[data-save-state]');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function begin(page: Page, portal: Portal, title: string) {
  await page.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  const text = await editorReady(page);
  await page.getByLabel('Tiêu đề').fill(title);
  await page.getByLabel('Đoạn mở đầu (sapo)').fill('Sáng nay, xã tổ chức họp dân để bàn về việc chung của thôn.');
  await page.getByLabel('Chuyên mục').selectOption({ index: 1 });
  return text;
}

/** The blocks as the server holds them. */
async function blocks(page: Page) {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const piece = await page.evaluate(async (id) => (await fetch(`/api/work/piece?id=${id}`)).json(), id);
  return (piece.content.content as { type: string }[]).map(({ type }) => type);
}

test('một bài có đề mục, danh sách, bảng, liên kết đi từ trang trắng tới gửi duyệt', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, unique('Làm đường thôn Khuổi Lanh'));
  await text.click();
  await author.keyboard.type('Dân góp công, xã góp xi măng.');
  await author.keyboard.press('Enter');
  await author.keyboard.press('Control+Alt+2');
  await author.keyboard.type('Kết quả');
  await author.keyboard.press('Enter');
  await author.keyboard.press('Control+b');
  await author.keyboard.type('Bảy trăm mét');
  await author.keyboard.press('Control+b');
  await author.keyboard.type(' đã xong.');
  await author.keyboard.press('Enter');
  await press(author, 'Danh sách');
  await author.keyboard.type('một việc');
  await author.keyboard.press('Enter');
  await author.keyboard.type('hai việc');
  await author.keyboard.press('Enter');
  await author.keyboard.press('Enter');
  await author.keyboard.type('Xem thêm bài trước.');
  await author.keyboard.press('Shift+Home');
  await press(author, 'Liên kết');
  const dialog = author.getByRole('dialog', { name: 'Chèn liên kết' });
  await dialog.getByRole('textbox').first().fill('cầu khuổi lanh');
  await dialog.getByRole('listitem').first().getByRole('button').click();
  await press(author, 'Chèn');
  await author.keyboard.press('End');
  await author.keyboard.press('Enter');
  await press(author, 'Chèn bảng');
  await author.keyboard.type('Thu chi');
  await author.keyboard.press('Enter');
  await author.keyboard.type('Thôn');
  await author.keyboard.press('Tab');
  await author.keyboard.type('Mét');
  await author.keyboard.press('Tab');
  await author.keyboard.type('Tiền');
  await audit(author);
  await press(author, 'Lưu bản nháp');
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');
  expect(await blocks(author)).toEqual([
    'paragraph',
    'heading',
    'paragraph',
    'bullet_list',
    'paragraph',
    'table_block',
    'paragraph',
  ]);
  const shown = await openPreview(author);
  await expect(shown.getByRole('heading', { name: 'Kết quả' })).toBeVisible();
  await expect(shown.locator('strong').first()).toHaveText('Bảy trăm mét');
  await expect(shown.getByRole('link')).toHaveAttribute('href', /^\/bai-viet\//);
  await expect(shown.getByRole('columnheader').first()).toHaveText('Thôn');
  await editorReady(author);
  await press(author, 'Gửi duyệt');
  await expect(author.getByRole('status').first()).toContainText('Đã gửi duyệt');
  await expect(author.locator('.ProseMirror')).toHaveCount(0);
});

test('tải lại trang, mất mạng rồi đóng trình duyệt: chữ vẫn còn', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, unique('Bài viết dở'));
  await text.click();
  await author.keyboard.type('Câu thứ nhất.');
  await expect(state(author)).toHaveAttribute('data-save-state', 'kept');
  await author.reload();
  await expect(await editorReady(author)).toHaveText('Câu thứ nhất.');
  await expect(author.getByText('Đã mở lại phần bạn soạn dở')).toBeVisible();

  await author.context().setOffline(true);
  await (await editorReady(author)).click();
  await author.keyboard.press('Control+End');
  await author.keyboard.type(' Câu gõ lúc mất mạng.');
  await expect(state(author)).toHaveAttribute('data-save-state', 'offline');
  const address = author.url();
  // The tab is closed without the server having heard of the sentence.
  const context = author.context();
  await author.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`${portal.xa}/bien-tap`);
  await expect(again.getByRole('heading', { name: 'Chỉ có trên máy này, chưa gửi lên máy chủ' })).toBeVisible();
  await again.getByRole('region', { name: 'Chỉ có trên máy này' }).getByRole('link').first().click();
  await expect(again).toHaveURL(address);
  await expect(await editorReady(again)).toHaveText('Câu thứ nhất. Câu gõ lúc mất mạng.');
  await expect(state(again)).toHaveAttribute('data-save-state', 'kept');
});

test('bỏ bản nháp thì phần đang gõ dở trên máy này và trên máy chủ cũng đi', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, 'Bài bỏ đi');
  await text.click();
  await author.keyboard.type('Đoạn đã lưu.');
  await author.getByRole('button', { name: 'Lưu bản nháp' }).click();
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');
  await author.getByText('Bỏ bản nháp này').click();
  await author.getByLabel('Tôi chắc chắn muốn bỏ hẳn bài này').check();
  // What is typed at the last moment has not reached the server yet.
  const editable = await editorReady(author);
  await editable.click();
  await author.keyboard.type(' Chữ gõ vào phút cuối.');
  await author.getByRole('button', { name: 'Bỏ hẳn' }).click();
  await expect(author.getByRole('heading', { level: 1 })).toHaveText('Việc cần xử lý');
  const inJournal = () =>
    author.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open('congdan-bien-tap');
          opening.onsuccess = () => {
            const counting = opening.result.transaction('nhat-ky').objectStore('nhat-ky').count();
            counting.onsuccess = () => {
              opening.result.close();
              resolve(counting.result);
            };
          };
        }),
    );
  await expect.poll(inJournal).toBe(0);
  await author.reload();
  await expect(author.getByRole('heading', { level: 1 })).toHaveText('Việc cần xử lý');
  await expect(author.getByText('Bạn đang soạn dở')).toHaveCount(0);
  await expect(author.getByText('Chỉ có trên máy này')).toHaveCount(0);
  expect(await inJournal()).toBe(0);
});

test('phiên hết hạn giữa lúc soạn: đăng nhập lại tại chỗ, không mất chữ', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, unique('Bài qua phiên'));
  await text.click();
  await author.keyboard.type('Chữ trước khi hết phiên.');
  await expect(state(author)).toHaveAttribute('data-save-state', 'kept');
  await author.context().clearCookies({ name: /phien/ });
  await author.keyboard.type(' Chữ sau khi hết phiên.');
  const dialog = author.getByRole('dialog', { name: 'Phiên làm việc đã hết hạn' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Mật khẩu').fill('sai mật khẩu rồi');
  await press(author, 'Đăng nhập lại');
  await expect(dialog.getByRole('alert')).not.toBeEmpty();
  await dialog.getByLabel('Mật khẩu').fill('suối trong đá cuội 27');
  await press(author, 'Đăng nhập lại');
  await expect(dialog).toHaveCount(0);
  await expect(state(author)).toHaveAttribute('data-save-state', 'kept');
  await press(author, 'Lưu bản nháp');
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');
  await expect(author.locator('.preview')).toContainText('Chữ trước khi hết phiên. Chữ sau khi hết phiên.');
});

test('hai người gặp nhau ở một bài: thấy nhau, không ai mất chữ, ai cũng tìm lại được', async ({ someone, portal }) => {
  const [author, editor] = [await someone('tac-gia', ['author']), await someone('bien-tap', ['editor'])];
  await begin(author, portal, unique('Bài hai người'));
  await fillText(author, 'Câu đầu tiên của bài.');
  await press(author, 'Lưu bản nháp');
  await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');
  await editor.goto(author.url());
  await editorReady(editor);
  await expect(editor.locator('.beside')).toContainText('cũng đang soạn bài này');
  await fillText(editor, 'Câu đầu tiên do biên tập viên sửa.');
  await press(editor, 'Lưu');
  await expect(editor.getByRole('status').first()).toContainText('Đã lưu phiên bản 2');
  await fillText(author, 'Câu đầu tiên do tác giả sửa.');
  await press(author, 'Lưu');
  const both = author.getByRole('region', { name: 'Hai bản cạnh nhau' });
  await expect(both.locator('del')).toHaveText('biên tập viên');
  await expect(both.locator('ins')).toHaveText('tác giả');
  await press(author, 'Lấy bản của đồng nghiệp');
  await expect(await editorReady(author)).toHaveText('Câu đầu tiên do biên tập viên sửa.');
  // One's own text is in the history: one click to compare, one to restore.
  await author.getByRole('link', { name: 'So sánh phiên bản 3 với 2' }).click();
  await expect(author.getByRole('region', { name: 'Hai bản cạnh nhau' })).toContainText('do tác giả sửa');
  await press(author, 'Khôi phục phiên bản 3');
  await expect(author.getByRole('status').first()).toContainText('Đã khôi phục phiên bản 3 thành phiên bản 4');
  await expect(await editorReady(author)).toHaveText('Câu đầu tiên do tác giả sửa.');
});

test('thẻ thứ hai chỉ đọc cho tới khi tiếp quản, và tiếp quản không mất chữ', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  await begin(author, portal, unique('Bài hai thẻ'));
  await fillText(author, 'Chữ ở thẻ thứ nhất.');
  await expect(state(author)).toHaveAttribute('data-save-state', 'kept');
  const second = await author.context().newPage();
  await second.goto(author.url());
  await expect(second.getByText('đang được bạn soạn ở một thẻ khác')).toBeVisible();
  // Not the text alone: what would be typed into a title here would be nobody's.
  await expect(second.getByLabel('Tiêu đề')).toHaveAttribute('readonly', '');
  await expect(second.getByLabel('Chuyên mục')).toBeDisabled();
  await expect(second.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'false');
  await author.keyboard.type(' Thêm một câu.');
  await press(second, 'Soạn tiếp ở đây');
  await expect(second.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'true');
  await expect(await editorReady(second)).toHaveText('Chữ ở thẻ thứ nhất. Thêm một câu.');
  await expect(author.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'false');
});

test('chỉ bằng bàn phím: tới thanh định dạng, chọn, trở về chỗ gõ', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, unique('Bài bàn phím'));
  await text.focus();
  await author.keyboard.type('Chữ ');
  await author.keyboard.press('Alt+F10');
  await expect(author.getByLabel('Kiểu đoạn')).toBeFocused();
  await author.keyboard.press('ArrowRight');
  const bold = author.getByRole('button', { name: 'Đậm' });
  await expect(bold).toBeFocused();
  await author.keyboard.press('Enter');
  await expect(bold).toHaveAttribute('aria-pressed', 'true');
  await author.keyboard.press('Escape');
  await expect(text).toBeFocused();
  await author.keyboard.type('đậm');
  await expect(text.locator('strong')).toHaveText('đậm');
  await author.keyboard.press('Control+f');
  await author.keyboard.type('ĐẬM');
  await expect(author.getByText('1 / 1')).toBeVisible();
  await author.keyboard.press('Escape');
  await expect(text).toBeFocused();
  // The Tab key leaves the text.
  await author.keyboard.press('Tab');
  await expect(text).not.toBeFocused();
});

test('lỗi của một ô được chỉ ra, chữ còn nguyên', async ({ someone, portal, audit }) => {
  const author = await someone('tac-gia', ['author']);
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await fillText(author, 'Bài chưa có tiêu đề.');
  await press(author, 'Lưu bản nháp');
  const problems = author.locator('.editor-notices').getByRole('alert');
  await expect(problems).toContainText('Hãy nhập tiêu đề');
  await expect(problems).toContainText('Hãy chọn chuyên mục');
  await expect(problems).toBeFocused();
  await expect(author.getByLabel('Tiêu đề')).toHaveAttribute('aria-invalid', 'true');
  await audit(author);
  await expect(await editorReady(author)).toHaveText('Bài chưa có tiêu đề.');
});

test('người khác đăng nhập ở thẻ bên cạnh thì bài không thành của người ấy', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, unique('Bài của tác giả'));
  // As if the session of the browser had become another one's.
  await author.route('**/api/work/keep', (route) => {
    const sent = route.request().postDataJSON();
    expect(sent.account).toMatch(/^tac-gia/);
    return route.continue({ postData: JSON.stringify({ ...sent, account: 'ke.khac' }) });
  });
  await text.click();
  await author.keyboard.type('Chữ của tác giả.');
  await expect(author.getByRole('dialog', { name: 'Phiên làm việc đã hết hạn' })).toBeVisible();
});

test('tệp không phải ảnh thả vào bài không cuốn mất trang, ảnh giữ tên của nó', async ({ someone, portal }) => {
  const author = await someone('tac-gia', ['author']);
  const text = await begin(author, portal, unique('Bài có tệp thả'));
  const drop = (name: string, type: string, bytes: string) =>
    text.evaluate(
      (target, [name, type, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(bytes ?? ''), (c) => c.charCodeAt(0))], name ?? '', { type }));
        const { left, top } = target.getBoundingClientRect();
        const event = new DragEvent('drop', {
          dataTransfer: data,
          bubbles: true,
          cancelable: true,
          clientX: left + 5,
          clientY: top + 5,
        });
        target.dispatchEvent(event);
        return event.defaultPrevented;
      },
      [name, type, bytes],
    );
  expect(await drop('mau-don.pdf', 'application/pdf', 'JVBERi0xLjc=')).toBe(true);
  await expect(author.getByText('mau-don.pdf (dùng nút “Chèn tệp”')).toBeVisible();
  // What is no picture is refused once, and not sent again with each key.
  const sent: string[] = [];
  author.on('request', (request) => request.url().includes('/api/media/upload') && sent.push(request.url()));
  const refused = author.waitForResponse(/api\/media\/upload/);
  expect(await drop('ảnh hỏng.png', 'image/png', 'bm90aGluZw==')).toBe(true);
  await refused;
  await expect(author.getByText('Ảnh chưa tải lên được').first()).toBeVisible();
  await text.press('Control+End');
  await author.keyboard.type('Gõ tiếp vài chữ sau đó.');
  await expect(state(author)).toContainText('Đã giữ');
  expect(sent.map((url) => new URL(url).searchParams.get('name'))).toEqual(['ảnh hỏng.png']);
});

test.describe('trình soạn thảo mới hơn', () => {
  test.use({ allowed: [/không mở được trình soạn thảo/] });

  test('bản của một trình soạn thảo mới hơn không mở ra để viết đè, và không mất', async ({ someone, portal }) => {
    const author = await someone('tac-gia', ['author']);
    const text = await begin(author, portal, unique('Bài của phiên bản sau'));
    await text.click();
    await author.keyboard.type('Chữ trên máy chủ.');
    await press(author, 'Lưu bản nháp');
    await expect(author.getByRole('status').first()).toContainText('Đã lưu phiên bản 1');
    // As an editor of next year would leave it behind, unsent.
    await expect(author).toHaveURL(/\/tin-bai\/[0-9a-f-]{36}$/);
    await (await editorReady(author)).click();
    await author.keyboard.type('x');
    await expect(state(author)).toHaveAttribute('data-save-state', 'kept');
    const later = '{"type":"doc","content":[{"type":"hologram","attrs":{"of":"Chữ trên máy này"}}]}';
    const address = author.url();
    await author.goto(`${portal.xa}/bien-tap`);
    await author.evaluate(entries, later);
    await author.goto(address);
    const notice = author.locator('.editor-notices');
    await expect(notice).toContainText('phiên bản mới hơn của trình soạn thảo. Không chữ nào bị mất');
    await expect(author.locator('.ProseMirror')).toHaveCount(0);
    await expect(author.getByRole('textbox', { name: 'Nội dung' })).toHaveValue(/Chữ trên máy chủ/);
    expect(await author.evaluate(entries, '')).toEqual([later]);
  });
});

/** The contents in the journal; each is put in the place of what is there, where one is given. */
async function entries(content: string) {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open('congdan-bien-tap'));
  const store = database.transaction('nhat-ky', 'readwrite').objectStore('nhat-ky');
  const all: { key: string; content: string }[] = await done(store.getAll());
  if (content) for (const entry of all) await done(store.put({ ...entry, content, isKept: false, schema: 99 }));
  database.close();
  return all.map((entry) => entry.content);
}
