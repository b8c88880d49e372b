// Pictures of a paste: those whose bytes came along stay, the others are named, pixels that count readers go.
import type { Report } from './report';
import type { Styles } from './styles';
import { visible } from './flow';

export type PictureReading = { is: 'picture'; src: string; alt: string } | { is: 'text'; text: string } | null;

const USABLE = /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+$/i;
/** A GIF of one pixel, which stands where a picture will be loaded. */
const BLANK_GIF = /^data:image\/gif;base64,R0lGODlhAQAB/;
const LATER = ['data-src', 'data-original', 'data-lazy-src', 'data-srcset'];
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}|\p{Regional_Indicator})+$/u;
const LONGEST_ALT = 500;

export function readPicture(img: Element, styles: Styles, report: Report): PictureReading {
  const alt = visible(img.getAttribute('alt') ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
  if (img.getAttribute('role') === 'checkbox' || img.getAttribute('aria-roledescription') === 'checkbox') {
    return { is: 'text', text: /^(checked|đã chọn)/i.test(alt) ? '☑ ' : '☐ ' };
  }
  if (alt && EMOJI.test(alt) && !/^[\d#*]+$/.test(alt)) return { is: 'text', text: alt };
  if (isPixel(img, styles)) return null;
  const src = (img.getAttribute('src') ?? '').trim();
  const later = LATER.map((name) => img.getAttribute(name)).find((address) => address);
  if (BLANK_GIF.test(src)) {
    if (later) report.pictureElsewhere(later);
    return null;
  }
  if (USABLE.test(src)) return { is: 'picture', src: src.replace(/\s+/g, ''), alt: [...alt].slice(0, LONGEST_ALT).join('') };
  if (/^(https?:)?\/\//i.test(src)) report.pictureElsewhere(src);
  else if (/^data:/i.test(src)) report.pictureUnreadable(alt || 'không tên');
  else if (later) report.pictureElsewhere(later);
  else report.pictureOnDisk(alt || fileName(src));
  return null;
}

function isPixel(img: Element, styles: Styles) {
  const own = styles.of(img);
  const size = (name: string) => Number(/^([\d.]+)(?:px|pt)?$/.exec(own.get(name) ?? img.getAttribute(name) ?? '')?.[1] ?? NaN);
  return size('width') <= 2 || size('height') <= 2;
}

function fileName(src: string) {
  const name =
    src
      .split(/[?#]/)[0]
      ?.split(/[\\/:]/)
      .at(-1) ?? '';
  return name.slice(0, 80) || 'không tên';
}
