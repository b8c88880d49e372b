// Running text between two blocks: spaces made one, invisible characters taken out, `<br><br>` taken for a new paragraph.
import type { Block, Run } from './tree';

const INVISIBLE = /[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
/** Joins emoji; elsewhere it is litter. */
const JOINER = /(?<![\u2600-\u27bf\ufe0f\udc00-\udfff])\u200d/g;
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
const WIDE_SPACE = /[\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export class Flow {
  readonly blocks: Block[] = [];
  private line: Run[] = [];

  text(text: string, marks: readonly string[], keepsLines = false) {
    this.line.push({ text: keepsLines ? text.replace(/\r\n?/g, '\n') : text.replace(/[\n\r]/g, ' '), marks });
  }

  lineBreak() {
    this.line.push({ text: '\n', marks: [] });
  }

  flush() {
    for (const runs of paragraphs(this.line)) this.blocks.push({ is: 'p', runs });
    this.line = [];
  }

  /** One by one: spread into arguments, a large paste would be more than a call can take. */
  push(blocks: Block[]) {
    this.flush();
    for (const block of blocks) this.blocks.push(block);
  }

  finish(): Block[] {
    this.flush();
    return this.blocks;
  }
}

/** Text as it is seen; non-breaking spaces are still there. */
export function visible(text: string): string {
  return text
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(CONTROL, ' ')
    .replace(WIDE_SPACE, ' ')
    .replace(/\u202f/g, '\u00a0')
    .replace(INVISIBLE, '')
    .replace(JOINER, '');
}

function paragraphs(line: Run[]): Run[][] {
  const split: Run[][] = [[]];
  let breaks = 0;
  for (const run of settle(line)) {
    if (run.text === '\n') {
      breaks += 1;
      continue;
    }
    const current = split.at(-1) ?? [];
    if (breaks > 1 && current.length) split.push([run]);
    else if (breaks === 1 && current.length) current.push({ text: '\n', marks: [] }, run);
    else current.push(run);
    breaks = 0;
  }
  return split.filter((runs) => runs.length > 0);
}

/** Equal neighbours joined, spaces collapsed, every break a run of its own. */
function settle(line: Run[]): Run[] {
  const joined: Run[] = [];
  for (const { text, marks } of line.map((run) => ({ ...run, text: visible(run.text) }))) {
    const last = joined.at(-1);
    // A tone mark belongs to the letter before it, whatever its format.
    const tone = last && /^\p{M}+/u.exec(text)?.[0];
    if (tone) last.text += tone;
    const rest = text.slice(tone?.length ?? 0);
    if (last && isSame(last.marks, marks)) last.text += rest;
    else if (rest) joined.push({ text: rest, marks });
  }
  const kept = collapse(joined.map((run) => run.text).join(''));
  let at = 0;
  const spaced = joined.map(({ text, marks }) => {
    const from = at;
    at += text.length;
    return { text: kept.slice(from, at).join(''), marks };
  });
  return mergeSpaces(spaced.filter((run) => run.text)).flatMap(({ text, marks }) =>
    text
      .split(/(\n)/)
      .flatMap((part) => (part ? [{ text: part === '\n' ? part : part.normalize('NFC'), marks: part === '\n' ? [] : marks }] : [])),
  );
}

/** For each unit of the text what is left of it. A lone non-breaking space stays where it holds a number. */
function collapse(text: string): string[] {
  const units = text.split('');
  for (const { 0: spaces, index } of text.matchAll(/[ \u00a0]+/g)) {
    const [before, after] = [text[index - 1] ?? '\n', text[index + spaces.length] ?? '\n'];
    const holds = spaces === '\u00a0' && (/\d/.test(before) || /\d/.test(after));
    units.fill('', index, index + spaces.length);
    if (before !== '\n' && after !== '\n') units[index] = holds ? '\u00a0' : ' ';
  }
  return units;
}

/** A bold or underlined space between plain words is an accident of selecting. */
function mergeSpaces(runs: Run[]): Run[] {
  const merged: Run[] = [];
  runs.forEach((run, index) => {
    const last = merged.at(-1);
    const next = runs[index + 1];
    const marks = /^\s+$/.test(run.text) ? (last?.marks ?? []).filter((mark) => next?.marks.includes(mark)) : run.marks;
    if (last && isSame(last.marks, marks)) last.text += run.text;
    else merged.push({ text: run.text, marks });
  });
  return merged;
}

function isSame(one: readonly string[], other: readonly string[]) {
  return one.length === other.length && one.every((mark, index) => mark === other[index]);
}
