// A Word file put into the text: read by the library in a bundle of its own, then cleaned like everything that is pasted.
import { DOMParser, Slice } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import type { WordText } from './docx';
import { chooseFiles } from './dialogs';
import { cleanHtml } from './paste/clean';
import { schema } from './schema';

const KIND = '.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** How the library says that it has left something out; a style that it does not know loses no word. */
const UNKNOWN = 'unrecognised element was ignored';
/** From a footnote to its place, as the library links it: in an article it leads nowhere. */
const WAY_BACK = /<a href="#[^"]*-ref-[^"]*">↑<\/a>/g;
const LARGEST = 50 * 1024 * 1024;

type Reader = { readWord: (file: ArrayBuffer) => Promise<WordText> };

const reader = (): Promise<Reader> => {
  const address = document.querySelector<HTMLElement>('script[data-docx-app]')?.dataset.docxApp;
  if (!address) throw new Error('no address');
  return import(address);
};

/** Puts a file that the person chooses in at the cursor. Gives back what could not be carried over, or why nothing was. */
export async function insertWord(view: EditorView): Promise<string[]> {
  const [file] = await chooseFiles(KIND, false);
  if (!file) return [];
  if (file.size > LARGEST) return [`“${file.name}” lớn hơn 50 MB`];
  try {
    const { readWord } = await reader();
    const { html, messages } = await readWord(await file.arrayBuffer());
    const { html: clean, missing } = cleanHtml(html.replace(WAY_BACK, ''));
    const body = new window.DOMParser().parseFromString(clean, 'text/html').body;
    // Blocks of their own: a first one that is open would run on in the paragraph that the cursor stands in.
    const blocks = new Slice(DOMParser.fromSchema(schema).parse(body).content, 0, 0);
    view.dispatch(view.state.tr.replaceSelection(blocks).scrollIntoView());
    const unknown = messages.filter((message) => message.includes(UNKNOWN)).length;
    return unknown > 0 ? [...missing, `${unknown} phần không có chỗ trong bài (hình vẽ, công thức, ô ghi chú…)`] : missing;
  } catch (error) {
    console.warn('Cổng Dân: không đọc được tệp Word', error);
    return [`“${file.name}” không phải tệp .docx đọc được; tệp .doc cũ hãy mở bằng Word rồi lưu thành .docx`];
  } finally {
    view.focus();
  }
}
