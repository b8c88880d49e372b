// Lists of a page: their items, their kind, and where they begin to count.
import { Flow } from './flow';
import type { Styles } from './styles';
import type { Block } from './tree';
import { MOST_NESTED, type Spot, type Walk } from './walk';

const LARGEST_START = 100_000;

export function readList(element: Element, around: Spot, walk: Walk): Block[] {
  const spot = { ...walk.inside(element, around), nested: around.nested + 1, isHeading: false };
  if (spot.nested > MOST_NESTED) {
    walk.report.tooDeep();
    const flow = new Flow();
    for (const child of element.childNodes) flow.push(walk.node(child, spot));
    return flow.finish();
  }
  const items = element.localName === 'li' ? [walk.blocks(element, spot)] : itemsOf(element, spot, walk);
  const type = listType(element, walk.styles);
  if (type.isLettered && items.length) walk.report.lettersBecameNumbers();
  // An item that is nothing but a list is a level that nobody sees.
  const visible = items.flatMap((item) => (item.length === 1 && item[0] && 'items' in item[0] ? item[0].items : [item]));
  const filled = visible.filter((item) => item.length > 0).map(beginWithText);
  return filled.length ? [{ is: type.is, start: startOf(element), items: filled }] : [];
}

/** Items that were copied without their list are one list again. */
export function addStrayItem(item: Element, around: Spot, flow: Flow, walk: Walk) {
  flow.flush();
  for (const block of readList(item, around, walk)) {
    const last = flow.blocks.at(-1);
    if ('items' in block && last && 'items' in last && block.is === last.is) for (const more of block.items) last.items.push(more);
    else flow.push([block]);
  }
}

/** What stands between items belongs to the one before. */
function itemsOf(list: Element, spot: Spot, walk: Walk): Block[][] {
  const items: Block[][] = [];
  for (const child of list.childNodes) {
    const isItem = child instanceof Element && child.localName === 'li';
    const blocks = isItem ? walk.blocks(child, spot) : walk.node(child, spot);
    const last = items.at(-1);
    if (last && (!isItem || isList(blocks[0]))) for (const block of blocks) last.push(block);
    else items.push(blocks);
  }
  return items;
}

function isList(block: Block | undefined) {
  return block?.is === 'ul' || block?.is === 'ol';
}

/** An item is a paragraph and what follows it. */
function beginWithText(item: Block[]): Block[] {
  return item[0]?.is === 'p' ? item : [{ is: 'p', runs: [] }, ...item];
}

function listType(list: Element, styles: Styles): { is: 'ul' | 'ol'; isLettered: boolean } {
  const item = list.localName === 'li' ? list : list.querySelector(':scope > li');
  const style = [list, item].flatMap((element) => {
    const own = element && styles.of(element);
    return (
      own?.get('list-style-type') ??
      /\b(disc|circle|square|decimal|(?:lower|upper)-(?:alpha|latin|roman))\b/.exec(own?.get('list-style') ?? '')?.[1] ??
      []
    );
  })[0];
  const type = list.getAttribute('type') ?? item?.getAttribute('type') ?? '';
  const isLettered = style ? /^(lower|upper)-(alpha|latin|roman|greek)/i.test(style) : /^[aAiI]$/.test(type);
  const isCounted =
    isLettered || /^decimal/i.test(style ?? '') || (list.localName === 'ol' && !/^(disc|circle|square)/i.test(style ?? ''));
  return { is: isCounted ? 'ol' : 'ul', isLettered };
}

function startOf(list: Element) {
  const told = list.getAttribute('start') ?? list.querySelector(':scope > li')?.getAttribute('value') ?? '1';
  return /^\s*\d{1,6}\s*$/.test(told) ? Math.min(Number(told), LARGEST_START) : 1;
}
