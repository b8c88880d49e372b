// Addresses of pasted links: those that a reader's browser may follow, and nothing else.
import { isUrl } from '../../content/schema.js';

const FORBIDDEN = /[ "<>`{}|^]/g;
const DROPPED = /[\u0000-\u001f\u007f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufffd-\uffff]/g;

/** Null where only the link's text may stay. */
export function linkAddress(href: string): string | null {
  const address = unwrap(
    href
      .trim()
      .replace(DROPPED, '')
      .replace(FORBIDDEN, (letter) => encodeURIComponent(letter)),
  );
  return /^(https?:|mailto:|tel:|\/)/i.test(address) && isUrl(address) ? address : null;
}

/** Google's and Facebook's way-stations tell them who follows the link, and stop working one day. */
function unwrap(address: string) {
  const station = /^https:\/\/(?:www\.google\.com\/url\?(?:[^#]*&)?q|lm?\.facebook\.com\/l\.php\?(?:[^#]*&)?u)=([^&#]+)/.exec(
    address,
  );
  if (!station?.[1]) return address;
  try {
    const target = decodeURIComponent(station[1])
      .replace(/([?&])fbclid=[^&#]*&?/, '$1')
      .replace(/[?&]$/, '');
    return /^https?:/i.test(target) ? target.replace(FORBIDDEN, (letter) => encodeURIComponent(letter)) : address;
  } catch {
    return address;
  }
}
