// Files of the person's machine, put into the text: pictures at once and uploaded on the way, others when the server has them.
import type { EditorView } from 'prosemirror-view';
import { insertAttachment, insertVideo } from './commands';
import { chooseFiles } from './dialogs';
import { upload, type MediaShelf } from './media';
import { insertPictures } from './surface';

const PICTURES = 'image/jpeg,image/png,image/webp,image/gif';
const DOCUMENTS = '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.zip';
const VIDEOS = 'video/mp4,video/webm';

export interface Progress {
  began: (name: string) => void;
  failed: (says: string) => void;
}

export async function choosePictures(view: EditorView) {
  await insertPictures(view, await chooseFiles(PICTURES, true));
  view.focus();
}

export const chooseDocument = (view: EditorView, shelf: MediaShelf, told: Progress) => choose(view, shelf, told, DOCUMENTS);
export const chooseVideo = (view: EditorView, shelf: MediaShelf, told: Progress) => choose(view, shelf, told, VIDEOS);

/** The server tells by the bytes what a file is. */
async function choose(view: EditorView, shelf: MediaShelf, told: Progress, accept: string) {
  for (const file of await chooseFiles(accept, false)) {
    told.began(file.name);
    try {
      const { media } = await upload(file, file.name);
      shelf.add(media);
      const isVideo = media.kind === 'video';
      const insert = isVideo ? insertVideo({ media: media.id }) : insertAttachment({ media: media.id, title: media.name });
      insert(view.state, view.dispatch);
    } catch (error) {
      told.failed(error instanceof Error ? error.message : String(error));
    }
  }
  view.focus();
}
