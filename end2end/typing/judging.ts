// How far what stands somewhere is from what was meant, and how fast it came.
import type { Page } from '@playwright/test';

const seen = new Intl.Segmenter('vi', { granularity: 'grapheme' });
const graphemes = (text: string) => [...seen.segment(text)].map(({ segment }) => segment);

/** How many letters, as people count them, must be put in, taken out or changed to get from one text to the other. */
export function distance(meant: string, found: string): number {
  const [one, other] = [graphemes(meant), graphemes(found)];
  let row = other.map((_, at) => at + 1);
  one.forEach((letter, above) => {
    let [corner, left] = [above, above + 1];
    row = row.map((up, at) => {
      left = Math.min(up + 1, left + 1, corner + (letter === other[at] ? 0 : 1));
      corner = up;
      return left;
    });
  });
  return row.at(-1) ?? one.length;
}

/** Milliseconds between a tool's Backspace and the event that follows it. */
export interface Gap {
  /** As they came to the browser; of keys only, for inserted text is dated when the page gets to it. */
  sent: number | undefined;
  /** As the page got to them. */
  handled: number;
}

/** Least, middle and greatest. */
export function spread(numbers: number[]): string {
  const sorted = [...numbers].sort((one, other) => one - other);
  return [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((number) => number?.toFixed(1) ?? '?').join('–');
}

interface Watched {
  typingGaps?: Gap[];
}

/** Begins to note the gaps in a page; it only listens. */
export async function watchGaps(page: Page) {
  await page.evaluate(() => {
    const gaps: Gap[] = ((window as Watched).typingGaps = []);
    let backspace: { sent: number; handled: number } | undefined;
    const note = (event: Event) => {
      const now = { sent: event.timeStamp, handled: performance.now() };
      // A letter of a key has had its keydown already.
      if (event instanceof InputEvent && event.inputType !== 'insertText') return;
      const sent = backspace && event instanceof KeyboardEvent ? now.sent - backspace.sent : undefined;
      if (backspace) gaps.push({ sent, handled: now.handled - backspace.handled });
      backspace = event instanceof KeyboardEvent && event.key === 'Backspace' ? now : undefined;
    };
    for (const type of ['keydown', 'beforeinput']) window.addEventListener(type, note, { capture: true, passive: true });
  });
}

/** The gaps since the last call. */
export const takeGaps = (page: Page) => page.evaluate(() => (window as Watched).typingGaps?.splice(0) ?? []);
