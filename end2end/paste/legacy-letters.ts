// The Vietnamese alphabet in both old encodings, worked out from the rules of each and not from the tables under test.

/** 12 vowels in 6 tones, and đ. */
export const LETTERS = [...'aăâeêioôơuưy']
  .flatMap((vowel) => ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')))
  .concat('đ');

/** TCVN 5712:1993 from 0xA1 on, as its bytes look in Windows-1252; the capitals with a tone are not in the old fonts. */
const TCVN_BYTES = 'ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ.';

export function tcvn3(text: string) {
  return [...text.normalize('NFC')]
    .map((letter) => {
      const at = letter === '.' ? -1 : TCVN_BYTES.indexOf(letter);
      return at < 0 ? letter : String.fromCharCode(0xa1 + at);
    })
    .join('');
}

const TONES: Record<string, string> = { '\u0300': 'ø', '\u0301': 'ù', '\u0309': 'û', '\u0303': 'õ', '\u0323': 'ï', '': '' };
const CIRCUMFLEX: Record<string, string> = { '\u0300': 'à', '\u0301': 'á', '\u0309': 'å', '\u0303': 'ã', '\u0323': 'ä', '': 'â' };
const BREVE: Record<string, string> = { '\u0300': 'è', '\u0301': 'é', '\u0309': 'ú', '\u0303': 'ü', '\u0323': 'ë', '': 'ê' };
/** Letters of their own, since i is too narrow for a sign and đ is no vowel. */
const ALONE: Record<string, string> = { đ: 'ñ', ì: 'ì', í: 'í', ỉ: 'æ', ĩ: 'ó', ị: 'ò', ỵ: 'î' };

export function vni(text: string) {
  return [...text.normalize('NFC')]
    .map((letter) => {
      const lower = letter.toLowerCase();
      const written = ALONE[lower] ?? writeVowel(lower);
      return letter === lower ? written : written.toUpperCase();
    })
    .join('');
}

function writeVowel(letter: string) {
  const spread = letter.normalize('NFD');
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(spread)?.[0] ?? '';
  const base = spread[0] ?? '';
  if (spread.includes('\u0302')) return base + CIRCUMFLEX[tone];
  if (spread.includes('\u0306')) return base + BREVE[tone];
  return (spread.includes('\u031b') ? { o: 'ô', u: 'ö' }[base] : base) + (TONES[tone] ?? '');
}
