// ProseMirror's schema: nodes and marks of the one table in Rust, and how each looks while it is edited or copied.
import { DOMParser, Fragment, Schema, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec } from 'prosemirror-model';
import table from '../content/schema.generated.json';
import { isUrl, schemaSpec } from '../content/schema.js';
import { pendingId } from './pending';

export const SCHEMA_VERSION: number = table.version;

type NodeDom = Pick<NodeSpec, 'toDOM' | 'parseDOM' | 'defining' | 'isolating' | 'draggable' | 'selectable' | 'leafText'>;
type MarkDom = Pick<MarkSpec, 'toDOM' | 'parseDOM' | 'inclusive'>;

const hole = (tag: string, attrs: Record<string, string> = {}): (() => DOMOutputSpec) => {
  return () => [tag, attrs, 0];
};
const data = (dom: Element, name: string) => dom.getAttribute(`data-${name}`) ?? '';
const whole = (dom: Element, name: string, least: number, most: number) => {
  const value = Number(dom.getAttribute(name) ?? least);
  return Number.isInteger(value) ? Math.min(Math.max(value, least), most) : least;
};
/** A list may begin with 0; without a word it begins with 1. */
const wholeStart = (dom: Element) => (dom.hasAttribute('start') ? whole(dom, 'start', 0, 100000) : 1);
const shorten = (text: string | null, most: number) => [...(text ?? '').normalize('NFC')].slice(0, most).join('');
const filled = (attrs: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(attrs).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));

function cellAttrs(dom: HTMLElement) {
  const colspan = whole(dom, 'colspan', 1, 100);
  const widths = data(dom, 'colwidth').split(',').map(Number);
  const fits = widths.length === colspan && widths.every((width) => Number.isInteger(width) && width > 0);
  return { colspan, rowspan: whole(dom, 'rowspan', 1, 1000), colwidth: fits ? widths : null };
}

function headerAttrs(dom: HTMLElement) {
  const scope = dom.getAttribute('scope');
  return { ...cellAttrs(dom), scope: scope === 'col' || scope === 'row' ? scope : null };
}

const cellDom = (tag: string) => (node: Node) =>
  [
    tag,
    filled({
      colspan: node.attrs.colspan > 1 && node.attrs.colspan,
      rowspan: node.attrs.rowspan > 1 && node.attrs.rowspan,
      'data-colwidth': node.attrs.colwidth?.join(','),
      scope: node.attrs.scope,
    }),
    0,
  ] as DOMOutputSpec;

/** Of a copied figure or a picture alone; one that comes with its bytes gets a name until it is uploaded. */
function pictureAttrs(dom: HTMLElement) {
  const img = dom.localName === 'img' ? dom : dom.querySelector('img');
  if (!img) return false;
  const src = img.getAttribute('src') ?? '';
  const media = data(img, 'media') || (src.startsWith('data:image/') ? pendingId(src) : '');
  if (!media) return false;
  return {
    media,
    alt: shorten(img.getAttribute('alt'), 500),
    decorative: img.hasAttribute('data-decorative'),
    credit: shorten(data(img, 'credit'), 200),
  };
}

/** A table from elsewhere: its caption, if it has one, then its rows. */
function tableContent(dom: globalThis.Node) {
  const element = (dom as HTMLElement).cloneNode(true) as HTMLElement;
  const parser = DOMParser.fromSchema(schema);
  const told = element.querySelector('caption');
  told?.remove();
  const words = told ? parser.parse(told, { topNode: nodeType('table_caption').create() }).content : Fragment.empty;
  const rows = parser.parse(element, { topNode: nodeType('table').create() }).content;
  return Fragment.from([nodeType('table_caption').create(null, words), nodeType('table').create(null, rows)]);
}

