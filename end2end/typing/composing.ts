// What a Vietnamese input tool makes of the keys of one word, in Telex and in VNI. It is given all keys of the word so far.
import { type Letter, type Shape, type Tone, spell, syllable } from './syllable';

export type Layout = 'telex' | 'vni';

interface Word {
  letters: Letter[];
  tone: Tone;
}

const TELEX_TONES = 'zfsrxj';
const VNI_TONES = '021345';
const VNI_SHAPES: Record<string, { shape: Shape; on: string }> = {
  '6': { shape: '^', on: 'aeo' },
  '7': { shape: '+', on: 'uo' },
  '8': { shape: '(', on: 'a' },
  '9': { shape: '-', on: 'd' },
};

/** The word on the screen after these keys. */
export function compose(layout: Layout, keys: string[]): string {
  const word: Word = { letters: [], tone: 0 };
  for (const key of keys) {
    const lower = key.toLowerCase();
    const isTaken = layout === 'telex' ? takeTelex(word, lower, lower !== key) : takeVni(word, lower);
    if (!isTaken) word.letters.push({ base: lower, shape: '', isUpper: lower !== key });
    closeHorns(word.letters);
  }
  return spell(word.letters, word.tone);
}

function takeTelex(word: Word, key: string, isUpper: boolean): boolean {
  const { letters } = word;
  const last = letters.at(-1);
  if (key === 'd' && last?.base === 'd' && !last.shape) return wear(last, '-');
  if ('aeo'.includes(key) && last?.base === key && syllable(letters)) {
    if (!last.shape) return wear(last, '^');
    // Once more takes the hat off again: voọc, xoong.
    if (last.shape === '^') wear(last, '');
    return false;
  }
  const tone = TELEX_TONES.indexOf(key);
  if (tone >= 0) return setTone(word, tone as Tone);
  if (key !== 'w') return false;
  if (horn(letters)) return true;
  const vowels = syllable(letters);
  const end = vowels && letters[vowels.to - 1];
  if (end?.base === 'a' && !end.shape) return wear(end, '(');
  // A w of its own is an ư, after consonants and at the beginning.
  if (vowels || letters.some(({ base }) => 'aeiouyw'.includes(base))) return false;
  letters.push({ base: 'u', shape: '+', isUpper });
  return true;
}

function takeVni(word: Word, key: string): boolean {
  const tone = VNI_TONES.indexOf(key);
  if (tone >= 0) return setTone(word, tone as Tone);
  const asked = VNI_SHAPES[key];
  if (!asked) return false;
  if (asked.shape === '+') return horn(word.letters);
  const vowels = syllable(word.letters);
  // An abbreviation (HĐND) is no syllable: there the bar goes to the letter just typed.
  const bars = vowels ? [0, 1] : [word.letters.length - 1];
  const [from, to] = asked.shape === '-' ? bars : [vowels?.from ?? 0, vowels?.to ?? 0];
  const fitting = word.letters
    .slice(from, to)
    .filter(({ base, shape }) => asked.on.includes(base) && !shape)
    .at(-1);
  return fitting ? wear(fitting, asked.shape) : false;
}

function setTone(word: Word, tone: Tone): boolean {
  if (!syllable(word.letters)) return false;
  word.tone = tone;
  return true;
}

function wear(letter: Letter, shape: Shape): true {
  letter.shape = shape;
  return true;
}

/** The horn goes to both of "uo", to the u of "ua", "ui", "uu", else to the o. */
function horn(letters: Letter[]): boolean {
  const vowels = syllable(letters);
  if (!vowels) return false;
  const [first, second] = letters.slice(vowels.from, vowels.to);
  if (first?.base === 'u' && second?.base === 'o') {
    if (first.shape && second.shape) return false;
    const onset = letters.slice(0, vowels.from).map(({ base }) => base);
    // "thuở", "huơ": only the o, until more letters follow.
    const isOpen = vowels.to === letters.length && vowels.to - vowels.from === 2 && ['h', 'th', 'kh'].includes(onset.join(''));
    if (!isOpen) wear(first, '+');
    return wear(second, '+');
  }
  if (!first || first.shape) return false;
  return first.base === 'u' || (first.base === 'o' && second?.base !== 'a' && second?.base !== 'e') ? wear(first, '+') : false;
}

/** There is no "uơ" before other letters: thuơ, thương. */
function closeHorns(letters: Letter[]) {
  const vowels = syllable(letters);
  if (!vowels) return;
  const [first, second] = letters.slice(vowels.from, vowels.to);
  const isOpen = vowels.to === letters.length && vowels.to - vowels.from === 2;
  if (first?.base === 'u' && !first.shape && second?.base === 'o' && second.shape === '+' && !isOpen) wear(first, '+');
}
