// The text of a piece: in the editor, or in the plain field where scripts are off.
import { expect, test, type Page } from '@playwright/test';

export const isScripted = () => test.info().project.use.javaScriptEnabled !== false;

export const textOf = (page: Page) => page.getByRole('textbox', { name: 'Nội dung' });

/** The editor takes the place of the plain field a moment after the page has come. */
export async function editorReady(page: Page) {
  const editor = textOf(page).and(page.locator('.ProseMirror'));
  await expect(editor).toBeVisible();
  return editor;
}

/** The stored version as readers will see it. The editor closes it once it is open itself: a click before that would be undone. */
export async function openPreview(page: Page) {
  const closed = page.locator('.preview:not([open])');
  await closed.locator('summary').click();
  return page.locator('.preview[open]');
}

/** Blocks parted by an empty line; "## " begins a heading. */
export async function fillText(page: Page, text: string) {
  if (!isScripted()) return textOf(page).fill(text);
  const box = await editorReady(page);
  await box.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  for (const [index, block] of text.split('\n\n').entries()) {
    if (index > 0) await page.keyboard.press('Enter');
    const isHeading = block.startsWith('## ');
    await page.keyboard.press(isHeading ? 'Control+Alt+2' : 'Control+Alt+0');
    await page.keyboard.insertText(isHeading ? block.slice(3) : block);
  }
}

export async function expectText(page: Page, text: string) {
  if (isScripted()) await expect(await editorReady(page)).toHaveText(text);
  else await expect(textOf(page)).toHaveValue(text);
}
