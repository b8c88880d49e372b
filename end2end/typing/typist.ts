// Types a document's share into an open editor and judges what stands there, on the screen and in what the server keeps.
import { type CDPSession, type Locator, type Page, expect } from '@playwright/test';
import { type Gap, distance, takeGaps, watchGaps } from './judging';
import type { Method, Run } from './methods';
import { type Block, type Place, blockOf, expected, goTo, isOwnBlock, markOf } from './places';

export interface Failure {
  method: string;
  habit: string;
  where: 'trên màn hình' | 'trên máy chủ';
  meant: string;
  found: string;
  distance: number;
}

export interface Typed {
  failures: Failure[];
  gaps: { method: Method; gaps: Gap[] }[];
}

/** Types every run at its place; each is looked at on the screen before the next. */
export async function typeAll(page: Page, session: CDPSession, editor: Locator, place: Place, runs: Run[]): Promise<Typed> {
  const typed: Typed = { failures: [], gaps: [] };
  await watchGaps(page);
  for (const [index, { method, habit, sentence }] of runs.entries()) {
    await goTo(session, editor, place, index);
    const before = isOwnBlock(place, index) ? '' : await shown(editor, place, index);
    const at = isOwnBlock(place, index) ? 0 : place.before(markOf(index)).length;
    const meant = before.slice(0, at) + sentence + before.slice(at);
    await method.type(session, sentence, habit);
    let found = '';
    // The last mutation may still be on its way; what is there for good is judged again after saving.
    const settled = expect.poll(async () => (found = await shown(editor, place, index)), {
      timeout: 1_500,
      intervals: [0, 20, 50],
    });
    await settled.toBe(meant).catch(() => {
      typed.failures.push({ ...named({ method, habit }), where: 'trên màn hình', meant, found, distance: distance(meant, found) });
    });
    typed.gaps.push({ method, gaps: await takeGaps(page) });
  }
  return typed;
}

/** Compares what the server keeps with what was there before and what was typed into it, block by block. */
export function judgeKept(before: Block[], kept: Block[], place: Place, runs: Run[]): Failure[] {
  const meant = expected(before, place, new Map(runs.map(({ sentence }, index) => [index, sentence])));
  const failures: Failure[] = [];
  const longest = Math.max(meant.length, kept.length);
  for (let at = 0; at < longest; at += 1) {
    const [one, other] = [written(meant[at]), written(kept[at])];
    if (one === other) continue;
    const run = runs.find(({ sentence }) => one.includes(sentence));
    const by = run ? named(run) : { method: 'không gõ vào đây', habit: '' };
    failures.push({ ...by, where: 'trên máy chủ', meant: one, found: other, distance: distance(one, other) });
    // A block too many or too few moves all that follow; one failure says it.
    if (meant.length !== kept.length) break;
  }
  return failures;
}

const named = ({ method, habit }: Pick<Run, 'method' | 'habit'>) => ({ method: method.name, habit: habit.name });

/** A block with what is bold in it, in one line. */
const written = (block: Block | undefined) =>
  block ? `${block.text}${block.bold ? ` {đậm: ${block.bold}}` : ''}` : '(không có đoạn)';

/** A block's text on the screen, without the flags of colleagues' cursors. */
async function shown(editor: Locator, place: Place, index: number): Promise<string> {
  const text = await blockOf(editor, markOf(index)).evaluate(
    (block, isNext) => {
      const copy = (isNext ? block.nextElementSibling : block)?.cloneNode(true) as HTMLElement | undefined;
      copy?.querySelectorAll('.ProseMirror-widget').forEach((widget) => widget.remove());
      return copy?.textContent ?? '';
    },
    isOwnBlock(place, index),
  );
  // Loose tones are composed when the text is kept, not under the writer's hands.
  return text.normalize('NFC');
}
