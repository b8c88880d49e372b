// What the editor is made of, put together in the place of the plain field: toolbar, text, finding, overview, details.
import type { Node } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import { element } from './ask';
import { Details } from './details';
import * as dialogs from './dialogs';
import { FindBar } from './find';
import * as inserting from './inserting';
import type { MediaShelf } from './media';
import type { Notices } from './notices';
import { Overview } from './overview';
import type { Status } from './status';
import { makeSurface } from './surface';
import { Toolbar } from './toolbar';
import { toolGroups, type Asking } from './tools';
import { insertWord } from './word';

const TEXT_ID = 'noi-dung-bai';

/** Where it is built, and what those around it show. */
export interface Place {
  form: HTMLFormElement;
  root: HTMLElement;
  shelf: MediaShelf;
  notices: Notices;
  status: Status;
  beside: HTMLElement;
  onChange: () => void;
  sendPictures: () => void;
}

export interface Built {
  view: EditorView & { setEditable?: (editable: boolean) => void };
  toolbar: Toolbar;
  overview: Overview;
  details: Details;
}

export function build(doc: Node, { form, root, shelf, notices, status, beside, onChange, sendPictures }: Place): Built {
  const again = () => {
    shelf.tryAgain();
    sendPictures();
  };
  shelf.retry = sendPictures;
  addEventListener('online', again, { signal: shelf.leaving.signal });
  const progress = {
    sent: (name: string, percent: number) => status.show('saving', `Đang tải “${name}” lên: ${percent}%`),
    failed: (says: string) => {
      status.show('failed', '');
      notices.say(says);
    },
  };
  const missing = (says: string[]) => {
    if (says.length > 0) notices.say(`Chưa mang theo được: ${says.join('; ')}.`);
  };
  const asking: Asking = {
    link: dialogs.askLink,
    language: dialogs.askLanguage,
    picture: (view) => inserting.choosePictures(view, shelf),
    attachment: (view) => inserting.chooseDocument(view, shelf, progress),
    video: (view) => inserting.chooseVideo(view, shelf, progress),
    word: (view) => void insertWord(view).then(missing),
    find: () => findBar.open(),
    help: (view) => dialogs.showHelp(view, groups),
    fullScreen: () => {
      const isFull = root.classList.toggle('editor-full');
      document.documentElement.classList.toggle('has-full-editor', isFull);
      toolbar.update(view);
      view.focus();
    },
    isFullScreen: () => root.classList.contains('editor-full'),
  };
  const groups = toolGroups(asking);
  const toolbar = new Toolbar(groups, TEXT_ID);
  const findBar: FindBar = new FindBar(() => view);
  const overview = new Overview();
  const paper = element('div', { class: 'editor-paper content' });
  const head = element('div', { class: 'editor-head' }, status.dom, toolbar.dom);
  root.replaceChildren(head, beside, notices.dom, findBar.dom, paper, overview.dom);
  const actions = {
    describePicture: dialogs.askPicture,
    describeVideo: dialogs.askVideo,
    describeAttachment: dialogs.askAttachment,
    captionVideo: (view: EditorView, at: number) => void inserting.chooseCaptions(view, at, shelf, progress),
    uploadAgain: again,
  };
  const view: Built['view'] = makeSurface(
    paper,
    doc,
    groups,
    shelf,
    actions,
    {
      changed: onChange,
      updated: (view) => toolbar.update(view),
      missing,
      converted: (from) => notices.say(`Chữ theo bảng mã cũ ${from} đã được chuyển sang Unicode. Nếu sai, bấm Hoàn tác.`),
      focusToolbar: () => toolbar.focus(),
    },
    { id: TEXT_ID, role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Nội dung', spellcheck: 'true', lang: 'vi' },
  );
  toolbar.attach(view);
  root.addEventListener('keydown', (event) => {
    // In the toolbar it leads back to the text; the bar for finding keeps it to itself.
    const isOurs = event.key === 'Escape' && !event.isComposing && !toolbar.dom.contains(event.target as Element);
    if (!isOurs || !asking.isFullScreen()) return;
    event.preventDefault();
    asking.fullScreen(view);
  });
  root.hidden = false;
  hidePlainField(form);
  overview.now(view);
  return { view, toolbar, overview, details: new Details(form, shelf, () => view.state.doc) };
}

function hidePlainField(form: HTMLFormElement) {
  const plain = form.querySelector<HTMLTextAreaElement>('textarea[name=text]');
  if (plain) {
    plain.disabled = true;
    plain.closest<HTMLElement>('.field')?.setAttribute('hidden', '');
  }
  form.querySelector('[name=drops]')?.closest('.field')?.setAttribute('hidden', '');
}
