// From a text to the keys of a Vietnamese typist, and to what a tool like UniKey sends to the editor for them.
import { type Layout, compose } from './composing';
import { type Letter, syllable, takeApart } from './syllable';

/** A key that the tool lets pass, or letters on the screen that it takes back and writes anew. */
export type Step = { key: string } | { backspaces: number; text: string };

export interface Habit {
  name: string;
  layout: Layout;
  /** Where the tone's key is struck: after the word, or right after its vowel. */
  tone: 'end' | 'inline';
}

export const HABITS: Habit[] = [
  { name: 'Telex, dấu ở cuối', layout: 'telex', tone: 'end' },
  { name: 'Telex, dấu ngay sau nguyên âm', layout: 'telex', tone: 'inline' },
  { name: 'VNI, dấu ở cuối', layout: 'vni', tone: 'end' },
  { name: 'VNI, dấu ngay sau nguyên âm', layout: 'vni', tone: 'inline' },
];

const TONES: Record<Layout, string> = { telex: ' fsrxj', vni: ' 21345' };
const VNI_SHAPES = { '': '', '^': '6', '+': '7', '(': '8', '-': '9' };

/** Words, and single characters between them. */
export const parts = (text: string): string[] => text.match(/[\p{L}\p{N}]+|./gsu) ?? [];

/** What stands on the screen after each key of the word; for a word that the layout cannot make, letter by letter. */
export function states(word: string, habit: Habit): { key: string; shown: string }[] {
  const keys = keysOf(word, habit);
  const shown = keys.map((_, at) => compose(habit.layout, keys.slice(0, at + 1)));
  if (shown.at(-1) === word) return keys.map((key, at) => ({ key, shown: shown[at] ?? '' }));
  // A foreign word: the typist switches the tool off for it.
  const letters = [...word];
  return letters.map((key, at) => ({ key, shown: letters.slice(0, at + 1).join('') }));
}

/** Whether the keys of the layout make this word. */
export function isMade(word: string, habit: Habit): boolean {
  return compose(habit.layout, keysOf(word, habit)) === word;
}

/** What the tool sends for a text. */
export function stepsOf(text: string, habit: Habit): Step[] {
  const steps: Step[] = [];
  for (const part of parts(text)) {
    let before = '';
    for (const { key, shown } of states(part, habit)) {
      if (shown === before + key) steps.push({ key });
      else {
        let same = 0;
        while (same < before.length && before[same] === shown[same]) same += 1;
        steps.push({ backspaces: before.length - same, text: shown.slice(same) });
      }
      before = shown;
    }
  }
  return steps;
}

/** The keys of Windows' own old Vietnamese keyboard: vowels with their hats and horns are keys, tones are combining marks after them. */
export const looseSteps = (text: string): Step[] =>
  [...text].flatMap((letter) => {
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(letter.normalize('NFD'))?.[0];
    if (!tone) return [{ key: letter }];
    return [{ key: letter.normalize('NFD').replace(tone, '').normalize('NFC') }, { key: tone }];
  });

/** The same on a plain string, as the simplest editor would. */
export function replay(steps: Step[]): string {
  return steps.reduce(
    (text, step) => ('key' in step ? text + step.key : text.slice(0, text.length - step.backspaces) + step.text),
    '',
  );
}

/** The keys of one word by this habit, right for it only if `compose` makes the word of them. */
function keysOf(word: string, habit: Habit): string[] {
  const taken = takeApart(word);
  if (!taken) return [...word];
  const { letters, tone, bearer } = taken;
  const toneKey = tone ? (TONES[habit.layout][tone] ?? '') : '';
  const isInline = habit.tone === 'inline';
  // The typist of VNI who looks at the screen last strikes all digits after the word.
  const isLate = habit.layout === 'vni' && !isInline && !!syllable(letters);
  const write = habit.layout === 'telex' ? telexLetter : isLate ? bareLetter : vniLetter;
  const keys = letters.flatMap((letter, at) => [
    ...write(letter, letters[at - 1], letters[at + 1], habit),
    ...(isInline && at === bearer ? [toneKey] : []),
  ]);
  if (isLate) keys.push(...new Set(letters.map(({ shape }) => VNI_SHAPES[shape])));
  if (!isInline) keys.push(toneKey);
  const isCapitals = letters.length > 1 && letters.every(({ isUpper }) => isUpper);
  return keys.filter(Boolean).map((key, at) => (isCapitals && at > 0 ? key.toUpperCase() : key));
}

const plain = ({ base, isUpper }: Letter) => (isUpper ? base.toUpperCase() : base);

function telexLetter(letter: Letter, before: Letter | undefined, after: Letter | undefined, habit: Habit): string[] {
  const key = plain(letter);
  if (letter.shape === '^' || letter.shape === '-') return [key, letter.base];
  if (letter.shape === '(') return [key, 'w'];
  if (letter.base === before?.base && !before.shape && 'aeo'.includes(letter.base)) return [key, key];
  if (letter.shape !== '+') return [key];
  if (letter.base === 'u') {
    // One habit strikes a single w for ư and so "wow" for ươ; the other "uow", which puts both horns at once.
    if (habit.tone === 'inline' && !'aeiouy'.includes(before?.base ?? '-')) return [letter.isUpper ? 'W' : 'w'];
    if (after?.base === 'o' && after.shape === '+') return [key];
  }
  return [key, 'w'];
}

function vniLetter(letter: Letter, _: Letter | undefined, after: Letter | undefined): string[] {
  const isFirstOfTwo = letter.base === 'u' && letter.shape === '+' && after?.base === 'o' && after.shape === '+';
  return [plain(letter), isFirstOfTwo ? '' : VNI_SHAPES[letter.shape]];
}

const bareLetter = (letter: Letter): string[] => [plain(letter)];
