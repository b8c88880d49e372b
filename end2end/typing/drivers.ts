// The two ways in which Vietnamese letters reach an editor: a tool that strikes Backspace and writes anew, and composition.
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from '@playwright/test';
import { type Habit, type Step, parts, states } from './keyboards';
import { keyOf, packetOf } from './keys';

/** How a tool sends what it has to send. */
export interface Pace {
  /** Nothing is waited for until the whole text is sent, or every event is answered before the next. */
  awaits: 'text' | 'event';
  /** The tool's own pause between two events. */
  gapMs: number;
  /** Written letters come as inserted text (macOS, X11), or as one key for each (VK_PACKET of Windows). */
  writes: 'text' | 'packets';
  /** The page is busy for so long before each Backspace, so that what was sent meanwhile comes all at once. */
  busyMs: number;
}

type Events = Promise<unknown>[];

/** Types as UniKey, EVKey, OpenKey do: a key passes, or letters are taken back with Backspace and written anew. */
export async function typeByBackspaces(session: CDPSession, steps: Step[], pace: Pace) {
  const sent: Events = [];
  for (const step of steps) {
    if (pace.busyMs && 'text' in step) sent.push(session.send('Runtime.evaluate', { expression: busy(pace.busyMs) }));
    for (const send of eventsOf(session, step, pace)) {
      sent.push(...send());
      await settle(sent, pace);
    }
  }
  await Promise.all(sent);
}

/** Types one word as the built-in Telex of macOS and Windows, ibus-unikey and Gboard do: every state composed, then committed. */
export async function typeByComposition(session: CDPSession, word: string, habit: Habit, pace: Pace): Promise<Events> {
  const sent: Events = [];
  const unknown = { key: 'Process', windowsVirtualKeyCode: 229 };
  for (const { shown } of states(word, habit)) {
    sent.push(
      session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...unknown }),
      session.send('Input.imeSetComposition', { text: shown, selectionStart: shown.length, selectionEnd: shown.length }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...unknown }),
    );
    await settle(sent, pace);
  }
  sent.push(session.send('Input.insertText', { text: word }));
  await settle(sent, pace);
  return sent;
}

/** A whole text by composition: words composed, everything between them struck as keys. */
export async function typeTextByComposition(session: CDPSession, text: string, habit: Habit, pace: Pace) {
  const sent: Events = [];
  for (const part of parts(text)) {
    if (/\p{L}/u.test(part)) sent.push(...(await typeByComposition(session, part, habit, pace)));
    else for (const letter of part) sent.push(...strike(session, letter));
    await settle(sent, pace);
  }
  await Promise.all(sent);
}

/** A key that is no letter, as Home or ArrowRight, answered before the next. */
export async function press(session: CDPSession, key: 'Home' | 'End' | 'ArrowRight' | 'Enter') {
  const event = { key, code: key, windowsVirtualKeyCode: { Home: 36, End: 35, ArrowRight: 39, Enter: 13 }[key] };
  const letters = key === 'Enter' ? { type: 'keyDown' as const, text: '\r' } : { type: 'rawKeyDown' as const };
  await session.send('Input.dispatchKeyEvent', { ...letters, ...event });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
}

async function settle(sent: Events, pace: Pace) {
  if (pace.awaits === 'event') await Promise.all(sent.splice(0));
  if (pace.gapMs) await pause(pace.gapMs);
}

const busy = (ms: number) => `for (const end = performance.now() + ${ms}; performance.now() < end; );`;

function eventsOf(session: CDPSession, step: Step, pace: Pace): (() => Events)[] {
  if ('key' in step) return [() => strike(session, step.key)];
  const back = { key: 'Backspace', code: 'Backspace', windowsVirtualKeyCode: 8 };
  const backspaces = Array.from({ length: step.backspaces }, () => () => [
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...back }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...back }),
  ]);
  if (pace.writes === 'text') return [...backspaces, () => [session.send('Input.insertText', { text: step.text })]];
  const packets = [...step.text].map((letter) => () => [
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...packetOf(letter) }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...packetOf(letter) }),
  ]);
  return [...backspaces, ...packets];
}

const strike = (session: CDPSession, letter: string): Events => [
  session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...keyOf(letter) }),
  session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...keyOf(letter) }),
];
