// What the editor asks of the server, and what it makes of each answer.

import type { KeptCopy } from './opening';

export type Fields = Record<string, string>;

export interface Writing {
  /** By whom: a text is not kept in the name of someone else who has signed in meanwhile. */
  account: string;
  piece: string;
  base: number;
  version: number;
  schema: number;
  fields: Fields;
  content: string;
}

export interface Kept {
  version: number;
  at: number;
}

export interface Written {
  id: string;
  number: number;
  says: string;
  at: number;
}

interface Problem {
  at: string;
  says: string;
}

/** Why something was not done. */
export class Refusal extends Error {
  constructor(
    readonly kind: 'offline' | 'signIn' | 'conflict' | 'moved' | 'invalid' | 'newer' | 'failed',
    says: string,
    readonly problems: Problem[] = [],
    /** Of the working copy that was found in place of the expected one. */
    readonly version = 0,
  ) {
    super(says);
  }
}

/** A line that swallows everything gives no error of its own. */
const PATIENCE = 60_000;
export const NOT_YET = 'Máy chủ chưa lưu được. Bài vẫn được giữ trên máy này; hệ thống sẽ tự thử lại.';
const OFFLINE = 'Mất kết nối. Bài vẫn được giữ trên máy này và sẽ tự gửi lên khi có mạng.';

async function ask(path: string, init: RequestInit): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      signal: AbortSignal.timeout(PATIENCE),
      ...init,
      headers: { accept: 'application/json', ...init.headers },
    });
  } catch {
    throw new Refusal('offline', OFFLINE);
  }
  const text = await answer.text().catch(() => {
    throw new Refusal('offline', OFFLINE);
  });
  if (answer.ok) {
    try {
      return JSON.parse(text);
    } catch {
      // The page of whoever stands between here and the server.
      throw new Refusal('offline', OFFLINE);
    }
  }
  throw refusal(answer.status, text);
}

/** Errors come as the server's `AppError` writes itself. */
function refusal(status: number, text: string): Refusal {
  let error: { says?: string; problems?: Problem[]; kind?: string; version?: number; Invalid?: Problem[] } = {};
  try {
    error = JSON.parse(text);
  } catch {
    // A proxy's page, or none.
  }
  const problems = error.problems ?? error.Invalid ?? [];
  const said = error.says ?? problems.map((problem) => problem.says).join('; ');
  const says = said || NOT_YET;
  if (status === 401) return new Refusal('signIn', 'Phiên làm việc đã hết hạn.', problems);
  if (status === 409) return new Refusal(error.kind === 'moved' ? 'moved' : 'conflict', says, problems, error.version);
  if (status === 426) return new Refusal('newer', says, problems);
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return new Refusal('invalid', says, problems);
  return new Refusal('failed', says, problems);
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Puts the working copy in place of the one before. */
export const keep = (writing: Writing, keys: string[]) => ask('/api/work/keep', json({ ...writing, keys })) as Promise<Kept>;

/** The working copy that is there by now. */
export async function keptCopy(piece: string, isNew: boolean) {
  const query = new URLSearchParams({ id: piece });
  const there = (await ask(`/api/work/${isNew ? 'begin' : 'piece'}?${query}`, {})) as { kept?: KeptCopy | null };
  return there.kept ?? undefined;
}

/** Makes an immutable revision. */
export const write = (writing: Writing, save: { keys: string[]; reason: string; sets_aside: boolean }) =>
  ask('/api/work/write', json({ ...writing, ...save })) as Promise<Written>;

/** Gives up the working copy. */
export const discard = (piece: string) => ask('/api/work/discard', json({ piece })) as Promise<unknown>;

export async function findArticles(typed: string) {
  const query = new URLSearchParams({ q: typed, section: '', from: '', to: '', order: '', page: '1' });
  const found = (await ask(`/api/search/find?${query}`, {})) as { hits: { slug: string; title: string }[] };
  return found.hits.map(({ slug, title }) => ({ value: `/bai-viet/${slug}`, says: title.replace(/[\u0002\u0003]/g, '') }));
}

/** A form of signing in; `to` says what comes next. */
export async function signIn(action: 'sign-in' | 'code', fields: Fields) {
  const body = new URLSearchParams(fields);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return (await ask(`/api/accounts/${action}`, { method: 'POST', headers, body: body.toString() })) as { to: string };
}
