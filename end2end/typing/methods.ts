// The ways of typing that are tried, and which sentence is typed in which of them.
import type { CDPSession } from '@playwright/test';
import { type Pace, typeByBackspaces, typeTextByComposition } from './drivers';
import { HABITS, type Habit, looseSteps, stepsOf } from './keyboards';
import { SENTENCES } from './sentences';

export interface Method {
  name: string;
  type: (session: CDPSession, text: string, habit: Habit) => Promise<void>;
}

const BURST: Pace = { awaits: 'text', gapMs: 0, writes: 'text', busyMs: 0 };

const byBackspaces = (name: string, pace: Partial<Pace>): Method => ({
  name,
  type: (session, text, habit) => typeByBackspaces(session, stepsOf(text, habit), { ...BURST, ...pace }),
});

const byComposition = (name: string, pace: Partial<Pace>): Method => ({
  name,
  type: (session, text, habit) => typeTextByComposition(session, text, habit, { ...BURST, ...pace }),
});

export const METHODS: Method[] = [
  byBackspaces('xóa lùi, dồn cả câu', {}),
  byBackspaces('xóa lùi, trang đang bận', { busyMs: 25 }),
  byBackspaces('xóa lùi, chữ gửi như phím', { writes: 'packets' }),
  byBackspaces('xóa lùi, cách 8 ms', { gapMs: 8 }),
  byComposition('ghép chữ, từng phím', { awaits: 'event' }),
  byComposition('ghép chữ, dồn cả câu', {}),
  { name: 'phím Việt cũ của Windows, dấu rời', type: (session, text) => typeByBackspaces(session, looseSteps(text), BURST) },
];

export interface Run {
  method: Method;
  habit: Habit;
  sentence: string;
}

const isSoak = process.env.CONGDAN_SOAK === '1';

/** The same all day, so that a red run can be repeated. */
export const SEED = Number(process.env.CONGDAN_SEED_NUMBER ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));

/** Sentences of each method in each place; their habits go round. More of them take `make test` beyond its time. */
const SHARE = 1;

/** As many as one document takes. */
const AT_ONCE = 48;

/** What is typed in one place, parted into documents: all, or every method's share. */
export function runsOf(placeIndex: number): Run[][] {
  const random = randomFrom(SEED + placeIndex * 7919);
  const runs = METHODS.flatMap((method, methodIndex) => {
    const order = SENTENCES.map((sentence, at) => ({ sentence, at }));
    const chosen = isSoak
      ? order
      : Array.from({ length: SHARE }, () => order.splice(Math.floor(random() * order.length), 1)).flat();
    return chosen.map(({ sentence, at }, turn) => {
      const habit = HABITS[((isSoak ? at : turn) + methodIndex + placeIndex) % HABITS.length];
      if (!habit) throw new Error('no habit');
      return { method, habit, sentence };
    });
  });
  // Blocks take turns in being empty; a method must not always meet the same kind.
  if (!isSoak) for (let at = runs.length - 1; at > 0; at -= 1) runs.push(...runs.splice(Math.floor(random() * (at + 1)), 1));
  return Array.from({ length: Math.ceil(runs.length / AT_ONCE) }, (_, at) => runs.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
