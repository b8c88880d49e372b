// The frame of a web page around what was meant: menus, side columns, buttons and forms.

const FRAME = [
  'nav, aside, form, [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search]',
  'footer:not(blockquote footer, figure footer)',
].join(', ');
const CONTROLS = 'button, input, select, textarea, [role=button]';

/** Takes the frame out, unless somebody selected nothing else. */
export function dropFrame(body: Element) {
  for (const selector of [CONTROLS, FRAME]) {
    const parts = new Set([...body.querySelectorAll(selector)].filter((element) => !isWrapper(element, body)));
    const found = [...parts].filter((element) => !standsIn(element.parentElement, parts));
    if (!isWhole(found, body)) for (const element of found) element.remove();
  }
}

function standsIn(element: Element | null, parts: Set<Element>) {
  for (let above = element; above; above = above.parentElement) if (parts.has(above)) return true;
  return false;
}

/** Many portals lay one form around the whole page. */
function isWrapper(element: Element, body: Element) {
  return element.localName === 'form' && length(element) * 2 > length(body);
}

function isWhole(parts: Element[], body: Element) {
  const inside = parts.reduce((sum, part) => sum + length(part) + part.querySelectorAll('img').length, 0);
  return inside >= length(body) + body.querySelectorAll('img').length;
}

function length(element: Element) {
  return (element.textContent ?? '').replace(/\s+/g, '').length;
}
