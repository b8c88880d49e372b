// What stands on what, as rendered: colours composed over the backgrounds they really lie on, and by pixels where that is a picture.
import type { Browser, CDPSession, Page } from '@playwright/test';

/** Least contrast of letters, and of edges, icons and rings. */
export interface Limits {
  text: number;
  edge: number;
}

export interface Finding {
  kind: 'text' | 'edge' | 'icon' | 'ring' | 'picture';
  where: string;
  ratio: number;
}

type Rgb = [number, number, number];
interface OverPicture {
  where: string;
  colour: Rgb;
  box: { x: number; y: number; width: number; height: number };
}

/** Every visible letter, placeholder, marker, edge and icon that misses its limit. */
export async function weakColours(page: Page, limits: Limits): Promise<Finding[]> {
  const { findings, overPictures } = await page.evaluate(lookAround, limits);
  for (const text of overPictures) {
    const ratio = await leastPixelContrast(page, text);
    if (ratio < limits.text) findings.push({ kind: 'picture', where: text.where, ratio });
  }
  return findings;
}

/** Every control whose focus cannot be told; `force` must have put the focus on all of them. */
export const weakRings = (page: Page, limits: Limits) => page.evaluate(lookAtRings, limits);

export const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary';

/** Puts all controls into a state at once, as the style inspector of a browser does. */
export async function force(session: CDPSession, states: string[]) {
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: CONTROLS });
  for (const nodeId of nodeIds) await session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: states });
  return nodeIds.length;
}

/** The luminance of one pixel of a PNG picture, counted from its corner; negative counts from the far edges. */
export async function luminanceAt(browser: Browser, pictures: string[], at: { x: number; y: number }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const found = await page.evaluate(
    async ({ pictures, at }) => {
      const luminances: number[] = [];
      for (const picture of pictures) {
        const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        canvas?.drawImage(bitmap, 0, 0);
        const [r = 0, g = 0, b = 0] = canvas?.getImageData(at.x, Math.floor(bitmap.height * at.y), 1, 1).data ?? [];
        luminances.push((0.2126 * r + 0.7152 * g + 0.0722 * b) / 255);
      }
      return luminances;
    },
    { pictures, at },
  );
  await context.close();
  return found;
}

async function leastPixelContrast(page: Page, { colour, box }: OverPicture): Promise<number> {
  const letters = await page.evaluateHandle(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { -webkit-text-fill-color: transparent !important; text-shadow: none !important }');
    document.adoptedStyleSheets.push(sheet);
    return sheet;
  });
  const scroll = await page.evaluate(() => ({ x: scrollX, y: scrollY }));
  const clip = { ...box, x: box.x + scroll.x, y: box.y + scroll.y };
  const picture = (await page.screenshot({ clip, fullPage: true })).toString('base64');
  await letters.evaluate((sheet) => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((kept) => kept !== sheet);
  });
  return page.evaluate(
    async ({ picture, colour }) => {
      const light = ([r, g, b]: number[]) => {
        const [x = 0, y = 0, z = 0] = [r, g, b].map((part = 0) =>
          part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
      };
      const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      canvas?.drawImage(bitmap, 0, 0);
      const data = canvas?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
      const letter = light(colour);
      let least = 21;
      for (let at = 0; at < data.length; at += 4) {
        const ground = light([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]);
        least = Math.min(least, (Math.max(letter, ground) + 0.05) / (Math.min(letter, ground) + 0.05));
      }
      return least;
    },
    { picture, colour },
  );
}

