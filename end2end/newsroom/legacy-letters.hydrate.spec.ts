// Text of the years before Unicode, pasted into the editor: recognised, converted, and back as it came by one undo.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { paste } from '../support/clipboard';
import type { Portal } from '../support/program';
import { expect, test } from '../support/test';
import { editorReady } from '../support/writing';

test.describe.configure({ mode: 'parallel' });
// The browser tells which styles of what was pasted it does not apply.
test.use({ allowed: [/^error: Applying inline style violates/] });

const fixture = (name: string) => readFileSync(new URL(`../paste/fixtures/${name}`, import.meta.url), 'utf8');
const lines = (page: Page) => page.locator('.ProseMirror > p');

/** A new piece in which something stands already. */
async function begin(author: Page, portal: Portal) {
  await author.goto(`${portal.xa}/bien-tap/tin-bai/moi`);
  const text = await editorReady(author);
  await text.click();
  await author.keyboard.type('Chữ có sẵn.');
  await author.keyboard.press('Enter');
  return text;
}

const PASTED = [
  [
    'TCVN3',
    'text/plain',
    'tcvn3-text.txt',
    ['Kính gửi các đồng chí trưởng thôn', 'Đề nghị nộp báo cáo trước ngày 15.', 'CỘNG HOÀ XÃ HỘI'],
  ],
  ['VNI', 'text/plain', 'vni-text.txt', ['Kính gửi các đồng chí trưởng thôn.', 'Đề nghị giữ gìn vệ sinh đường làng ngõ xóm.']],
  ['TCVN3', 'text/html', 'tcvn3-word-fonts.html', null],
  ['VNI', 'text/html', 'vni-word-fonts.html', null],
] as const;

for (const [encoding, kind, name, wanted] of PASTED) {
  test(`dán ${name}: nhận ra ${encoding}, chuyển sang Unicode, tải lại vẫn còn`, async ({ someone, portal }) => {
    const author = await someone('tac-gia', ['author']);
    const text = await begin(author, portal);
    await paste(text, { [kind]: fixture(name) });
    await expect(author.getByText(`Chữ theo bảng mã cũ ${encoding} đã được chuyển sang Unicode`)).toBeVisible();
    if (wanted) await expect(lines(author)).toHaveText(['Chữ có sẵn.', ...wanted]);
    const shown = (await text.innerText()).normalize('NFC');
    // No sign is left that only the old tables use for letters.
    expect(shown).not.toMatch(/[µ¸¹®¬­«»]|[aeo][äåïûø]/i);
    expect(shown).toMatch(/[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/);
    await expect(author.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'kept');
    await author.reload();
    expect((await (await editorReady(author)).innerText()).normalize('NFC')).toBe(shown);
  });
}

for (const [encoding, name] of [
  ['TCVN3', 'tcvn3-text.txt'],
  ['VNI', 'vni-text.txt'],
] as const) {
  test(`chữ ${encoding} bị nhận nhầm thì một lần hoàn tác trả lại chữ như lúc dán`, async ({ someone, portal }) => {
    const author = await someone('tac-gia', ['author']);
    const text = await begin(author, portal);
    const pasted = fixture(name);
    await paste(text, { 'text/plain': pasted });
    await expect(author.getByText(`bảng mã cũ ${encoding}`)).toBeVisible();
    await author.keyboard.press('Control+z');
    await expect(lines(author)).toHaveText(['Chữ có sẵn.', ...pasted.trimEnd().split('\n')]);
  });
}
