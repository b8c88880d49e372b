// The editor's own bundle: what the newsroom's app asks of it.
import { Editor, type Tell } from './editor';
import { readPage } from './page';

export { showLocalDrafts } from './drafts';
/** What a signing out leaves on the machine: nothing that the server has. */
export { forgetKept } from './journal';

export async function mount(form: HTMLFormElement, tell: Tell): Promise<Editor | undefined> {
  const root = form.querySelector<HTMLElement>('[data-editor]');
  if (!root) return undefined;
  const editor = new Editor(form, root, readPage(root), tell);
  await editor.open();
  return editor;
}
