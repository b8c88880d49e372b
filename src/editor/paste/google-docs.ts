// Google Docs and Word for the web: one wrapper around all, lists whose items say their level, a list for each item.
import { ListNesting } from './list-nesting';

const LEVEL = 'li[aria-level], li[data-aria-level]';

export function tidyGoogleDocs(body: Element) {
  for (const wrapper of body.querySelectorAll('[id^="docs-internal-guid"], .ListContainerWrapper')) unwrap(wrapper);
  const done = new Set<Element>();
  for (const item of body.querySelectorAll(LEVEL)) {
    const list = outermost(item, body);
    if (!list || done.has(list)) continue;
    const lists = neighbours(list);
    for (const each of [...lists, ...nest(lists)]) done.add(each);
  }
}

function unwrap(element: Element) {
  while (element.firstChild) element.before(element.firstChild);
  element.remove();
}

function outermost(item: Element, body: Element) {
  let found: Element | null = null;
  for (let element = item.parentElement; element && element !== body; element = element.parentElement) {
    if (/^(ul|ol)$/.test(element.localName)) found = element;
    else if (element.localName !== 'li') break;
  }
  return found;
}

/** Lists that only white space parts, from this one on. */
function neighbours(list: Element): Element[] {
  const found = [list];
  for (let node = list.nextSibling; node; node = node.nextSibling) {
    if (node instanceof Element && /^(ul|ol)$/.test(node.localName)) found.push(node);
    else if (node instanceof Element || node.textContent?.trim()) break;
  }
  return found;
}

/** The lists that stand in their place now. */
function nest(lists: Element[]): Element[] {
  const items = lists.flatMap((list) => [...list.querySelectorAll('li')]);
  const read = items.map((li) => ({ li, ...readItem(li) }));
  const placed: Element[] = [];
  const nesting = new ListNesting((list) => {
    lists[0]?.before(list);
    placed.push(list);
  });
  for (const { li, level, isOrdered, number, type } of read) {
    if (type) li.setAttribute('type', type);
    nesting.add(li, { level, isOrdered, number });
  }
  // What is left holds no items; if it holds words all the same, they stay.
  for (const { li } of read) for (const emptied of li.querySelectorAll('ul:not(:has(li)), ol:not(:has(li))')) unwrap(emptied);
  for (const list of lists) unwrap(list);
  return placed;
}

function readItem(li: Element) {
  const list = li.parentElement?.closest('ul, ol');
  const isOrdered = list?.localName === 'ol';
  const isFirst = list?.querySelector('li') === li;
  const level = Number(li.getAttribute('aria-level') ?? li.getAttribute('data-aria-level')) || depth(li);
  const number = isOrdered && isFirst ? Number(list?.getAttribute('start') ?? 1) : null;
  return { level: Math.max(1, Math.trunc(level)), isOrdered, number, type: list?.getAttribute('type') ?? null };
}

function depth(li: Element) {
  let lists = 0;
  for (let element = li.parentElement; element; element = element.parentElement)
    if (/^(ul|ol)$/.test(element.localName)) lists += 1;
  return lists;
}
