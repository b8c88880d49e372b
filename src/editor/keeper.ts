// Keeps what is typed: in the local journal within a second, then as the server's working copy, and as a revision when it is saved.
// One request at a time, so that none overtakes another.
import * as journal from './journal';
import * as server from './server';
import { Refusal, type Fields } from './server';

export type SaveState = 'clean' | 'dirty' | 'saving' | 'kept' | 'saved' | 'offline' | 'failed' | 'refused';

export interface Snapshot {
  title: string;
  fields: Fields;
  content: string;
  files: [string, string][];
}

/** Which piece this is, who writes it in which tab, and what it has grown from. */
export interface Thread {
  account: string;
  piece: string;
  tab: string;
  base: number;
  version: number;
  schema: number;
  keys: string[];
}

export interface Hearing {
  state: (state: SaveState, says: string) => void;
  refused: (refusal: Refusal) => void;
  saved: (written: server.Written) => void;
  /** Nothing can be written on this machine. */
  noRoom: () => void;
}

const JOURNAL_AFTER = 300;
const KEEP_AFTER = 2_000;
const KEEP_AT_LEAST = 10_000;
const IDLE = 10 * 60_000;
const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 30_000;
/** Of sends without an answer: more than can be under way. */
const MOST_KEYS = 20;

export class Keeper {
  private changes = 0;
  private journaled = 0;
  private kept = 0;
  /** Changes since the last revision. */
  private saved = 0;
  private queue: Promise<unknown> = Promise.resolve();
  private journalTimer = 0;
  private keepTimer = 0;
  private keepBy = 0;
  private idleTimer = 0;
  private failures = 0;
  private isClosed = false;
  private hasRoom = true;

  constructor(
    readonly thread: Thread,
    private readonly snapshot: () => Snapshot,
    private readonly hearing: Hearing,
  ) {
    addEventListener('online', this.onOnline);
    addEventListener('congdan:keep', this.onOnline);
    addEventListener('pagehide', this.onHide);
    document.addEventListener('visibilitychange', this.onHide);
  }

  /** Something was typed. */
  changed() {
    if (this.isClosed) return;
    this.changes += 1;
    this.hearing.state('dirty', 'Chưa lưu');
    this.journalTimer ||= window.setTimeout(() => this.journalNow(), JOURNAL_AFTER);
    const now = Date.now();
    this.keepBy ||= now + KEEP_AT_LEAST;
    clearTimeout(this.keepTimer);
    this.keepTimer = window.setTimeout(() => this.keepNow(), Math.min(KEEP_AFTER, Math.max(0, this.keepBy - now)));
    clearTimeout(this.idleTimer);
    this.idleTimer = window.setTimeout(() => this.saveIdle(), IDLE);
  }

  /** The text was opened from somewhere else than a revision: there is something to save. */
  opened(from: 'revision' | 'working copy' | 'journal') {
    if (from === 'revision') return;
    this.changes = 1;
    if (from === 'working copy') this.kept = this.journaled = 1;
    else this.keepTimer = window.setTimeout(() => this.keepNow(), 0);
  }

  get isUnsaved() {
    return this.changes !== this.saved;
  }

  /** All that was typed is on the server. */
  get isKept() {
    return this.changes === this.kept;
  }

  get isOnDisk() {
    return this.changes === this.journaled || this.isKept;
  }

  /** On this machine's disk when it resolves; a browser without room for it is told of once. */
  async journalNow() {
    clearTimeout(this.journalTimer);
    this.journalTimer = 0;
    const { changes } = this;
    if (changes === 0) return;
    const entry = this.entry(changes === this.kept);
    try {
      // Pictures may be more than there is room for; the words are what cannot be had again.
      await journal.write(entry).catch(() => journal.write({ ...entry, files: [] }));
      this.journaled = Math.max(this.journaled, changes);
      this.hasRoom = true;
    } catch (error) {
      console.warn('Cổng Dân: không ghi được bản trên máy này', error);
      if (this.hasRoom) this.hearing.noRoom();
      this.hasRoom = false;
    }
  }

  /** Sends the working copy, if there is anything to send. */
  keepNow(): Promise<void> {
    clearTimeout(this.keepTimer);
    this.keepTimer = 0;
    return this.inTurn(async () => {
      if (this.isClosed || this.changes === this.kept) return;
      const { changes } = this;
      this.keepBy = 0;
      this.hearing.state('saving', 'Đang giữ…');
      const key = this.newKey();
      // The key is on disk before it is sent: after a crash the answer that never came is still known as our own.
      await this.journalNow();
      try {
        const { version, at } = await server.keep(this.writing(), this.thread.keys);
        this.settled(key);
        this.thread.version = version;
        this.kept = changes;
        if (changes === this.changes) this.hearing.state('kept', `Đã giữ lúc ${clock(at)}`);
        await this.journalNow();
      } catch (error) {
        this.failed(key, error);
      }
    });
  }

