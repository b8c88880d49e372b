// The number or sign that Word writes in front of a list item, and what it means.
import { fontFamily, type Styles } from './styles';

export type Meaning =
  | { is: 'bullet' }
  | { is: 'number'; number: number }
  /** Shown as a letter or a small Roman number, which a list of ours cannot show. */
  | { is: 'letter'; number: number }
  /** "Điều 5.", "1.2.", "a)": what people refer to; it must stay in the text. */
  | { is: 'words' };

export interface Marker {
  element: Element;
  text: string;
  /** `next`: what the list would count next. */
  meaning(next: number | null): Meaning;
}

const ROMAN: Record<string, number> = { i: 1, v: 5, x: 10 };

export function readMarker(paragraph: Element, styles: Styles): Marker | null {
  const spans = [...paragraph.querySelectorAll('span, font')].slice(0, 50);
  const marked = spans.find((span) => /^ignore/i.test(styles.of(span).get('mso-list') ?? ''));
  const element = marked ?? findSign(paragraph, spans, styles);
  if (!element) return null;
  const text = (element.textContent ?? '').replace(/[\s\u00a0]+/g, ' ').trim();
  const isSign = /^(symbol|wingdings|courier new)/i.test(fontFamily(element.firstChild ?? element, styles));
  return { element, text, meaning: (next) => readMeaning(text, isSign, next) };
}

/** Without Word's word for it: a sign in a font of signs, at the very beginning. */
function findSign(paragraph: Element, spans: Element[], styles: Styles) {
  const first = spans.find((span) => span.textContent?.trim());
  if (!first || !paragraph.textContent?.trimStart().startsWith(first.textContent?.trim() ?? '')) return null;
  const isSign =
    (first.textContent ?? '').trim().length === 1 &&
    /^(symbol|wingdings|courier new)/i.test(fontFamily(first.firstChild ?? first, styles));
  return isSign ? first : null;
}

function readMeaning(text: string, isSign: boolean, next: number | null): Meaning {
  if (!/[\p{L}\p{N}]/u.test(text) || (isSign && text.length === 1)) return { is: 'bullet' };
  const number = /^\(?(\d{1,5})[.)/:-]?\)?$/.exec(text)?.[1];
  if (number) return { is: 'number', number: Number(number) };
  const letters = /^([a-z]|[ivx]{1,5})\.$/.exec(text)?.[1];
  if (!letters) return { is: 'words' };
  const byLetter = letters.length === 1 ? letters.charCodeAt(0) - 96 : null;
  const byRoman = /^[ivx]+$/.test(letters) ? roman(letters) : null;
  const isLetter = byRoman === null || (byLetter !== null && byLetter === next);
  return { is: 'letter', number: (isLetter ? byLetter : byRoman) ?? 1 };
}

function roman(letters: string) {
  const values = [...letters].map((letter) => ROMAN[letter] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}
