// The editor: takes the place of the plain field of a piece's form. The form, its fields and its buttons stay as they are.
import type { EditorView } from 'prosemirror-view';
import { element } from './ask';
import { cursorIn } from './commands';
import { choose } from './opening';
import { Details } from './details';
import * as dialogs from './dialogs';
import { FindBar } from './find';
import { readFields, writeFields } from './fields';
import * as journal from './journal';
import { Keeper, type SaveState } from './keeper';
import * as inserting from './inserting';
import { filesOf, MediaShelf, takeBack } from './media';
import { Overview } from './overview';
import { SCHEMA_VERSION } from './schema';
import * as server from './server';
import type { Refusal, Written } from './server';
import { followPresence } from './presence';
import { Notices } from './notices';
import { nameInAddress, readPage, type Page } from './page';
import { signInAgain } from './session';
import { makeSurface, mediaIds, readDocument, sendPending, writeDocument } from './surface';
import { tabId, takeTurn, type Turn } from './tabs';
import { Toolbar } from './toolbar';
import { toolGroups, type Asking } from './tools';
import { insertWord } from './word';

/** What the app around is told: a revision was made, or a colleague's is in the way. */
export type Tell = (what: 'saved' | 'created' | 'conflict', piece: string, number: number) => void;

const TEXT_ID = 'noi-dung-bai';
/** Milliseconds without a key. */
const PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

export async function mount(form: HTMLFormElement, tell: Tell): Promise<Editor | undefined> {
  const root = form.querySelector<HTMLElement>('[data-editor]');
  if (!root) return undefined;
  const page = readPage(root);
  const editor = new Editor(form, root, page, tell);
  await editor.open();
  return editor;
}

/** What a signing out leaves on the machine: nothing that the server has. */
export const forgetKept = journal.forgetKept;

export class Editor {
  private readonly shelf: MediaShelf;
  private readonly notices = new Notices();
  private readonly status = element('p', { class: 'save-state', role: 'status' });
  private readonly overview = new Overview();
  private toolbar!: Toolbar;
  private findBar!: FindBar;
  private details!: Details;
  private view!: EditorView & { setEditable?: (editable: boolean) => void };
  private keeper!: Keeper;
  private turn!: Turn;
  private isPassing = false;
  private lastKey = 0;
  private stopPresence = () => {};
  private readonly beside = element('p', { class: 'beside', role: 'status' });

  constructor(
    private readonly form: HTMLFormElement,
    private readonly root: HTMLElement,
    private readonly page: Page,
    private readonly tell: Tell,
  ) {
    this.shelf = new MediaShelf(page.media);
  }

  async open() {
    const { piece, account, head, kept } = this.page;
    const entries = await journal.listOf(account, piece).catch(() => []);
    this.turn = await takeTurn(account, piece, () => this.giveUp());
    const opening = choose(head, kept, entries);
    takeBack(opening.files);
    const text = opening.content ?? this.page.content;
    // Throws for what this editor does not know: the plain field stays.
    const doc = readDocument(text);
    if (opening.fields) writeFields(this.form, opening.fields);
    const tab = tabId();
    const thread = {
      account,
      piece,
      tab,
      base: opening.base,
      version: opening.version,
      schema: SCHEMA_VERSION,
      keys: opening.keys,
    };
    this.keeper = new Keeper(thread, () => this.snapshot(), {
      state: (state, says) => this.showState(state, says),
      refused: (refusal) => this.onRefused(refusal),
      saved: (written) => this.onSaved(written),
    });
    this.build(doc);
    this.listen();
    if (!this.turn.isOurs) return this.readOnly();
    if (head.number > 0) this.stopPresence = followPresence(piece, (names) => this.showBeside(names));
    this.keeper.opened(opening.from);
    if (opening.from !== 'revision') this.tellOpened(opening.at, opening.base !== head.number);
    this.offer(opening.others);
    // Taken over from another tab's entry: this one holds it from now on.
    if (opening.from === 'journal') {
      await this.keeper.journalNow();
      for (const entry of entries)
        if (!opening.others.includes(entry) && !entry.key.endsWith(`/${tab}`)) await journal.remove(entry.key);
    }
    await this.shelf.learn([...mediaIds(doc), readFields(this.form).cover ?? ''].filter(Boolean));
    this.sendPictures();
  }

