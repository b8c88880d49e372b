// The newsroom's bundle fetches the editor's when a piece is opened to be written.

const editor = () => import(document.querySelector('script[data-editor-app]').dataset.editorApp);

/**
 * @param {HTMLFormElement} form
 * @param {(what: string, piece: string, number: number) => void} tell
 */
export async function mountEditor(form, tell) {
  const { mount } = await editor();
  return mount(form, tell);
}

/** What this machine has that the server has not. @param {HTMLElement} place @param {string} account */
export async function showLocalDrafts(place, account) {
  const { showLocalDrafts } = await editor();
  return showLocalDrafts(place, account);
}

/** Nobody is signed in here: what the server has need not stay on a machine that others use. */
export async function forgetKept() {
  const known = (await indexedDB.databases?.()) ?? [];
  if (known.some(({ name }) => name === 'congdan-bien-tap')) await (await editor()).forgetKept();
}
