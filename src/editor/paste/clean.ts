// What the clipboard holds, as the few elements that the editor knows; what cannot be carried over is named.
import { convertFonts } from './fonts';
import { tidyGoogleDocs } from './google-docs';
import type { Encoding, Letters } from './legacy';
import { keepWithinLimits } from './limits';
import { dropHidden, read } from './read';
import { Report } from './report';
import { Styles } from './styles';
import { write } from './tree';
import { START, Walk } from './walk';
import { dropFrame } from './web';
import { tidyWord } from './word';

export interface Cleaned {
  html: string;
  /** In Vietnamese, for the person who pasted. */
  missing: string[];
  converted: Encoding | null;
}

const OFFICE = /urn:schemas-microsoft-com:office|\bmso-|\bclass=["']?Mso|content=["']?(?:Microsoft|LibreOffice|OpenOffice)/i;

/** Never throws. */
export function cleanHtml(html: string, letters: Letters = 'unicode'): Cleaned {
  const document = read(html);
  // The editor's own clipboard, which its schema reads better than anything made of it.
  if (document.querySelector('[data-pm-slice]')) return { html, missing: [], converted: null };
  const styles = new Styles(document);
  const report = new Report();
  dropHidden(document, styles, report);
  const converted = letters === 'unicode' ? convertFonts(document.body, styles) : null;
  tidyWord(document.body, styles, report);
  tidyGoogleDocs(document.body);
  dropFrame(document.body);
  const blocks = new Walk(styles, report, OFFICE.test(html)).blocks(document.body, START);
  return { html: write(keepWithinLimits(blocks, report)), missing: report.missing, converted };
}