  /** The component that holds the form goes. */
  async close() {
    this.overview.stop();
    this.details.stop();
    this.form.removeEventListener('submit', this.onSubmit, true);
    this.form.removeEventListener('input', this.onInput);
    removeEventListener('beforeunload', this.onLeave);
    document.removeEventListener('click', this.onJump);
    document.removeEventListener('keydown', this.onKey);
    this.stopPresence();
    this.shelf.leaving.abort();
    await this.keeper.close();
    this.turn.end();
    this.view.destroy();
  }

  /** Keeps one's own text over a colleague's, which stays in the history. */
  keepMine = () => this.save({ overwrites: true });

  /** Puts one's own text into the history beside a colleague's, and opens that. */
  async takeTheirs() {
    await this.keeper.save({ setsAside: true });
    await this.keeper.forget();
    location.reload();
  }

  async copyMine() {
    const text = [
      ...Object.values(readFields(this.form)),
      this.view.state.doc.textBetween(0, this.view.state.doc.content.size, '\n\n', '\n'),
    ];
    await navigator.clipboard.writeText(text.filter(Boolean).join('\n\n'));
    this.showState('dirty', 'Đã chép bản của bạn.');
  }

  /** Somebody threw the piece away from the page around. */
  dropped = () => this.keeper.dropped();

  private build(doc: import('prosemirror-model').Node) {
    const progress = {
      sent: (name: string, percent: number) => this.showState('saving', `Đang tải “${name}” lên: ${percent}%`),
      failed: (says: string) => {
        this.showState('failed', '');
        this.notices.say(says);
      },
    };
    const asking: Asking = {
      link: dialogs.askLink,
      language: dialogs.askLanguage,
      picture: (view) => inserting.choosePictures(view, this.shelf),
      attachment: (view) => inserting.chooseDocument(view, this.shelf, progress),
      video: (view) => inserting.chooseVideo(view, this.shelf, progress),
      word: (view) => void insertWord(view).then((missing) => this.tellMissing(missing)),
      find: () => this.findBar.open(),
      help: (view) => dialogs.showHelp(view, groups),
      fullScreen: () => this.toggleFullScreen(),
      isFullScreen: () => this.root.classList.contains('editor-full'),
    };
    const groups = toolGroups(asking);
    this.toolbar = new Toolbar(groups, TEXT_ID);
    this.findBar = new FindBar(() => this.view);
    const paper = element('div', { class: 'editor-paper content' });
    this.root.replaceChildren(
      element('div', { class: 'editor-head' }, this.status, this.toolbar.dom),
      this.beside,
      this.notices.dom,
      this.findBar.dom,
      paper,
      this.overview.dom,
    );
    const actions = {
      describePicture: dialogs.askPicture,
      describeVideo: dialogs.askVideo,
      describeAttachment: dialogs.askAttachment,
      captionVideo: (view: EditorView, at: number) => void inserting.chooseCaptions(view, at, this.shelf, progress),
      uploadAgain: () => this.sendPictures(),
    };
    this.view = makeSurface(
      paper,
      doc,
      groups,
      this.shelf,
      actions,
      {
        changed: () => this.onChange(),
        updated: (view) => this.toolbar.update(view),
        missing: (says) => this.tellMissing(says),
        converted: (from) => this.notices.say(`Chữ theo bảng mã cũ ${from} đã được chuyển sang Unicode. Nếu sai, bấm Hoàn tác.`),
        focusToolbar: () => this.toolbar.focus(),
      },
      { id: TEXT_ID, role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Nội dung', spellcheck: 'true', lang: 'vi' },
    );
    this.toolbar.attach(this.view);
    this.root.hidden = false;
    const plain = this.form.querySelector<HTMLTextAreaElement>('textarea[name=text]');
    if (plain) {
      plain.disabled = true;
      plain.closest<HTMLElement>('.field')?.setAttribute('hidden', '');
    }
    this.form.querySelector('[name=drops]')?.closest('.field')?.setAttribute('hidden', '');
    this.showState('clean', '');
    this.overview.now(this.view);
    this.details = new Details(this.form, this.shelf, () => this.view.state.doc);
  }

  private listen() {
    // What is missing is said by the server, for all fields at once and in Vietnamese.
    this.form.noValidate = true;
    this.form.addEventListener('submit', this.onSubmit, true);
    this.form.addEventListener('input', this.onInput);
    addEventListener('beforeunload', this.onLeave);
    document.addEventListener('click', this.onJump);
    document.addEventListener('keydown', this.onKey);
  }

  /** Saves wherever the focus is. */
  private readonly onKey = (event: KeyboardEvent) => {
    this.lastKey = performance.now();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    void this.save();
  };

  /** What the checks and notes point at is shown where it can be mended. */
  private readonly onJump = (event: MouseEvent) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#khoi-"]');
    const block = Number(link?.hash.slice('#khoi-'.length)) - 1;
    const { state } = this.view;
    if (!link || !(block >= 0 && block < state.doc.childCount)) return;
    event.preventDefault();
    let at = 0;
    for (let index = 0; index < block; index += 1) at += state.doc.child(index).nodeSize;
    this.view.dispatch(state.tr.setSelection(cursorIn(state.doc, at)).scrollIntoView());
    this.view.focus();
  };

