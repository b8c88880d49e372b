// Word, Outlook and what is copied from them: headings that are paragraphs, comments, lists that are none.
import { ListNesting } from './list-nesting';
import { readMarker } from './list-marker';
import type { Report } from './report';
import type { Styles } from './styles';

const COMMENTS = '[style*="mso-element:comment"], .msocomanchor, .MsoCommentReference, .msocomoff';
const LIST_CLASS = /\bMso(?:ListParagraph|ListBullet|ListNumber|ListContinue)/;
/** Longer than any heading: a paragraph that only stands in the outline. */
const LONGEST_HEADING = 300;

export function tidyWord(body: Element, styles: Styles, report: Report) {
  for (const comment of body.querySelectorAll(COMMENTS)) comment.remove();
  for (const paragraph of body.querySelectorAll('p')) raiseHeading(paragraph, styles);
  const parents = new Set([...body.querySelectorAll('p')].filter((p) => levelOf(p, styles)).map((p) => p.parentElement));
  for (const parent of parents) if (parent) nestLists(parent, styles, report);
}

function raiseHeading(paragraph: Element, styles: Styles) {
  const name = /\bMso(?:(Title)|(?:To[cC])?(Heading)([1-9])?)\b/.exec(paragraph.className);
  const outline = /^[1-9]$/.exec(styles.of(paragraph).get('mso-outline-level') ?? '');
  if ((!name && !outline) || (paragraph.textContent ?? '').length > LONGEST_HEADING) return;
  const level = Math.min(Number(outline?.[0] ?? name?.[3] ?? (name?.[1] ? 1 : 2)), 6);
  const heading = paragraph.ownerDocument.createElement(`h${level}`);
  while (paragraph.firstChild) heading.append(paragraph.firstChild);
  paragraph.replaceWith(heading);
}

/** From 1; 0 where the paragraph is in no list. */
function levelOf(paragraph: Element, styles: Styles): number {
  const list = styles.of(paragraph).get('mso-list');
  if (list !== undefined) return /^(none|ignore)/i.test(list) ? 0 : Number(/\blevel(\d+)/.exec(list)?.[1] ?? 1) || 1;
  // Filtered HTML keeps the class and the sign only.
  if (!LIST_CLASS.test(paragraph.className) || !readMarker(paragraph, styles)) return 0;
  const indent = /^([\d.]+)(in|pt|cm)/.exec(styles.of(paragraph).get('margin-left') ?? '');
  const inches = Number(indent?.[1] ?? 0.5) / { in: 1, pt: 72, cm: 2.54 }[(indent?.[2] ?? 'in') as 'in' | 'pt' | 'cm'];
  return Math.max(1, Math.round(inches / 0.5));
}

function nestLists(parent: Element, styles: Styles, report: Report) {
  let nesting: ListNesting | null = null;
  for (const child of [...parent.childNodes]) {
    if (!(child instanceof Element)) {
      if (child.textContent?.trim()) nesting = null;
      continue;
    }
    const level = child.localName === 'p' ? levelOf(child, styles) : 0;
    if (level) {
      nesting ??= new ListNesting((list) => child.before(list));
      if (!addItem(child, level, nesting, styles, report)) nesting = null;
    } else if (nesting && LIST_CLASS.test(child.className) && child.textContent?.trim()) {
      // A second paragraph of the item above.
      nesting.itemAbove(Infinity)?.append(child);
    } else if (child.textContent?.trim() || child.querySelector('img')) {
      nesting = null;
    }
  }
}

/** False where the list ends, because the paragraph keeps its sign as words and stands on its own. */
function addItem(paragraph: Element, level: number, nesting: ListNesting, styles: Styles, report: Report): boolean {
  const found = readMarker(paragraph, styles);
  const meaning = found ? found.meaning(nesting.nextNumber(level)) : ({ is: 'bullet' } as const);
  if (meaning.is === 'words') {
    found?.element.replaceWith(`${found.text} `);
    const item = nesting.itemAbove(level);
    item?.append(paragraph);
    return item !== null;
  }
  if (meaning.is === 'letter') report.lettersBecameNumbers();
  found?.element.remove();
  const li = paragraph.ownerDocument.createElement('li');
  const isOrdered = meaning.is !== 'bullet';
  const number = meaning.is === 'bullet' ? null : meaning.number;
  // Placed before the paragraph is moved: a new list stands where its first item stood.
  nesting.add(li, { level, isOrdered, number });
  li.append(paragraph);
  return true;
}
