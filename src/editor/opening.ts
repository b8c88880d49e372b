// Which text is opened: the last revision, the server's working copy of it, or what only this machine has.
import type { Entry, Fields } from './journal';

/** The server's working copy, as the page brings it. */
export interface KeptCopy {
  version: number;
  base: number;
  schema: number;
  fields: Fields;
  content: string;
  /** Of the send that made it. */
  key: string;
  at: number;
}

/** The last revision: its number, and the key of the save that made it. */
export interface Head {
  number: number;
  key: string;
}

export interface Opening {
  from: 'revision' | 'working copy' | 'journal';
  fields?: Fields;
  content?: string;
  files: [string, string][];
  base: number;
  version: number;
  keys: string[];
  at: number;
  /** What this machine has besides, that the server does not: offered, never thrown away. */
  others: Entry[];
}

/** `entries`: of this piece and account, the newest first. */
export function choose(head: Head, kept: KeptCopy | undefined, entries: Entry[]): Opening {
  const unsent = entries.filter((entry) => !entry.isKept);
  const newest = unsent.find((entry) => !entry.isAside);
  const version = kept?.version ?? 0;
  if (newest && isHeir(newest, kept)) {
    const { fields, content, files, keys, at } = newest;
    const base = newest.keys.includes(head.key) ? head.number : newest.base;
    return { from: 'journal', fields, content, files, base, version, keys, at, others: unsent.filter((entry) => entry !== newest) };
  }
  if (kept) {
    const files = entries.flatMap((entry) => entry.files);
    const { fields, content, base, at } = kept;
    return { from: 'working copy', fields, content, files, base, version, keys: [], at: at / 1000, others: unsent };
  }
  return { from: 'revision', files: [], base: head.number, version: 0, keys: [], at: 0, others: unsent };
}

/** Grown from what the server has typed by the same person, or sent without hearing the answer: nothing of that is missing in it. */
function isHeir(entry: Entry, kept: KeptCopy | undefined) {
  return !kept || entry.version === kept.version || entry.keys.includes(kept.key);
}
