// Plain text from Zalo, Facebook, Notepad: a line is a paragraph, lines with a bullet are a list.
import type { Cleaned } from './clean';
import { Flow } from './flow';
import { convertLegacy, type Letters } from './legacy';
import { keepWithinLimits } from './limits';
import { Report } from './report';
import { write, type Block } from './tree';

/** Signs that mean nothing else. A hyphen stays a hyphen: it may be speech, or a minus. */
const BULLET = /^\s*[•●▪◦‣■]\s*(?=\S)/u;

/** As `cleanHtml`, for what the clipboard holds as text/plain. */
export function cleanText(text: string, letters: Letters = 'unicode'): Cleaned {
  const legacy = letters === 'unicode' ? convertLegacy(text) : null;
  const blocks: Block[] = [];
  for (const line of (legacy?.text ?? text).split(/\r\n?|\n/)) addLine(line, blocks);
  const report = new Report();
  return { html: write(keepWithinLimits(blocks, report)), missing: report.missing, converted: legacy?.from ?? null };
}

function addLine(line: string, blocks: Block[]) {
  const flow = new Flow();
  flow.text(line.replace(BULLET, ''), []);
  const item = flow.finish();
  const last = blocks.at(-1);
  if (!item.length) return;
  if (!BULLET.test(line)) for (const paragraph of item) blocks.push(paragraph);
  else if (last?.is === 'ul') last.items.push(item);
  else blocks.push({ is: 'ul', start: 1, items: [item] });
}