const NODES: Record<string, NodeDom> = {
  paragraph: { parseDOM: [{ tag: 'p' }], toDOM: hole('p') },
  heading: {
    defining: true,
    parseDOM: [
      ...[2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      { tag: 'h1', attrs: { level: 2 } },
      { tag: 'h5', attrs: { level: 4 } },
      { tag: 'h6', attrs: { level: 4 } },
    ],
    toDOM: (node) => [`h${node.attrs.level}`, 0],
  },
  bullet_list: { parseDOM: [{ tag: 'ul' }], toDOM: hole('ul') },
  ordered_list: {
    parseDOM: [{ tag: 'ol', getAttrs: (dom) => ({ order: wholeStart(dom) }) }],
    toDOM: (node) => ['ol', filled({ start: node.attrs.order !== 1 && node.attrs.order }), 0],
  },
  list_item: { defining: true, parseDOM: [{ tag: 'li' }], toDOM: hole('li') },
  blockquote: { defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: hole('blockquote') },
  picture: {
    draggable: true,
    isolating: true,
    parseDOM: [
      { tag: 'figure.picture, figure:has(img)', getAttrs: pictureAttrs, contentElement: (dom) => inside(dom, 'figcaption') },
      { tag: 'img', getAttrs: pictureAttrs, contentElement: () => document.createElement('figcaption') },
    ],
    toDOM: (node) => [
      'figure',
      { class: 'picture' },
      ['img', { 'data-media': node.attrs.media, alt: node.attrs.alt, ...pictureData(node) }],
      ['figcaption', 0],
    ],
  },
  video: {
    draggable: true,
    isolating: true,
    parseDOM: [{ tag: 'figure[data-video]', getAttrs: videoAttrs, contentElement: (dom) => inside(dom, 'figcaption') }],
    toDOM: (node) => [
      'figure',
      {
        'data-video': node.attrs.media,
        ...filled({ 'data-captions': node.attrs.captions, 'data-transcript': node.attrs.transcript_text }),
      },
      ['figcaption', 0],
    ],
  },
  caption: { parseDOM: [{ tag: 'figcaption' }], toDOM: hole('figcaption') },
  table_block: {
    isolating: true,
    parseDOM: [{ tag: 'div.table-block' }, { tag: 'table', getContent: tableContent }],
    toDOM: hole('div', { class: 'table-block' }),
  },
  table_caption: {
    parseDOM: [{ tag: 'p.table-caption', priority: 60 }],
    toDOM: hole('p', { class: 'table-caption' }),
  },
  table: {
    isolating: true,
    parseDOM: [{ tag: 'table[data-inner]', priority: 60 }],
    toDOM: () => ['table', { 'data-inner': '' }, ['tbody', 0]],
  },
  table_row: { parseDOM: [{ tag: 'tr' }], toDOM: hole('tr') },
  table_cell: { isolating: true, parseDOM: [{ tag: 'td', getAttrs: cellAttrs }], toDOM: cellDom('td') },
  table_header: { isolating: true, parseDOM: [{ tag: 'th', getAttrs: headerAttrs }], toDOM: cellDom('th') },
  horizontal_rule: { parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  attachment: {
    draggable: true,
    parseDOM: [{ tag: 'p[data-attachment]', priority: 60, getAttrs: attachmentAttrs }],
    toDOM: (node) => ['p', { 'data-attachment': node.attrs.media }, node.attrs.title],
  },
  hard_break: { selectable: false, leafText: () => '\n', parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
};

const MARKS: Record<string, MarkDom> = {
  link: {
    inclusive: false,
    parseDOM: [{ tag: 'a[href]', getAttrs: linkAttrs }],
    toDOM: (mark) => ['a', { href: mark.attrs.href, ...filled({ title: mark.attrs.title }) }, 0],
  },
  language: {
    parseDOM: [{ tag: 'span[lang]', getAttrs: languageAttrs }],
    toDOM: (mark) => ['span', { lang: mark.attrs.lang }, 0],
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Google Docs wraps everything in a <b> that is none.
      { tag: 'b', getAttrs: (dom) => dom.style.fontWeight !== 'normal' && null },
    ],
    toDOM: hole('strong'),
  },
  em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: hole('em') },
  underline: { parseDOM: [{ tag: 'u' }, { tag: 'ins' }], toDOM: hole('u') },
  strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }], toDOM: hole('s') },
  sub: { parseDOM: [{ tag: 'sub' }], toDOM: hole('sub') },
  sup: { parseDOM: [{ tag: 'sup' }], toDOM: hole('sup') },
};

function inside(dom: globalThis.Node, tag: string): HTMLElement {
  return (dom as HTMLElement).querySelector<HTMLElement>(tag) ?? document.createElement(tag);
}

function pictureData(node: Node) {
  return filled({ 'data-decorative': node.attrs.decorative && 'true', 'data-credit': node.attrs.credit });
}

function videoAttrs(dom: HTMLElement) {
  const media = data(dom, 'video');
  return media
    ? { media, captions: data(dom, 'captions') || null, transcript_text: shorten(data(dom, 'transcript'), 50000) }
    : false;
}

function attachmentAttrs(dom: HTMLElement) {
  const media = data(dom, 'attachment');
  return media ? { media, title: shorten(dom.textContent, 300) } : false;
}

function linkAttrs(dom: HTMLElement) {
  const href = (dom.getAttribute('href') ?? '').trim();
  return isUrl(href) ? { href, title: shorten(dom.getAttribute('title'), 300) } : false;
}

function languageAttrs(dom: HTMLElement) {
  const lang = dom.getAttribute('lang') ?? '';
  // Everything is Vietnamese that does not say otherwise.
  return /^[A-Za-z]{2,8}(-[0-9A-Za-z]{1,8})*$/.test(lang) && lang.length <= 35 && !/^vi\b/i.test(lang) ? { lang } : false;
}

function build() {
  const spec = schemaSpec(table);
  for (const [name, dom] of Object.entries(NODES)) Object.assign(spec.nodes[name] ?? {}, dom);
  for (const [name, dom] of Object.entries(MARKS)) Object.assign(spec.marks[name] ?? {}, dom);
  return new Schema(spec as ConstructorParameters<typeof Schema>[0]);
}

export const schema = build();

export function nodeType(name: string) {
  const type = schema.nodes[name];
  if (!type) throw new Error(`no node ${name}`);
  return type;
}

export function markType(name: string) {
  const type = schema.marks[name];
  if (!type) throw new Error(`no mark ${name}`);
  return type;
}