  /** Makes a revision. Throws the refusal where there is one. */
  save(how: { reason?: string; setsAside?: boolean; isByItself?: boolean } = {}): Promise<server.Written> {
    clearTimeout(this.keepTimer);
    this.keepTimer = 0;
    return this.inTurn(async () => {
      const { changes } = this;
      this.hearing.state('saving', 'Đang lưu…');
      const key = this.newKey();
      await this.journalNow();
      try {
        const { reason = '', setsAside = false } = how;
        const written = await server.write(this.writing(), {
          keys: this.thread.keys,
          reason,
          sets_aside: setsAside,
        });
        this.settled(key);
        this.thread.base = written.number;
        this.thread.version = 0;
        this.kept = this.saved = changes;
        if (changes === this.changes) this.hearing.state('saved', `${written.says} (${clock(written.at)})`);
        await this.journalNow();
        this.hearing.saved(written);
        return written;
      } catch (error) {
        this.failed(key, error, how.isByItself);
        // What is no revision yet is kept all the same.
        if (this.changes !== this.kept) this.keepTimer ||= window.setTimeout(() => this.keepNow(), KEEP_AFTER);
        throw error;
      }
    });
  }

  /** A colleague's version was looked at: what is saved next is over that one, and not over a later one. */
  writesOver(number: number) {
    this.thread.base = number;
  }

  /** The working copy of another device or tab is written over. */
  overwriteMoved(version: number) {
    this.thread.version = version;
    return this.keepNow();
  }

  /** Stops for good; what is typed by now is on disk when it resolves. */
  async close() {
    await this.journalNow();
    await this.keepNow();
    this.isClosed = true;
    clearTimeout(this.keepTimer);
    clearTimeout(this.idleTimer);
    removeEventListener('online', this.onOnline);
    removeEventListener('congdan:keep', this.onOnline);
    removeEventListener('pagehide', this.onHide);
    document.removeEventListener('visibilitychange', this.onHide);
  }

  /** The piece was thrown away: nothing of it stays here or comes back to the server. */
  async dropped() {
    this.isClosed = true;
    this.changes = this.journaled = this.kept = this.saved = 0;
    await this.queue;
    const { account, piece } = this.thread;
    await server.discard(piece).catch(() => undefined);
    for (const { key } of await journal.listOf(account, piece)) await journal.remove(key);
  }

  async forget() {
    this.isClosed = true;
    await journal.remove(this.key);
  }

  private readonly onOnline = () => {
    this.failures = 0;
    void this.keepNow();
  };

  private readonly onHide = () => {
    if (document.visibilityState === 'hidden') {
      void this.journalNow();
      void this.keepNow();
    }
  };

  private get key() {
    const { account, piece, tab } = this.thread;
    return `${account}/${piece}/${tab}`;
  }

  private writing(): server.Writing {
    const { account, piece, base, version, schema } = this.thread;
    const { fields, content } = this.snapshot();
    return { account, piece, base, version, schema, fields, content };
  }

  private entry(isKept: boolean): journal.Entry {
    const { account, piece, base, version, schema, keys } = this.thread;
    return { key: this.key, account, piece, base, version, schema, keys: [...keys], ...this.snapshot(), isKept, at: Date.now() };
  }

  private async saveIdle() {
    if (!this.isUnsaved || !this.isKept) return;
    // What cannot be a revision yet (no title) stays a working copy.
    await this.save({ reason: 'Tự lưu sau 10 phút không gõ', isByItself: true }).catch(() => undefined);
  }

  private newKey() {
    const key = crypto.randomUUID();
    this.thread.keys = [...this.thread.keys, key].slice(-MOST_KEYS);
    return key;
  }

  private settled(key: string) {
    this.failures = 0;
    this.thread.keys = this.thread.keys.filter((other) => other !== key);
  }

  /** `isByItself`: nobody has asked for it, so nobody is told why his text is no revision yet. */
  private failed(key: string, error: unknown, isByItself = false) {
    const refusal = error instanceof Refusal ? error : broken(error);
    if (refusal.kind !== 'offline' && refusal.kind !== 'failed') {
      this.settled(key);
      if (isByItself && refusal.kind === 'invalid') return this.hearing.state('kept', 'Đã giữ');
      this.hearing.state('refused', refusal.message);
      this.hearing.refused(refusal);
      return;
    }
    this.hearing.state(refusal.kind, refusal.message);
    this.failures += 1;
    const wait = Math.min(FIRST_RETRY * 2 ** (this.failures - 1), LONGEST_RETRY) * (0.75 + Math.random() / 2);
    clearTimeout(this.keepTimer);
    this.keepTimer = window.setTimeout(() => this.keepNow(), wait);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }
}

/** Nothing that was foreseen: its own words say nothing to a writer. */
function broken(error: unknown) {
  console.warn('Cổng Dân:', error);
  return new Refusal('failed', server.NOT_YET);
}

/** "23:04:10" of UTC microseconds, as clocks in Vietnam show it. */
export function clock(at: number) {
  return new Date(at / 1000).toLocaleTimeString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour12: false });
}