/** Runs in the page; whatever it needs is inside. */
function lookAround({ text: textLimit, edge: edgeLimit }: Limits) {
  type Rgba = [number, number, number, number];
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const known = new Map<string, Rgba>();
  const parse = (css: string): Rgba => {
    const seen = known.get(css);
    if (seen) return seen;
    const plain = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(css);
    let colour: Rgba = [0, 0, 0, 1];
    if (plain) colour = [Number(plain[1]), Number(plain[2]), Number(plain[3]), Number(plain[4] ?? 1)];
    else if (canvas) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      colour = [r, g, b, a / 255];
    }
    known.set(css, colour);
    return colour;
  };
  const over = ([r, g, b, a]: Rgba, [x, y, z]: Rgba): Rgba => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
  const light = (colour: Rgba) => {
    const [x = 0, y = 0, z = 0] = colour
      .slice(0, 3)
      .map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one: Rgba, other: Rgba) => {
    const [a, b] = [light(one), light(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const ground = (element: Element | null): Rgba => {
    const layers: Rgba[] = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = parse(getComputedStyle(at).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduceRight<Rgba>((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const seenThrough = (element: Element) => {
    let opacity = 1;
    for (let at: Element | null = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
    return opacity;
  };
  const isSeen = (element: Element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (getComputedStyle(at).clipPath === 'inset(50%)') return false;
    }
    return true;
  };
  const name = (element: Element) => {
    const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 30);
    const parent = element.parentElement;
    const own = (one: Element) => one.tagName.toLowerCase() + (one.getAttribute('class') ? `.${one.getAttribute('class')}` : '');
    return `${parent ? `${own(parent)} > ` : ''}${own(element)} "${words}"`;
  };

  const findings: Finding[] = [];
  const overPictures: OverPicture[] = [];
  const judge = (kind: Finding['kind'], where: string, ratio: number, limit: number) => {
    // A hundredth is rounding of composed colours.
    if (ratio < limit - 0.01) findings.push({ kind, where, ratio });
  };
  const judgeLetters = (element: Element, css: string, where: string, below: Element) => {
    const [r, g, b, a] = parse(css);
    const under = ground(below);
    judge('text', where, contrast(over([r, g, b, a * seenThrough(element)], under), under), textLimit);
  };

  const pictures = [...document.querySelectorAll('img, video, canvas')].filter(isSeen).map((picture) => ({
    picture,
    box: picture.getBoundingClientRect(),
  }));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TITLE'].includes(element.tagName)) continue;
    if (!isSeen(element)) continue;
    const style = getComputedStyle(element);
    const css = element instanceof SVGElement ? style.fill : style.color;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    const beneath = pictures.find(
      ({ box: other }) =>
        box.left < other.right - 2 && box.right > other.left + 2 && box.top < other.bottom - 2 && box.bottom > other.top + 2,
    );
    const isPainted = (at: Element | null) => at && getComputedStyle(at).backgroundImage !== 'none';
    if (beneath || isPainted(element) || isPainted(element.parentElement)) {
      const [r, g, b] = parse(css);
      overPictures.push({
        where: name(element),
        colour: [r, g, b],
        box: { x: box.left, y: box.top, width: box.width, height: box.height },
      });
    } else judgeLetters(element, css, name(element), element);
  }

  for (const element of document.body.querySelectorAll('*')) {
    if (!isSeen(element)) continue;
    for (const pseudo of ['::before', '::after']) {
      const style = getComputedStyle(element, pseudo);
      const words = /^"(.+?)"/.exec(style.content)?.[1]?.trim();
      if (words) judgeLetters(element, style.color, `${name(element)}${pseudo}`, element);
    }
    if (element.tagName === 'LI' && getComputedStyle(element).listStyleType !== 'none') {
      judgeLetters(element, getComputedStyle(element, '::marker').color, `${name(element)}::marker`, element);
    }
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      if (element.placeholder) {
        judgeLetters(element, getComputedStyle(element, '::placeholder').color, `${name(element)}::placeholder`, element);
      }
      if (!['hidden', 'radio', 'checkbox'].includes(element.type)) {
        judgeLetters(element, getComputedStyle(element).color, name(element), element);
      }
    }
    if (element instanceof SVGSVGElement) {
      const under = ground(element);
      const ratios = [...element.querySelectorAll('path, circle, rect, line, polyline')].flatMap((shape) => {
        const { stroke, fill } = getComputedStyle(shape);
        return [stroke, fill].filter((css) => css !== 'none').map((css) => contrast(over(parse(css), under), under));
      });
      if (ratios.length > 0) judge('icon', name(element), Math.max(...ratios), edgeLimit);
    }
    const isEdged = 'button, .button, input:not([type=radio], [type=checkbox]), select, textarea, .choices label, .attachment';
    if (element.matches(isEdged)) {
      const style = getComputedStyle(element);
      const outside = ground(element.parentElement);
      const ratios = [contrast(ground(element), outside)];
      if (parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== 'none') {
        ratios.push(contrast(over(parse(style.borderTopColor), outside), outside));
      }
      judge('edge', name(element), Math.max(...ratios), edgeLimit);
    }
  }
  const marked = getComputedStyle(document.body, '::selection');
  judge('text', '::selection', contrast(parse(marked.color), parse(marked.backgroundColor)), textLimit);
  return { findings, overPictures };
}

/** Runs in the page. The ring has two colours: one of them must stand out from what lies outside, and they from each other. */
function lookAtRings({ edge }: Limits): Finding[] {
  type Rgb3 = [number, number, number];
  const parse = (css: string): [...Rgb3, number] => {
    const found = /rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)/.exec(css);
    return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0), Number(found?.[3] ?? 0), found ? Number(found[4] ?? 1) : 0];
  };
  const light = (colour: number[]) => {
    const [x = 0, y = 0, z = 0] = colour
      .slice(0, 3)
      .map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (one: number[], other: number[]) => {
    const [a, b] = [light(one), light(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const ground = (element: Element | null) => {
    for (let at = element; at; at = at.parentElement) {
      const layer = parse(getComputedStyle(at).backgroundColor);
      if (layer[3] === 1) return layer;
    }
    return [255, 255, 255, 1];
  };
  const findings: Finding[] = [];
  for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const styles = [getComputedStyle(element), getComputedStyle(element, '::after')];
    const style = styles.find(({ outlineStyle, outlineWidth }) => outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2);
    const where = `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 30)}"`;
    if (!style) {
      findings.push({ kind: 'ring', where: `${where}: none`, ratio: 1 });
      continue;
    }
    const [ring, halo] = [parse(style.outlineColor), parse(style.boxShadow)];
    if (halo[3] !== 1) findings.push({ kind: 'ring', where: `${where}: no halo`, ratio: 1 });
    if (contrast(ring, halo) < edge) findings.push({ kind: 'ring', where: `${where}: ring on halo`, ratio: contrast(ring, halo) });
    for (const [side, under] of [
      ['outside', ground(element.parentElement)],
      ['inside', ground(element)],
    ] as const) {
      const ratio = Math.max(contrast(ring, under), contrast(halo, under));
      if (ratio < edge) findings.push({ kind: 'ring', where: `${where}: ${side}`, ratio });
    }
  }
  return findings;
}
