// Where one text stands in another, as someone who writes Vietnamese means it: upper and lower case alike, composed or not, "hòa" and "hoà"
// the same word; without its marks only where that is asked for.

export interface Range {
  from: number;
  to: number;
}

/** A tone on the first of two vowels, as some write it and others do not. */
const TONED_FIRST: [RegExp, string][] = [
  [/([oòóỏõọ])([aàáảãạeèéẻẽẹ])/g, 'o'],
  [/([uùúủũụ])([yỳýỷỹỵ])/g, 'u'],
];

/** Places of `what` in `text`, none over another. */
export function placesOf(what: string, text: string, ignoresMarks: boolean): Range[] {
  const asTyped = lettersOf(what, ignoresMarks).letters;
  const wanted = respelt(asTyped);
  const { letters, starts } = lettersOf(text, ignoresMarks);
  const spelt = respelt(letters);
  const places: Range[] = [];
  let from = 0;
  for (;;) {
    const found = [spelt.indexOf(wanted, from), letters.indexOf(asTyped, from)].filter((at) => at >= 0);
    if (wanted === '' || found.length === 0) return places;
    const at = Math.min(...found);
    const place = { from: starts[at] ?? -1, to: starts[at + wanted.length] ?? -1 };
    // "ho" is no part of "hòa", in whichever way that is spelt.
    const isWhole = place.from >= 0 && place.to >= 0 && respelt(letters.slice(at, at + wanted.length)) === wanted;
    if (isWhole) places.push(place);
    from = isWhole ? at + wanted.length : at + 1;
  }
}

/** Letters as they are compared, and where each begins in the text; -1 within one that has become several. */
function lettersOf(text: string, ignoresMarks: boolean) {
  let letters = '';
  const starts: number[] = [];
  for (const { 0: letter, index } of text.matchAll(/[^]\p{M}*/gu)) {
    const compared = comparable(letter, ignoresMarks);
    letters += compared;
    for (let unit = 0; unit < compared.length; unit++) starts.push(unit === 0 ? index : -1);
  }
  starts.push(text.length);
  return { letters, starts };
}

function comparable(letter: string, ignoresMarks: boolean) {
  const lower = letter.normalize('NFC').toLocaleLowerCase('vi');
  return ignoresMarks ? lower.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd') : lower;
}

/** With the tone of oa, oe and uy on the second vowel; no letter moves. */
function respelt(letters: string) {
  const moved = (pair: string, first: string, second: string, plain: string) => {
    const tone = first.normalize('NFD').slice(1);
    return tone && second.normalize('NFD').length === 1 ? plain + (second + tone).normalize('NFC') : pair;
  };
  return TONED_FIRST.reduce(
    (text, [pair, plain]) => text.replace(pair, (all, first, second) => moved(all, first, second, plain)),
    letters,
  );
}
