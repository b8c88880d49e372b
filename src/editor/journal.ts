// The local journal: what has been typed is on this machine within a second, with the network down too. One entry a piece and tab.

import type { KeptCopy } from './opening';
import { uuid7 } from './uuid';

export type Fields = Record<string, string>;

export interface Entry {
  /** account, piece, tab. */
  key: string;
  account: string;
  piece: string;
  title: string;
  /** The revision that is being written over; 0 for a new piece. */
  base: number;
  /** The server's working copy that this text has grown from. */
  version: number;
  schema: number;
  fields: Fields;
  content: string;
  /** Of saves whose answer has not come yet: a save that did land is no stranger's. */
  keys: string[];
  /** The server has all of it. */
  isKept: boolean;
  /** Another machine's text that this one's was kept over: offered, never opened by itself. */
  isAside?: boolean;
  /** Pictures that wait to be uploaded: name and data URL. */
  files: [string, string][];
  at: number;
}

const NAME = 'congdan-bien-tap';
const STORE = 'nhat-ky';
/** Kept entries go after this; what the server does not have stays. */
const KEEP_FOR = 30 * 24 * 3600 * 1000;

let opened: Promise<IDBDatabase> | undefined;

function open() {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
    request.onsuccess = () => {
      const base = request.result;
      // Some browsers drop it while the page sleeps; another version of the page may want it.
      base.onclose = () => (opened = undefined);
      base.onversionchange = () => {
        base.close();
        opened = undefined;
      };
      resolve(base);
    };
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

function done<T>(request: IDBRequest<T>) {
  return new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });
}

async function store(mode: IDBTransactionMode) {
  const begin = async () => (await open()).transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE);
  return begin().catch(() => {
    // Dropped without a word.
    opened = undefined;
    return begin();
  });
}

/** Another machine's working copy, as an entry of this one. */
export const putBy = (account: string, piece: string, { version, base, schema, fields, content, at }: KeptCopy): Entry => ({
  key: `${account}/${piece}/${uuid7()}`,
  account,
  piece,
  title: fields.title || 'Chưa có tiêu đề',
  base,
  version,
  schema,
  fields,
  content,
  keys: [],
  isKept: false,
  isAside: true,
  files: [],
  at: at / 1000,
});

/** Resolves when the entry is on disk. */
export async function write(entry: Entry) {
  const entries = await store('readwrite');
  const committed = new Promise<void>((resolve, reject) => {
    entries.transaction.oncomplete = () => resolve();
    entries.transaction.onabort = () => reject(entries.transaction.error ?? new Error('indexedDB'));
  });
  entries.put(entry);
  await committed;
}

export async function remove(key: string) {
  await done((await store('readwrite')).delete(key));
}

/** All entries of an account, the newest first; old ones that the server has go on the way. */
export async function list(account: string): Promise<Entry[]> {
  const all: Entry[] = await done((await store('readonly')).getAll());
  const old = all.filter((entry) => entry.isKept && Date.now() - entry.at > KEEP_FOR);
  for (const entry of old) await remove(entry.key);
  return all.filter((entry) => entry.account === account && !old.includes(entry)).sort((a, b) => b.at - a.at);
}

export const listOf = async (account: string, piece: string) => (await list(account)).filter((entry) => entry.piece === piece);

/** When someone signs out: what the server has need not stay on a machine that others use. */
export async function forgetKept() {
  const all: Entry[] = await done((await store('readonly')).getAll());
  for (const entry of all) if (entry.isKept) await remove(entry.key);
}
