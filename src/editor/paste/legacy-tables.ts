// The two encodings of Vietnamese before Unicode, as their bytes look when they are taken for Windows-1252.

const pairs = (legacy: string, unicode: string) => {
  const [from, to] = [legacy.split(' '), unicode.split(' ')];
  return from.map((letter, index): [string, string] => [letter, to[index] ?? letter]);
};

/**
 * One letter each. Capitals with a tone are the small letters in a font whose name ends in H; only these seven have a
 * place of their own. The ư is a soft hyphen.
 */
export const TCVN3: ReadonlyMap<string, string> = new Map([
  ...pairs('¡ ¢ £ ¤ ¥ ¦ §', 'Ă Â Ê Ô Ơ Ư Đ'),
  ...pairs('¨ © ª « ¬ \u00ad ®', 'ă â ê ô ơ ư đ'),
  ...pairs('µ ¶ · ¸ ¹', 'à ả ã á ạ'),
  ...pairs('» ¼ ½ ¾ Æ', 'ằ ẳ ẵ ắ ặ'),
  ...pairs('Ç È É Ê Ë', 'ầ ẩ ẫ ấ ậ'),
  ...pairs('Ì Î Ï Ð Ñ', 'è ẻ ẽ é ẹ'),
  ...pairs('Ò Ó Ô Õ Ö', 'ề ể ễ ế ệ'),
  ...pairs('× Ø Ü Ý Þ', 'ì ỉ ĩ í ị'),
  ...pairs('ß á â ã ä', 'ò ỏ õ ó ọ'),
  ...pairs('å æ ç è é', 'ồ ổ ỗ ố ộ'),
  ...pairs('ê ë ì í î', 'ờ ở ỡ ớ ợ'),
  ...pairs('ï ñ ò ó ô', 'ù ủ ũ ú ụ'),
  ...pairs('õ ö ÷ ø ù', 'ừ ử ữ ứ ự'),
  ...pairs('ú û ü ý þ', 'ỳ ỷ ỹ ý ỵ'),
]);

const TONES = pairs('ø ù û õ ï', '\u0300 \u0301 \u0309 \u0303 \u0323');
const ON_CIRCUMFLEX = pairs('â à á å ã ä', '\u0302 \u0302\u0300 \u0302\u0301 \u0302\u0309 \u0302\u0303 \u0302\u0323');
const ON_BREVE = pairs('ê è é ú ü ë', '\u0306 \u0306\u0300 \u0306\u0301 \u0306\u0309 \u0306\u0303 \u0306\u0323');
const HORNED = pairs('ô ö', 'ơ ư');

const small: [string, string][] = [
  ...pairs('ñ ó ò æ ì í î', 'đ ĩ ị ỉ ì í ỵ'),
  ...HORNED,
  ...['a', 'e', 'o', 'u', 'y'].flatMap((vowel) => TONES.map(([mark, tone]): [string, string] => [vowel + mark, vowel + tone])),
  ...HORNED.flatMap(([sign, vowel]) => TONES.map(([mark, tone]): [string, string] => [sign + mark, vowel + tone])),
  ...['a', 'e', 'o'].flatMap((vowel) => ON_CIRCUMFLEX.map(([mark, tone]): [string, string] => [vowel + mark, vowel + tone])),
  ...ON_BREVE.map(([mark, tone]): [string, string] => [`a${mark}`, `a${tone}`]),
];

/** A letter, or a letter and the sign after it. A capital takes either sign. */
export const VNI: ReadonlyMap<string, string> = new Map(
  small.flatMap(([from, to]): [string, string][] => {
    const [lower, upper] = [to.normalize('NFC'), to.toUpperCase().normalize('NFC')];
    const [first = '', sign = ''] = from;
    return [
      [from, lower],
      [first.toUpperCase() + sign.toUpperCase(), upper],
      [first.toUpperCase() + sign, upper],
    ];
  }),
);
