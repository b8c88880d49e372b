// Whether a word is built as a Vietnamese syllable: the evidence that a text was read in the right encoding.

const RIMES = new Set(
  `a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
  e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
  i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
  o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
  ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
  u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyp uyt uyu
  ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
  y yêm yên yêng yêt yêu`.split(/\s+/),
);
const AFTER_QU = new Set(
  'a ac ach ai an ang anh ao at ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê ên ênh êch êt ơ i y ich it ynh ych yên yêt yt'.split(
    ' ',
  ),
);
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

export function isSyllable(word: string): boolean {
  const spread = word.toLowerCase().normalize('NFD');
  const tones = spread.match(TONES) ?? [];
  if (tones.length > 1) return false;
  const parts = /^(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?(.+)$/.exec(spread.replace(TONES, '').normalize('NFC'));
  if (!parts) return false;
  const [, onset = '', rime = ''] = parts;
  return isBuilt(onset, rime) && hasItsTone(rime, tones[0]) && isToneInPlace(spread);
}

function isBuilt(onset: string, rime: string) {
  if (onset === 'qu') return AFTER_QU.has(rime) || rime === 'ôc';
  // "gì", "gìn": one i for the two.
  if (onset === 'gi') return RIMES.has(rime) || RIMES.has(`i${rime}`);
  if (/^(k|gh|ngh)$/.test(onset)) return /^[eêiy]/.test(rime) && RIMES.has(rime);
  if (onset === 'c' || onset === 'ng') return !/^[eêiy]/.test(rime) && RIMES.has(rime);
  if (onset === 'g') return /^i|^[^eêy]/.test(rime) && RIMES.has(rime);
  return RIMES.has(rime);
}

/** What ends in a stop is said with two of the tones only. */
function hasItsTone(rime: string, tone: string | undefined) {
  return !/(c|ch|p|t)$/.test(rime) || tone === '\u0301' || tone === '\u0323';
}

/** On the marked vowel if there is one; of two plain ones not on the second, but for "oà", "oè" and "uý". */
function isToneInPlace(spread: string) {
  const vowels = /(?:[aeiouy][\u0300-\u036f]*)+/.exec(spread.replace(/^(?:qu|gi)(?=[aeiouy])/, ''))?.[0] ?? '';
  const letters = vowels.match(/[aeiouy][\u0300-\u036f]*/g) ?? [];
  const toned = letters.findIndex((letter) => letter.search(TONES) >= 0);
  const marked = letters.findLastIndex((letter) => /[\u0302\u0306\u031b]/.test(letter));
  if (toned < 0) return true;
  if (marked >= 0) return toned === marked;
  return toned === 0 || letters.length === 3 || /^o[ae]|^uy/.test(vowels.replace(/[\u0300-\u036f]/g, ''));
}