  private readonly onInput = (event: Event) => {
    const { name } = event.target as HTMLInputElement;
    if (name in readFields(this.form)) this.onChange();
  };

  private readonly onLeave = (event: BeforeUnloadEvent) => {
    // What is on this machine's disk is found again.
    if (!this.keeper.isOnDisk) event.preventDefault();
  };

  /** Saves first; a step of the two gates follows with the version that was saved. */
  private readonly onSubmit = (event: SubmitEvent) => {
    if (this.isPassing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter as HTMLButtonElement | null;
    const step = button?.name === 'then' ? button.value : '';
    void this.save().then((written) => {
      if (!written || step === '' || step === 'save') return;
      this.form.setAttribute('action', '/api/work/act');
      for (const [name, value] of [
        ['id', written.id],
        ['base', String(written.number)],
      ] as const)
        this.hidden(name).value = value;
      this.isPassing = true;
      this.form.requestSubmit(button);
      this.isPassing = false;
    });
  };

  private hidden(name: string) {
    const there = this.form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`);
    if (there) return there;
    const made = element('input', { type: 'hidden', name });
    this.form.prepend(made);
    return made;
  }

  private async save(how: { overwrites?: boolean } = {}): Promise<Written | undefined> {
    if (this.shelf.isBusy) this.notices.say('Còn ảnh đang tải lên: hãy chờ giây lát rồi lưu.');
    if (this.shelf.isBusy || !this.turn.isOurs) return undefined;
    try {
      const written = await this.keeper.save(how);
      for (const invalid of this.form.querySelectorAll('[aria-invalid]')) invalid.removeAttribute('aria-invalid');
      this.notices.clear();
      return written;
    } catch {
      return undefined;
    }
  }

  private onSaved(written: Written) {
    const isNew = this.page.head.number === 0;
    this.page.head = { number: written.number, key: '' };
    this.hidden('base').value = String(written.number);
    this.tell(isNew ? 'created' : 'saved', written.id, written.number);
  }

  private onChange() {
    this.keeper.changed();
    this.overview.soon(this.view);
    this.details.soon();
    if (this.page.head.number === 0) nameInAddress(this.page.piece);
    this.sendPictures();
  }

  private snapshot(): import('./keeper').Snapshot {
    const fields = readFields(this.form);
    const { doc } = this.view.state;
    return { title: fields.title || 'Chưa có tiêu đề', fields, content: writeDocument(doc), files: filesOf(mediaIds(doc)) };
  }

  private onRefused(refusal: Refusal) {
    switch (refusal.kind) {
      case 'signIn':
        void this.signIn();
        break;
      case 'conflict':
        // Both texts are compared on the server.
        void this.keeper.keepNow().then(() => this.tell('conflict', this.page.piece, this.keeper.thread.base));
        break;
      case 'moved':
        this.notices.only(
          'Bạn đang soạn bài này ở một máy hoặc trình duyệt khác, bản ở đó mới hơn.',
          [
            ['Mở bản mới hơn', () => void this.reopen()],
            ['Giữ bản ở đây', () => void this.keeper.overwriteMoved(refusal.version).then(() => this.notices.clear())],
          ],
          true,
        );
        break;
      default:
        this.notices.problems(refusal, this.form);
    }
  }

  /** A window that came up within a word would take the rest of it. */
  private async pauseInTyping() {
    const began = performance.now();
    let left = PAUSE;
    while (left > 0 && performance.now() - began < LONGEST_PAUSE) {
      await new Promise((next) => setTimeout(next, left));
      left = this.lastKey + PAUSE - performance.now();
    }
  }

  private async signIn() {
    if (this.lastKey > 0) await this.pauseInTyping();
    if (await signInAgain(this.page.account)) {
      this.notices.clear();
      await this.keeper.keepNow();
      return;
    }
    const says = 'Phiên làm việc đã hết hạn. Bài vẫn được giữ trên máy này nhưng chưa gửi lên máy chủ.';
    this.notices.only(says, [['Đăng nhập lại', () => void this.signIn()]], true);
  }

  private async reopen() {
    await this.keeper.journalNow();
    location.reload();
  }

  private tellMissing(says: string[]) {
    if (says.length > 0) this.notices.say(`Chưa mang theo được: ${says.join('; ')}.`);
  }

  private showBeside(names: string[]) {
    this.beside.textContent = names.length > 0 ? `${names.join(', ')} cũng đang soạn bài này.` : '';
  }

  private tellOpened(at: number, isBehind: boolean) {
    const behind = isBehind
      ? ' Đồng nghiệp đã lưu phiên bản mới hơn trong lúc đó: khi lưu, bạn sẽ được xem hai bản cạnh nhau.'
      : '';
    this.notices.add(`Đã mở lại phần bạn soạn dở lúc ${moment(at)}, chưa lưu thành phiên bản.${behind}`, [
      ['Tiếp tục soạn', () => this.notices.clear()],
      ['Bỏ phần soạn dở', () => void this.discard()],
    ]);
  }

  private async discard() {
    await server.discard(this.page.piece);
    await this.keeper.forget();
    location.assign(location.pathname);
  }

  /** Texts of this machine that grew apart: each can be put in, and one step back undoes it. */
  private offer(others: journal.Entry[]) {
    for (const entry of others) {
      const line = this.notices.add(`Trên máy này còn một bản soạn lúc ${moment(entry.at)} chưa gửi lên máy chủ.`, [
        [
          'Mở bản đó',
          () => {
            writeFields(this.form, entry.fields);
            takeBack(entry.files);
            this.replaceText(entry.content);
            line.remove();
          },
        ],
      ]);
    }
  }

  private replaceText(content: string) {
    const { state } = this.view;
    this.view.dispatch(state.tr.replaceWith(0, state.doc.content.size, readDocument(content).content));
  }

  private readOnly() {
    this.view.setEditable?.(false);
    this.showState('clean', 'Chỉ đọc');
    this.notices.only('Bài này đang được bạn soạn ở một thẻ khác của trình duyệt.', [
      ['Soạn tiếp ở đây', () => void this.turn.takeOver().then(() => location.reload())],
    ]);
    this.toolbar.update(this.view);
  }

  /** Another tab goes on. */
  private async giveUp() {
    this.turn.isOurs = false;
    await this.keeper.close();
    this.readOnly();
  }

  private sendPictures() {
    void sendPending(this.view, this.shelf, (says) => this.notices.say(`Ảnh chưa tải lên được: ${says}`));
  }

  private toggleFullScreen() {
    const isFull = this.root.classList.toggle('editor-full');
    document.documentElement.classList.toggle('has-full-editor', isFull);
    this.toolbar.update(this.view);
    this.view.focus();
  }

  private showState(state: SaveState, says: string) {
    this.status.dataset.saveState = state;
    this.status.textContent = says;
  }
}

export { showLocalDrafts } from './drafts';

/** "23:04 25/11/2026" of milliseconds, in Vietnam. */
function moment(at: number) {
  return new Date(at).toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });
}
