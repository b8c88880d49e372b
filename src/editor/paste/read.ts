// The clipboard's HTML as a document that runs, fetches and shows nothing.
import type { Report } from './report';
import type { Styles } from './styles';

const NEVER_SHOWN =
  'script, style, template, noscript, meta, link, title, base, xml, datalist, param, source, track, rp, annotation, annotation-xml';
/** Sticky and taken one by one: in one expression many comments could be cut up in too many ways. */
const LEADING = /\s+|<meta[^>]*>|<!--[^]*?-->/iy;
const CELL = /<(?:tr|td|th|thead|tbody|tfoot|colgroup|col|caption)\b/iy;

export function read(html: string): Document {
  // Some programs hand over the header of the Windows clipboard too.
  const body = html.replace(/^Version:\d[^<]*/, '');
  return new DOMParser().parseFromString(startsInTable(body) ? `<table>${body}</table>` : body, 'text/html');
}

/** Rows without their table, of which a parser would keep only the words, run together. */
function startsInTable(html: string) {
  LEADING.lastIndex = 0;
  let at = 0;
  while (LEADING.test(html)) at = LEADING.lastIndex;
  CELL.lastIndex = at;
  return CELL.test(html);
}

/** Takes out all that no reader of the copied page has seen. */
export function dropHidden(document: Document, styles: Styles, report: Report) {
  const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
  const found: Comment[] = [];
  while (comments.nextNode()) found.push(comments.currentNode as Comment);
  for (const comment of found) {
    for (const [, program] of comment.data.matchAll(/<o:OLEObject\b[^>]*\bProgID="([^"]{1,60})"/g))
      report.embedded('object', program ?? '');
    comment.remove();
  }
  for (const element of document.querySelectorAll(NEVER_SHOWN)) element.remove();
  for (const element of document.body.querySelectorAll('*')) {
    if (isHidden(element, styles)) element.remove();
  }
  // Word ends each paragraph with one; only those with words in them mean something.
  for (const element of document.body.getElementsByTagName('o:p')) {
    if (!element.textContent?.trim()) element.textContent = '';
  }
}

function isHidden(element: Element, styles: Styles) {
  const own = styles.of(element);
  const is = (name: string, pattern: RegExp) => pattern.test(own.get(name) ?? '');
  return (
    element.hasAttribute('hidden') ||
    is('display', /^none/i) ||
    is('mso-hide', /^all/i) ||
    is('visibility', /^(hidden|collapse)/i) ||
    is('font-size', /^0(px|pt|em|rem)?$/i) ||
    // Text for screen readers only, which stands beside what it repeats.
    (is('position', /^absolute/i) && (is('clip', /^rect\(0|^rect\(1px,? 1px/i) || is('clip-path', /^inset\((50|100)%/i)))
  );
}
