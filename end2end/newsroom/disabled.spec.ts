// An account is disabled while its owner writes: what was typed is still there to be kept.
import { enter } from '../support/people';
import { expect, test } from '../support/test';
import { expectText, fillText, isScripted } from '../support/writing';

test.use({ allowed: [/status of 4\d\d/] });

test('khóa tài khoản giữa lúc viết không làm mất chữ', async ({ someone, browser, portal, javaScriptEnabled }) => {
  const name = `dang-viet-${Math.random().toString(36).slice(2, 8)}`;
  const context = await browser.newContext({ javaScriptEnabled: javaScriptEnabled !== false });
  const author = await context.newPage();
  await enter(author, portal, name, ['author']);
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  await author.getByLabel('Tiêu đề').fill('Bài đang viết dở');
  await author.getByLabel('Chuyên mục').selectOption({ index: 1 });
  const words = 'Đoạn này chưa kịp lưu, không được mất.';
  await fillText(author, words);

  const administrator = await someone('quan-tri', ['administrator']);
  await administrator.goto(`${portal.xa}/bien-tap/tai-khoan/${name}`);
  await administrator.getByRole('button', { name: 'Khóa tài khoản' }).click();
  await expect(administrator.getByRole('status').first()).toContainText('Đã khóa tài khoản');

  await author.getByRole('button', { name: 'Lưu bản nháp' }).click();
  if (isScripted()) {
    await expect(author.getByRole('dialog', { name: 'Phiên làm việc đã hết hạn' })).toBeVisible();
    await author.getByRole('button', { name: 'Thôi' }).click();
    await expect(author.getByText('Bài vẫn được giữ trên máy này')).toBeVisible();
    await expectText(author, words);
  } else {
    await expect(author.getByRole('alert').first()).toContainText(/đăng nhập/i);
    expect(await author.content()).toContain(words);
  }
  await context.close();
});
