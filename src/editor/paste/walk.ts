// The walk through what was pasted: which element becomes what.
import { Flow, visible } from './flow';
import { addStrayItem, readList } from './lists';
import { marksOf, tagsOf, type Marks } from './marks';
import { readPicture } from './pictures';
import type { Report } from './report';
import type { Styles } from './styles';
import { readTable } from './tables';
import { isText, type Block, type TextBlock } from './tree';

/** Where the walk stands. */
export interface Spot {
  marks: Marks;
  /** Lists, quotes and cells around: inside them there are no headings, tables or rules. */
  nested: number;
  isHeading: boolean;
}

export const START: Spot = { marks: {}, nested: 0, isHeading: false };

/** Two elements each; with the marks of a text they stay within 32. */
export const MOST_NESTED = 9;

const HEADINGS: Record<string, 'h2' | 'h3' | 'h4'> = { h1: 'h2', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4' };
const PARTS = new Set(
  (
    'p div section article main header footer nav aside form address center dl dt dd details summary fieldset legend hgroup body ' +
    'tbody thead tfoot tr td th caption option optgroup search dialog figcaption pre listing xmp plaintext frameset'
  ).split(' '),
);

export class Walk {
  constructor(
    readonly styles: Styles,
    readonly report: Report,
    private readonly isOffice: boolean,
  ) {}

  /** What stands in an element, as blocks of its own. */
  blocks(element: Element, spot: Spot): Block[] {
    const flow = new Flow();
    this.children(element, this.inside(element, spot), flow);
    return flow.finish();
  }

  /** A node that may itself be a block. */
  node(node: Node, spot: Spot): Block[] {
    const flow = new Flow();
    this.visit(node, spot, flow);
    return flow.finish();
  }

  /** The spot inside an element: with the marks that it gives. */
  inside(element: Element, spot: Spot): Spot {
    return { ...spot, marks: marksOf(element, this.styles, spot.marks, this.isOffice) };
  }

  private children(element: Element, spot: Spot, flow: Flow) {
    for (const child of element.childNodes) this.visit(child, spot, flow);
  }

  private visit(node: Node, spot: Spot, flow: Flow) {
    if (node.nodeType === Node.TEXT_NODE) flow.text((node as Text).data, tagsOf(spot.marks, spot.isHeading), this.keepsLines(node));
    else if (node instanceof Element) this.element(node, spot, flow);
  }

  private element(element: Element, around: Spot, flow: Flow) {
    const tag = element.localName;
    const heading = HEADINGS[tag];
    if (heading) return flow.push(this.heading(element, heading, around));
    switch (tag) {
      case 'br':
        return flow.lineBreak();
      case 'hr':
        return around.nested ? flow.flush() : flow.push([{ is: 'hr' }]);
      case 'img':
        return this.picture(element, around, flow);
      case 'ul':
      case 'ol':
      case 'menu':
      case 'dir':
        return flow.push(readList(element, around, this));
      case 'li':
        return addStrayItem(element, around, flow, this);
      case 'blockquote':
        return flow.push(this.quote(element, around));
      case 'table':
        return flow.push(readTable(element, around, this));
      case 'figure':
        return flow.push(this.figure(element, around));
      case 'iframe':
      case 'frame':
      case 'embed':
      case 'video':
      case 'audio':
      case 'canvas':
        return this.report.embedded(tag, address(element));
      case 'object':
      case 'applet':
        this.report.embedded(tag, address(element));
        break;
      case 'math':
        this.report.embedded(tag, '');
        break;
      case 'svg':
        return this.drawing(element, around, flow);
      case 'q':
        flow.text('“', tagsOf(around.marks, around.isHeading));
        this.children(element, this.inside(element, around), flow);
        return flow.text('”', tagsOf(around.marks, around.isHeading));
    }
    const spot = this.inside(element, around);
    const isPart = this.isPart(element);
    if (isPart) flow.flush();
    this.children(element, /^(dt|summary)$/.test(tag) ? { ...spot, marks: { ...spot.marks, strong: true } } : spot, flow);
    if (isPart) flow.flush();
  }

  /** Begins and ends on a line of its own. */
  private isPart(element: Element) {
    const display = /^[-a-z]+/.exec(this.styles.of(element).get('display') ?? '')?.[0];
    if (!display || display === 'contents') return PARTS.has(element.localName);
    return !display.startsWith('inline');
  }

  private keepsLines(text: Node) {
    const parent = text.parentElement;
    if (!parent) return false;
    return (
      /^(pre|break)/.test(this.styles.of(parent).get('white-space') ?? '') ||
      parent.closest('pre, listing, xmp, plaintext, textarea') !== null
    );
  }

  private heading(element: Element, is: 'h2' | 'h3' | 'h4', around: Spot): Block[] {
    const spot = this.inside(element, around);
    if (around.nested) return this.blocks(element, { ...spot, marks: { ...spot.marks, strong: true } });
    const blocks = this.blocks(element, { ...spot, nested: 1, isHeading: true });
    return blocks.map((block) => (isText(block) ? { ...block, is } : block));
  }

  private quote(element: Element, around: Spot): Block[] {
    const spot = { ...this.inside(element, around), nested: around.nested + 1, isHeading: false };
    if (spot.nested > MOST_NESTED) this.report.tooDeep();
    const blocks = this.blocks(element, spot);
    return blocks.length && spot.nested <= MOST_NESTED ? [{ is: 'blockquote', blocks }] : blocks;
  }

  private picture(img: Element, spot: Spot, flow: Flow) {
    const read = readPicture(img, this.styles, this.report);
    if (read?.is === 'text') flow.text(read.text, tagsOf(spot.marks, spot.isHeading));
    else if (read) flow.push([{ ...read, caption: [] }]);
  }

  private figure(element: Element, around: Spot): Block[] {
    const blocks = this.blocks(element, around);
    const captions = [...element.children].filter((child) => child.localName === 'figcaption');
    const picture = blocks.find((block) => block.is === 'picture');
    if (picture?.is !== 'picture' || captions.length !== 1 || blocks.filter((block) => block.is === 'picture').length > 1)
      return blocks;
    const lines = captions.flatMap((caption) => this.blocks(caption, { ...around, nested: around.nested + 1 }));
    const words = lines.filter((line): line is TextBlock => isText(line));
    if (words.length !== lines.length || blocks.length !== lines.length + 1) return blocks;
    picture.caption = words.flatMap((line, index) => (index ? [{ text: '\n', marks: [] }, ...line.runs] : line.runs));
    return [picture];
  }

  /** Only its lettering can be kept; small ones without any are icons. */
  private drawing(svg: Element, spot: Spot, flow: Flow) {
    const words = [...svg.querySelectorAll('text, foreignObject')]
      .map((text) => visible(text.textContent ?? '').trim())
      .filter(Boolean);
    if (words.length || Number.parseFloat(svg.getAttribute('width') ?? '0') >= 64) this.report.embedded('svg', '');
    for (const word of words) flow.text(` ${word} `, tagsOf(spot.marks, spot.isHeading));
  }
}

function address(element: Element) {
  const inside = element.querySelector('[src]')?.getAttribute('src');
  return (element.getAttribute('src') ?? element.getAttribute('data') ?? inside ?? '').trim();
}
