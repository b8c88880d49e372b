// What is typed: sentences of our own in proper Vietnamese, and the letters that they must cover between them.
import { LAND } from './sentences.land';
import { OFFICE } from './sentences.office';
import { PEOPLE } from './sentences.people';

const lines = (text: string) => text.trim().split('\n');

export const SENTENCES: string[] = [OFFICE, LAND, PEOPLE].flatMap(lines);

const VOWELS = [...'aăâeêioôơuưy'];
/** No tone, huyền, sắc, hỏi, ngã, nặng, as combining marks. */
const TONES = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];

/** Every vowel with every tone, and đ: 73 letters, of which 67 need a key more than their own. */
export const LETTERS: string[] = [...VOWELS.flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC'))), 'đ'];

/** The 134 letters that no plain keyboard has: the 67 in both cases. */
export const MARKED: string[] = LETTERS.filter((letter) => !/[a-z]/.test(letter)).flatMap((letter) => [
  letter,
  letter.toUpperCase(),
]);

/** What else a newsroom types; each must occur. */
export const BESIDES: string[] = [
  'UBND',
  'TTHC',
  'email',
  'Zalo',
  'online',
  'Wi-Fi',
  '“',
  '”',
  ' – ',
  '5.678',
  '99,8%',
  'm²',
  '@',
  '?',
  ';',
  '/',
];

export function missing(wanted: string[]): string[] {
  const all = SENTENCES.join('\n');
  return wanted.filter((part) => !all.includes(part));
}
