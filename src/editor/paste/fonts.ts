// What the fonts of a paste tell: letters in the encodings before Unicode, and pictures typed as letters.
import { convertLegacy, decode, isUnicode, type Encoding } from './legacy';
import { fontFamily, type Styles } from './styles';

const BLOCK = 'p, li, td, th, h1, h2, h3, h4, h5, h6, div, blockquote, caption, figcaption, body';

const SIGNS: Record<string, Record<string, string>> = {
  symbol: {
    '·': '•',
    '®': '→',
    '¬': '←',
    '´': '×',
    '£': '≤',
    '³': '≥',
    '¹': '≠',
    '»': '≈',
    a: 'α',
    b: 'β',
    g: 'γ',
    D: 'Δ',
    m: 'μ',
    p: 'π',
    S: 'Σ',
    W: 'Ω',
  },
  wingdings: {
    ü: '✓',
    û: '✗',
    þ: '☑',
    '¨': '☐',
    o: '☐',
    à: '→',
    è: '→',
    ð: '⇒',
    Ø: '➢',
    v: '❖',
    q: '❑',
    '§': '▪',
    n: '■',
    l: '●',
    J: '☺',
    '(': '☎',
    '*': '✉',
  },
};

interface Piece {
  node: Text;
  font: string;
}

/** Puts all text into Unicode, in place. What was converted, if anything was. */
export function convertFonts(body: Element, styles: Styles): Encoding | null {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const pieces: Piece[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (node.data.trim()) pieces.push({ node, font: fontFamily(node, styles) });
  }
  for (const { node, font } of pieces) drawSigns(node, font);
  const byFont = (['TCVN3', 'VNI'] as const).filter((encoding) => convertByFont(pieces, encoding));
  const rest = pieces.filter(({ font }) => !byFont.some((encoding) => encoding === encodingOf(font)));
  const byWords = convertByWords(rest);
  return byFont[0] ?? byWords;
}

function encodingOf(font: string): Encoding | null {
  if (/^\.vn/i.test(font)) return 'TCVN3';
  return /^vni\b/i.test(font) ? 'VNI' : null;
}

/** A document whose style still names the old font may be written in Unicode: then its font tells nothing. */
function convertByFont(pieces: Piece[], encoding: Encoding) {
  const told = pieces.filter(({ font }) => encodingOf(font) === encoding);
  if (told.some(({ node }) => isUnicode(node.data))) return false;
  let isConverted = false;
  for (const { node, font } of told) {
    const decoded = decode(node.data, encoding);
    isConverted ||= /[\u00a1-\u00ff]/.test(node.data);
    node.data = encoding === 'TCVN3' && /H$/.test(font) ? decoded.toUpperCase() : decoded;
  }
  return isConverted;
}

/** As a whole, since a heading alone is too short to tell; else block by block, since the rest may be Unicode. */
function convertByWords(pieces: Piece[]): Encoding | null {
  const whole = convertGroup(pieces);
  if (whole) return whole;
  const blocks = new Map<Element | null, Piece[]>();
  for (const piece of pieces) {
    const block = piece.node.parentElement?.closest(BLOCK) ?? null;
    const group = blocks.get(block);
    if (group) group.push(piece);
    else blocks.set(block, [piece]);
  }
  const found = [...blocks.values()].map(convertGroup);
  return found.find((encoding) => encoding !== null) ?? null;
}

function convertGroup(pieces: Piece[]): Encoding | null {
  const converted = convertLegacy(pieces.map(({ node }) => node.data).join(' '));
  if (!converted) return null;
  for (const { node } of pieces) node.data = decode(node.data, converted.from);
  return converted.from;
}

function drawSigns(node: Text, font: string) {
  const signs = SIGNS[font.toLowerCase().replace(/ ?\d$/, '')];
  // The same letters stand in a private area of Unicode when Word itself made them.
  if (signs) node.data = node.data.replace(/\S/g, (letter) => signs[fromPrivateArea(letter)] ?? letter);
}

function fromPrivateArea(letter: string) {
  const code = letter.charCodeAt(0);
  return code >= 0xf020 && code <= 0xf0ff ? String.fromCharCode(code - 0xf000) : letter;
}
