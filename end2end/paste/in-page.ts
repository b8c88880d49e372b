// Bundled into the blank page of the spec: runs one paste and judges what comes out, with rules of its own.
import { DOMParser as SchemaParser, Node as DocumentNode } from 'prosemirror-model';
import { isUrl } from '../../src/content/schema.js';
import { cleanHtml } from '../../src/editor/paste/clean';
import { convertLegacy, decode } from '../../src/editor/paste/legacy';
import { TCVN3, VNI } from '../../src/editor/paste/legacy-tables';
import { cleanText } from '../../src/editor/paste/plain';
import { isSyllable } from '../../src/editor/paste/syllable';
import { schema } from '../../src/editor/schema';
import { mutate, type Random } from './mutations';

const ALLOWED: Record<string, RegExp> = {
  ol: /^start$/,
  th: /^(scope|colspan|rowspan)$/,
  td: /^(colspan|rowspan)$/,
  img: /^(src|alt)$/,
  a: /^href$/,
  span: /^lang$/,
  ...Object.fromEntries(
    'p h2 h3 h4 ul li blockquote table caption tbody tr figure figcaption hr br strong em u s sub sup'
      .split(' ')
      .map((tag) => [tag, /^$/]),
  ),
};
const BLOCKS =
  'p, div, h1, h2, h3, h4, h5, h6, li, ul, ol, td, th, tr, caption, figcaption, blockquote, pre, hr, br, dt, dd, footer, header, section, img, text';
const UNSEEN = 'script, style, template, noscript, iframe, video, select, [hidden], .msocomanchor, .MsoCommentReference';
const UNSEEN_STYLE =
  /display:none|mso-hide:all|clip:rect\(0|mso-list:ignore|font-family:['"]?(wingdings|symbol|couriernew)|mso-element:comment/i;
const FRAME = 'nav, aside, body > footer, button, input, [role=button], main form';

function paste(source: string, isText: boolean) {
  const cleaned = isText ? cleanText(source) : cleanHtml(source);
  const doc = parse(cleaned.html);
  return { ...cleaned, doc: doc.toJSON(), faults: [...faultsOf(doc), ...(cleaned.html === source ? [] : strangers(cleaned.html))] };
}

const read = (html: string) => new DOMParser().parseFromString(html, 'text/html').body;

function parse(html: string) {
  return SchemaParser.fromSchema(schema).parse(read(html));
}

function faultsOf(doc: DocumentNode): string[] {
  try {
    doc.check();
  } catch (error) {
    return [String(error)];
  }
  let [nodes, depth] = [1, 1];
  const count = (node: DocumentNode, at: number) =>
    node.forEach((child) => {
      nodes += 1;
      depth = Math.max(depth, at);
      count(child, at + 1);
    });
  count(doc, 2);
  return [...(nodes > 20_000 ? [`${nodes} nodes`] : []), ...(depth > 32 ? [`depth ${depth}`] : [])];
}

/** Elements and attributes that are not on the list, addresses that may not be followed, and nesting that is too deep. */
function strangers(html: string): string[] {
  const found: string[] = [];
  const body = read(html);
  for (const element of body.querySelectorAll('*')) {
    const allowed = ALLOWED[element.localName];
    if (!allowed) found.push(`<${element.localName}>`);
    for (const { name, value } of element.attributes)
      if (!allowed?.test(name)) found.push(`${element.localName} ${name}="${value}"`);
    if (element.localName === 'a' && !isUrl(element.getAttribute('href') ?? '')) found.push(`href ${element.getAttribute('href')}`);
    if (element.localName === 'img' && !/^data:image\/(png|jpe?g|gif|webp);base64,/i.test(element.getAttribute('src') ?? ''))
      found.push('img src');
  }
  let depth = 0;
  for (let level = [...body.children]; level.length; level = level.flatMap((element) => [...element.children])) depth += 1;
  if (depth > 32) found.push(`depth ${depth}`);
  if (html !== html.normalize('NFC')) found.push('not NFC');
  const tree = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  if (tree.nextNode()) found.push('comment');
  return found;
}

/** The words that a reader sees, block by block; signs are left out, because lists and fonts draw their own. */
function words(html: string, keepsFrame: boolean): string[] {
  const body = read(/^<meta[^>]*><tr/.test(html) ? `<table>${html}` : html);
  for (const element of body.querySelectorAll(keepsFrame ? UNSEEN : `${UNSEEN}, ${FRAME}`)) element.remove();
  for (const element of body.querySelectorAll('[style]')) {
    if (UNSEEN_STYLE.test((element.getAttribute('style') ?? '').replace(/\s/g, ''))) element.remove();
  }
  for (const block of body.querySelectorAll(BLOCKS)) {
    block.before(' ');
    block.after(' ');
  }
  const text = (body.textContent ?? '').replace(/[\u00ad\u200b\u202a-\u202e]/g, '').normalize('NFC');
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The first word of `wanted` that does not stand in `found` after the ones before it. */
function firstMissing(wanted: string[], found: string[]): string | null {
  let at = 0;
  for (const word of wanted) {
    const next = found.indexOf(word, at);
    if (next < 0) return word;
    at = next + 1;
  }
  return null;
}

function missingWord(source: string, isText: boolean, keepsFrame: boolean) {
  const shown = document.createElement('p');
  shown.textContent = source;
  const wanted = isText ? `<pre>${shown.innerHTML}</pre>` : source;
  return firstMissing(words(wanted, keepsFrame), words((isText ? cleanText(source) : cleanHtml(source)).html, true));
}

/** Pastes that broke a rule, with the rule; a paste that throws is one of them. */
function attack(fixtures: string[], seed: number, rounds: number) {
  const broken: { round: number; fault: string; html: string }[] = [];
  const random = generator(seed);
  for (let round = 0; round < rounds && broken.length < 5; round += 1) {
    const html = mutate(fixtures, random);
    try {
      const { faults, missing } = paste(html, false);
      const fault = faults[0] ?? missing.find((line) => !line.trim());
      if (fault !== undefined) broken.push({ round, fault, html: html.slice(0, 4000) });
    } catch (error) {
      broken.push({ round, fault: (error as Error).stack ?? String(error), html: html.slice(0, 4000) });
    }
  }
  return broken;
}

/** Mulberry32: the same seed gives the same pastes on every machine. */
function generator(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const tables = { TCVN3: [...TCVN3], VNI: [...VNI] };
const bench = { paste, missingWord, attack, cleanHtml, cleanText, convertLegacy, decode, isSyllable, tables };
export type Bench = typeof bench;
Object.assign(window, { bench });
