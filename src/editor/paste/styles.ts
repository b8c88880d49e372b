// What an element's own style says: the class rules that office programs send along, then its style attribute.

export type Declarations = ReadonlyMap<string, string>;

const NONE: Declarations = new Map();
/** A style longer than this holds a picture, not a way of writing. */
const LONGEST = 4000;

export class Styles {
  private readonly rules = new Map<string, [string, string][]>();
  private readonly seen = new WeakMap<Element, Declarations>();

  constructor(document: Document) {
    for (const style of document.querySelectorAll('style')) this.read(style.textContent ?? '');
  }

  /** Not inherited: only what this element says itself. */
  of(element: Element): Declarations {
    const known = this.seen.get(element);
    if (known) return known;
    const classes = [...element.classList].slice(0, 20);
    const said = ['', ...classes].flatMap((name) => [
      ...(name ? (this.rules.get(`.${name}`) ?? []) : []),
      ...(this.rules.get(name ? `${element.localName}.${name}` : element.localName) ?? []),
    ]);
    const inline = element.getAttribute('style');
    if (inline) said.push(...declarations(inline));
    const result = said.length ? new Map(said) : NONE;
    this.seen.set(element, result);
    return result;
  }

  /** Only `tag`, `.class` and `tag.class`: office programs write no others for text. */
  private read(css: string) {
    const rules = css
      .replace(/<!--|-->/g, '')
      .split('/*')
      .map((part, index) => (index ? (part.split('*/')[1] ?? '') : part));
    for (const rule of rules.join('').split('}')) {
      const open = rule.lastIndexOf('{');
      if (open < 0) continue;
      const found = declarations(rule.slice(open + 1));
      for (const selector of rule.slice(rule.lastIndexOf('{', open - 1) + 1, open).split(',')) {
        const name = /^\s*((?:\w+)?(?:\.[-\w]+)?)\s*$/.exec(selector)?.[1];
        if (name) this.rules.set(name, [...(this.rules.get(name) ?? []), ...found]);
      }
    }
  }
}

function declarations(css: string): [string, string][] {
  const found = css.slice(0, LONGEST).matchAll(/([-\w]+)\s*:\s*((?:"[^"]*"|'[^']*'|\([^)]*\)|[^;"'(])*)/g);
  return [...found].map(([, name, value]) => [(name ?? '').toLowerCase(), (value ?? '').replace(/\s*!important\s*$/i, '').trim()]);
}

/** The first family of the nearest element that names one, quotes taken off. */
export function fontFamily(node: Node, styles: Styles): string {
  for (let element = node.parentElement; element; element = element.parentElement) {
    const own = styles.of(element);
    const family = own.get('font-family') ?? /"[^"]+"|'[^']+'/.exec(own.get('font') ?? '')?.[0] ?? element.getAttribute('face');
    if (family && family !== 'inherit') return (family.split(',')[0] ?? '').replace(/["']/g, '').trim();
  }
  return '';
}
