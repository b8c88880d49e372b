// Text in TCVN3 (ABC) or VNI-Windows, told from other languages by its syllables, and put into Unicode.
import { TCVN3, VNI } from './legacy-tables';
import { isSyllable } from './syllable';

export type Encoding = 'TCVN3' | 'VNI';

/** What becomes of letters in an old encoding. */
export type Letters = 'unicode' | 'asPasted';

/** A letter that neither encoding can hold: the text is Unicode already. */
const UNICODE = /[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u036f]/;
const WORD: Record<Encoding, RegExp> = { TCVN3: /[A-Za-z\u00a1-\u00ff]+/g, VNI: /[A-Za-zÀ-ÖØ-öø-ÿ]+/g };
const VNI_LETTER = /[AEOUYÔÖaeouyôö][ØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜËøùûõïâàáåãäêèéúüë]|[À-ÖØ-öø-ÿ]/g;
/** Signs that stand for themselves where no letter touches them: a bullet is not an "ã". */
const LONE_SIGN = /^[§©·×»¼½¾¹]+$/;
/** Never two of these in a word of a language that is written with Latin letters. */
const STRONG: Record<Encoding, RegExp> = {
  TCVN3: /[A-Za-zÀ-ÿ][\u00a1-\u00bf×÷]|[\u00a1-\u00bf×÷][A-Za-zÀ-ÿ]|[a-zß-ÿ][À-ÞØ-Þ]/,
  VNI: /[AEOUYÔÖaeouyôö][ØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜËøùûõïâàáåãäêèéúüë]|^[ñÑ]/,
};

/** Null where the text is Unicode Vietnamese, another language, or too little to tell. */
export function convertLegacy(text: string): { text: string; from: Encoding } | null {
  if (!/[\u00a1-\u00ff]/.test(text) || isUnicode(text)) return null;
  const best = (['TCVN3', 'VNI'] as const)
    .map((from) => ({ from, ...weigh(text, from) }))
    .filter((reading) => reading.convinces)
    .sort((one, other) => other.right - one.right)[0];
  return best ? { text: decode(text, best.from), from: best.from } : null;
}

export function isUnicode(text: string) {
  return UNICODE.test(text);
}

/** For text that is known to be in the encoding, by its font or by `convertLegacy`. */
export function decode(text: string, from: Encoding): string {
  if (from === 'VNI') return text.replace(VNI_LETTER, (letter) => VNI.get(letter) ?? decodeEach(letter, VNI)).normalize('NFC');
  const words = [...text.matchAll(WORD.TCVN3)].map(({ 0: word, index }) => ({ word, index, caps: capitals(word) }));
  let [result, end] = ['', 0];
  words.forEach(({ word, index, caps }, at) => {
    const isCapital =
      caps === 'all' || (caps === 'perhaps' && [words[at - 1], words[at + 1]].some((beside) => beside?.caps === 'all'));
    const decoded = LONE_SIGN.test(word) ? word : decodeEach(word, TCVN3);
    result += text.slice(end, index) + (isCapital ? decoded.toUpperCase() : decoded);
    end = index + word.length;
  });
  return (result + text.slice(end)).normalize('NFC');
}

function decodeEach(text: string, table: ReadonlyMap<string, string>) {
  return [...text].map((letter) => table.get(letter) ?? letter).join('');
}

/** A heading of capitals has small letters where the tones are, because TCVN3 has no others. */
function capitals(word: string): 'all' | 'perhaps' | 'no' {
  const plain = word.replace(/[^A-Za-z]/g, '');
  if (/[a-z]/.test(plain)) return 'no';
  return plain.length > 1 ? 'all' : 'perhaps';
}

function weigh(text: string, from: Encoding) {
  const words = [...new Set(text.match(WORD[from]))].filter((word) => !LONE_SIGN.test(word));
  const plain = words.filter((word) => /^[a-z]+$/i.test(word));
  // A word that reads the same either way says nothing.
  const told = words.filter((word) => /[^A-Za-z]/.test(word) && /[A-Za-z]/.test(word) && decode(word, from) !== word);
  const right = told.filter((word) => isSyllable(decode(word, from)));
  const already = told.filter((word) => isSyllable(word.normalize('NFC')));
  const strong = right.filter((word) => STRONG[from].test(word));
  const convinces =
    right.length >= told.length * 0.75 &&
    already.length <= told.length * 0.4 &&
    (strong.length > 1 || strong.some((word) => word.length > 2)) &&
    plain.filter(isSyllable).length * 2 >= plain.length - 3;
  return { convinces, right: right.length };
}
