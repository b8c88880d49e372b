// The editor: takes the place of the plain field of a piece's form. The form, its fields and its buttons stay as they are.
import { undo } from 'prosemirror-history';
import { confirmed, element } from './ask';
import { build, type Built } from './building';
import { closeFields, readFields, writeFields } from './fields';
import { offer, tellOpened } from './found';
import * as journal from './journal';
import { Keeper, type Snapshot } from './keeper';
import { Listening } from './listening';
import { filesOf, MediaShelf, takeBack } from './media';
import { Notices } from './notices';
import { choose, type Opening } from './opening';
import { nameInAddress, type Page } from './page';
import { followPresence } from './presence';
import { SCHEMA_VERSION } from './schema';
import * as server from './server';
import type { Refusal, Written } from './server';
import { signInAgain } from './session';
import { Status } from './status';
import { hidden, savingFirst } from './submitting';
import { mediaIds, readDocument, sendPending, writeDocument } from './surface';
import { tabId, takeTurn, type Turn } from './tabs';

/** What the app around is told: a revision was made, or a colleague's is in the way. */
export type Tell = (what: 'saved' | 'created' | 'conflict', piece: string, number: number) => void;

export class Editor {
  private readonly shelf: MediaShelf;
  private readonly notices = new Notices();
  private readonly status = new Status();
  private readonly beside = element('p', { class: 'beside', role: 'status' });
  private built!: Built;
  private listening!: Listening;
  private keeper!: Keeper;
  private turn!: Turn;
  private stopPresence = () => {};
  /** A person waits for a save; otherwise it is the editor's own. */
  private isAsked = false;

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
    const doc = this.read(opening);
    if (opening.fields) writeFields(this.form, opening.fields);
    this.keeper = this.keeperOf(opening);
    const { form, root, shelf, notices, status, beside } = this;
    const place = {
      form,
      root,
      shelf,
      notices,
      status,
      beside,
      onChange: () => this.onChange(),
      sendPictures: () => this.sendPictures(),
    };
    this.built = build(doc, place);
    status.show('clean', '');
    this.listening = new Listening(form, this.built.view, {
      changed: () => this.onChange(),
      save: () => void this.save(),
      submit: savingFirst(form, () => this.save()),
      mayLeave: () => this.keeper.isOnDisk,
    });
    if (!this.turn.isOurs) return this.readOnly();
    if (head.number > 0) this.stopPresence = followPresence(piece, (names) => this.showBeside(names));
    this.keeper.opened(opening.from);
    if (opening.from !== 'revision') tellOpened(notices, opening.at, opening.base !== head.number, () => void this.discard());
    offer(notices, opening.others, (entry) => this.put(entry));
    if (opening.from === 'journal') await this.takeOver(entries, opening.others);
    await shelf.learn([...mediaIds(doc), readFields(form).cover ?? ''].filter(Boolean));
    this.sendPictures();
  }

  /** Throws for what this editor does not know: the plain field stays, where such parts are kept as they are. */
  private read({ content }: Opening) {
    try {
      return readDocument(content ?? this.page.content);
    } catch (error) {
      const says =
        'Bài này có phần được viết bằng phiên bản mới hơn của trình soạn thảo. Không chữ nào bị mất. Hãy tải lại trang; nếu vẫn thấy dòng này thì sửa ở ô bên dưới: phần chưa biết được giữ nguyên.';
      this.notices.only(says, [['Tải lại', () => location.reload()]]);
      this.root.prepend(this.notices.dom);
      this.turn.end();
      throw error;
    }
  }

  /** The component that holds the form goes. */
  async close() {
    this.built.overview.stop();
    this.built.details.stop();
    this.listening.stop();
    this.stopPresence();
    this.shelf.leaving.abort();
    await this.keeper.close();
    this.turn.end();
    this.built.view.destroy();
  }

  /** Keeps one's own text over the colleague's that was compared with it, which stays in the history. */
  keepMine = (number: number) => {
    this.keeper.writesOver(number);
    return this.save();
  };

  /** Puts one's own text into the history beside a colleague's, and opens that. */
  async takeTheirs() {
    try {
      await this.keeper.save({ setsAside: true });
    } catch {
      // Said by the save itself; nothing has been put aside, so nothing is given up.
      return;
    }
    await this.keeper.forget();
    location.reload();
  }

  async copyMine() {
    const { doc } = this.built.view.state;
    const text = [...Object.values(readFields(this.form)), doc.textBetween(0, doc.content.size, '\n\n', '\n')];
    await navigator.clipboard.writeText(text.filter(Boolean).join('\n\n'));
    this.status.show('dirty', 'Đã chép bản của bạn.');
  }

  /** Somebody threw the piece away from the page around. */
  dropped = () => this.keeper.dropped();

  private keeperOf({ base, version, keys }: Opening) {
    const { piece, account } = this.page;
    const thread = { account, piece, tab: tabId(), base, version, schema: SCHEMA_VERSION, keys };
    const noRoom = 'Trình duyệt này không giữ được bản trên máy. Hãy để trang mở và có mạng: bài vẫn được gửi lên máy chủ.';
    return new Keeper(thread, () => this.snapshot(), {
      state: (state, says) => this.status.show(state, says),
      refused: (refusal) => this.onRefused(refusal),
      saved: (written) => this.onSaved(written),
      noRoom: () => this.notices.say(noRoom),
    });
  }

  /** What was opened from other tabs' entries is held by this one from now on. */
  private async takeOver(entries: journal.Entry[], others: journal.Entry[]) {
    await this.keeper.journalNow();
    const tab = this.keeper.thread.tab;
    for (const entry of entries) if (!others.includes(entry) && !entry.key.endsWith(`/${tab}`)) await journal.remove(entry.key);
  }

  private async save(): Promise<Written | undefined> {
    if (this.shelf.isBusy) this.notices.say('Còn ảnh đang tải lên: hãy chờ giây lát rồi lưu.');
    if (this.shelf.isBusy || !this.turn.isOurs) return undefined;
    this.isAsked = true;
    try {
      const written = await this.keeper.save();
      for (const invalid of this.form.querySelectorAll('[aria-invalid]')) invalid.removeAttribute('aria-invalid');
      this.notices.clear();
      return written;
    } catch {
      return undefined;
    } finally {
      this.isAsked = false;
    }
  }

  private onSaved(written: Written) {
    const isNew = this.page.head.number === 0;
    this.page.head = { number: written.number, key: '' };
    hidden(this.form, 'base').value = String(written.number);
    this.tell(isNew ? 'created' : 'saved', written.id, written.number);
  }

  private onChange() {
    if (!this.turn.isOurs) return;
    this.keeper.changed();
    this.built.overview.soon(this.built.view);
    this.built.details.soon();
    if (this.page.head.number === 0) nameInAddress(this.page.piece);
    this.sendPictures();
  }

  private snapshot(): Snapshot {
    const fields = readFields(this.form);
    const { doc } = this.built.view.state;
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
            ['Giữ bản ở đây', () => void this.keepHere()],
          ],
          true,
        );
        break;
      default:
        this.notices.problems(refusal, this.form, this.isAsked);
    }
  }

  /** The text of the other machine is put by on this one first: what is kept over it stands in no history. */
  private async keepHere() {
    const { account, piece, head } = this.page;
    try {
      const other = await server.keptCopy(piece, head.number === 0);
      const entry = other && journal.putBy(account, piece, other);
      if (entry) await journal.write(entry);
      await this.keeper.overwriteMoved(other?.version ?? 0);
      this.notices.clear();
      if (entry) offer(this.notices, [entry], (other) => this.put(other));
    } catch (error) {
      if (error instanceof server.Refusal && error.kind === 'signIn') return void this.signIn();
      this.notices.say('Chưa giữ lại được bản ở máy kia, nên chưa ghi đè lên bản đó. Hãy thử lại.');
    }
  }

  private async signIn() {
    await this.listening.pauseInTyping();
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

  private showBeside(names: string[]) {
    this.beside.textContent = names.length > 0 ? `${names.join(', ')} cũng đang soạn bài này.` : '';
  }

  private async discard() {
    const says = 'Tôi chắc chắn: chữ chưa lưu thành phiên bản sẽ mất hẳn, ở đây và trên máy này';
    if (!(await confirmed('Bỏ phần soạn dở', says, 'Bỏ hẳn'))) return;
    try {
      await server.discard(this.page.piece);
    } catch (error) {
      return this.notices.say(error instanceof server.Refusal ? error.message : 'Chưa bỏ được. Hãy thử lại.');
    }
    await this.keeper.forget();
    location.assign(location.pathname);
  }

  private put(entry: journal.Entry) {
    // Throws for what this editor does not know: then nothing has been touched.
    const doc = readDocument(entry.content);
    const before = readFields(this.form);
    takeBack(entry.files);
    writeFields(this.form, entry.fields);
    const { view } = this.built;
    const { state } = view;
    view.dispatch(state.tr.replaceWith(0, state.doc.content.size, doc.content));
    const line = this.notices.add('Đã mở bản ấy: cả chữ trong bài lẫn tiêu đề và các ô khác.', [
      [
        'Trở lại như trước',
        () => {
          writeFields(this.form, before);
          undo(view.state, view.dispatch);
          this.onChange();
          line.remove();
        },
      ],
    ]);
  }

  private readOnly() {
    this.built.view.setEditable?.(false);
    closeFields(this.form);
    this.status.show('clean', 'Chỉ đọc');
    this.notices.only('Bài này đang được bạn soạn ở một thẻ khác của trình duyệt.', [
      ['Soạn tiếp ở đây', () => void this.turn.takeOver().then(() => location.reload())],
    ]);
    this.built.toolbar.update(this.built.view);
  }

  /** Another tab goes on. */
  private async giveUp() {
    // At once: what would be typed while the rest is being kept would be lost.
    this.turn.isOurs = false;
    this.readOnly();
    await this.keeper.close();
  }

  private sendPictures() {
    void sendPending(this.built.view, this.shelf, (says) => this.notices.say(`Ảnh chưa tải lên được: ${says}`));
  }
}
