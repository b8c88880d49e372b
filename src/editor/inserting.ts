// Files of the person's machine, put into the text: pictures at once and uploaded on the way, others when the server has them.
import type { EditorView } from 'prosemirror-view';
import { insertAttachment, insertPicture, insertVideo } from './commands';
import { chooseFiles } from './dialogs';
import { upload, type MediaView } from '../media/upload';
import type { MediaShelf } from './media';
import { choosePicture } from './library';
import { insertPictures } from './surface';

const PICTURES = 'image/jpeg,image/png,image/webp,image/gif';
const DOCUMENTS = '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.zip';
const VIDEOS = 'video/mp4,video/webm';

export interface Progress {
  sent: (name: string, percent: number) => void;
  failed: (says: string) => void;
}

export async function choosePictures(view: EditorView, shelf: MediaShelf) {
  const choice = await choosePicture();
  if (choice?.fromMachine) await insertPictures(view, await chooseFiles(PICTURES, true));
  if (choice?.file) {
    const { media, alt, caption, credit } = choice.file;
    shelf.add(media);
    insertPicture({ media: media.id, alt, credit, decorative: false }, caption)(view.state, view.dispatch);
  }
  view.focus();
}

/** One picture, of the library or the machine, that the text need not show. */
export async function chooseOwnPicture(shelf: MediaShelf): Promise<MediaView | undefined> {
  const choice = await choosePicture('Chọn ảnh bìa');
  let media = choice?.file?.media;
  const [file] = choice?.fromMachine ? await chooseFiles(PICTURES, false) : [];
  if (file) ({ media } = await upload(file, file.name, () => {}, shelf.leaving.signal));
  if (media) shelf.add(media);
  return media;
}

export const chooseDocument = (view: EditorView, shelf: MediaShelf, told: Progress) => choose(view, shelf, told, DOCUMENTS);
export const chooseVideo = (view: EditorView, shelf: MediaShelf, told: Progress) => choose(view, shelf, told, VIDEOS);

/** The server tells by the bytes what a file is. */
async function choose(view: EditorView, shelf: MediaShelf, told: Progress, accept: string) {
  for (const file of await chooseFiles(accept, false))
    await send(file, shelf, told, (media) => {
      const isVideo = media.kind === 'video';
      const insert = isVideo ? insertVideo({ media: media.id }) : insertAttachment({ media: media.id, title: media.name });
      insert(view.state, view.dispatch);
    });
  view.focus();
}

/** Words that a video shows while it plays. */
export async function chooseCaptions(view: EditorView, at: number, shelf: MediaShelf, told: Progress) {
  const video = view.state.doc.nodeAt(at)?.attrs.media;
  const [file] = await chooseFiles('.vtt,text/vtt', false);
  if (!file || !video) return;
  await send(file, shelf, told, ({ id, mime }) => {
    if (mime !== 'text/vtt') throw new Error('Tệp phụ đề phải là tệp WebVTT (.vtt).');
    // What was typed meanwhile may have moved it.
    const { tr, doc } = view.state;
    doc.descendants((node, place) => {
      if (node.type.name === 'video' && node.attrs.media === video) tr.setNodeAttribute(place, 'captions', id);
    });
    view.dispatch(tr);
  });
  view.focus();
}

/** Sends a file to the library and puts to use what it has become; what goes wrong is told. */
async function send(file: File, shelf: MediaShelf, told: Progress, use: (media: MediaView) => void) {
  const tell = (sent: number, total: number) => told.sent(file.name, Math.round((100 * sent) / Math.max(1, total)));
  try {
    const { media } = await upload(file, file.name, tell, shelf.leaving.signal);
    shelf.add(media);
    use(media);
  } catch (error) {
    told.failed(error instanceof Error ? error.message : String(error));
  }
}
