// A Vietnamese syllable as an input tool sees it: which letters are its vowels, and on which of them the tone stands.

/** What a letter wears: hat, breve, horn, bar. */
export type Shape = '' | '^' | '(' | '+' | '-';

export interface Letter {
  /** Without shape and tone, lower case. */
  base: string;
  shape: Shape;
  isUpper: boolean;
}

export interface Syllable {
  /** Where the vowels begin and end among the letters. */
  from: number;
  to: number;
}

/** None, huyền, sắc, hỏi, ngã, nặng. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

const TONE_MARKS = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
const SHAPES: Record<string, Shape> = { '\u0302': '^', '\u0306': '(', '\u031b': '+' };
const MARKS: Record<Shape, string> = { '': '', '^': '\u0302', '(': '\u0306', '+': '\u031b', '-': '' };
const ONSETS = new Set('b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ').concat(''));
const CODAS = new Set('c ch k m n ng nh p t'.split(' ').concat(''));

export const isVowel = (letter: Letter | undefined) => !!letter && 'aeiouy'.includes(letter.base);

/** The letters of a word and its tone; nothing where it holds what no syllable holds, as two tones. */
export function takeApart(word: string): { letters: Letter[]; tone: Tone; bearer: number } | undefined {
  const letters: Letter[] = [];
  let [tone, bearer] = [0, -1];
  for (const part of word.normalize('NFD')) {
    const last = letters.at(-1);
    const mark = TONE_MARKS.indexOf(part);
    if (mark > 0) {
      if (tone) return undefined;
      [tone, bearer] = [mark, letters.length - 1];
    } else if (part in SHAPES) {
      if (!last) return undefined;
      last.shape = SHAPES[part] ?? '';
    } else {
      const lower = part.toLowerCase();
      letters.push({ base: lower === 'đ' ? 'd' : lower, shape: lower === 'đ' ? '-' : '', isUpper: lower !== part });
    }
  }
  return { letters, tone: tone as Tone, bearer };
}

/** Finds the vowels; nothing where the letters cannot be, nor become, a syllable. */
export function syllable(letters: Letter[]): Syllable | undefined {
  let from = letters.findIndex(isVowel);
  if (from < 0) return undefined;
  const [first, second, third] = letters;
  // The u of "qu" belongs to the consonant, and so does the i of "gi" before another vowel: quả, già, but gì, gìn.
  if (first?.base === 'q' && second?.base === 'u') from = 2;
  else if (first?.base === 'g' && second?.base === 'i' && isVowel(third)) from = 2;
  let to = from;
  while (isVowel(letters[to])) to += 1;
  const spelt = (part: Letter[]) => part.map(({ base, shape }) => (shape === '-' ? 'đ' : base)).join('');
  if (to === from || to - from > 3) return undefined;
  if (!ONSETS.has(spelt(letters.slice(0, from))) || !CODAS.has(spelt(letters.slice(to)))) return undefined;
  return { from, to };
}

/** The letter that carries the tone, the old way: hòa, thủy, khỏe; but hoàn, huỳnh, ngoài. */
export function bearer(letters: Letter[], { from, to }: Syllable): number {
  for (let at = to - 1; at >= from; at -= 1) if (letters[at]?.shape) return at;
  const count = to - from;
  if (count === 1) return from;
  if (count === 3) return from + 1;
  return to < letters.length ? from + 1 : from;
}

/** The letters as they stand on the screen, composed (NFC). */
export function spell(letters: Letter[], tone: Tone): string {
  const vowels = tone ? syllable(letters) : undefined;
  const carries = vowels ? bearer(letters, vowels) : -1;
  return letters
    .map(({ base, shape, isUpper }, at) => {
      const bare = shape === '-' ? 'đ' : base;
      const letter = (isUpper ? bare.toUpperCase() : bare) + MARKS[shape] + (at === carries ? TONE_MARKS[tone] : '');
      return letter.normalize('NFC');
    })
    .join('');
}
