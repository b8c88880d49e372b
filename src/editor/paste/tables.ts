// Tables: those of data stay tables, those that only lay out a page become what stands in them.
import { findHeaders, trim } from './spreadsheet';
import type { Block, Cell, Run } from './tree';
import { isText } from './tree';
import type { Spot, Walk } from './walk';

interface Row {
  spot: Spot;
  cells: Element[];
  isHead: boolean;
}

const WIDEST = 100;
const HIGHEST = 1000;
/** The two columns at the top and at the end of every official paper, which no one reads as a table. */
const LETTERHEAD = /c[ộô]ng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|^\s*nơi\s+nhận\s*:/i;

export function readTable(table: Element, around: Spot, walk: Walk): Block[] {
  const spot = walk.inside(table, around);
  const rows = rowsOf(table, spot, walk);
  const captions = [...table.children].filter((part) => part.localName === 'caption');
  const told = [
    ...captions.flatMap((caption) => walk.blocks(caption, { ...spot, nested: spot.nested + 1 })),
    ...looseParts(table).flatMap((node) => walk.node(node, spot)),
  ];
  const isNested = spot.nested > 0;
  if (isNested || isLayout(table, rows)) {
    if (isNested && rows.some((row) => row.cells.length > 1)) walk.report.tableUnfolded();
    return [...told, ...rows.flatMap((row) => row.cells.flatMap((cell) => walk.blocks(cell, row.spot)))];
  }
  const read = rows.map((row, at) => row.cells.map((cell) => readCell(cell, row, rows.length - at, walk)));
  const trimmed = findHeaders(trim(read));
  if (trimmed.every((row) => row.length <= 1)) return [...told, ...trimmed.flatMap((row) => row.flatMap((cell) => cell.blocks))];
  return [...told.filter((block) => !isText(block)), { is: 'table', caption: oneLine(told), rows: trimmed }];
}

function isLayout(table: Element, rows: Row[]) {
  return (
    rows.every((row) => row.cells.length <= 1) ||
    /^(presentation|none)$/.test(table.getAttribute('role') ?? '') ||
    table.querySelector('table') !== null ||
    (rows.length <= 3 &&
      rows.some(
        (row) => row.cells.length === 2 && row.cells.some((cell) => LETTERHEAD.test((cell.textContent ?? '').normalize('NFC'))),
      ))
  );
}

function readCell(cell: Element, { isHead, spot }: Row, rowsLeft: number, walk: Walk): Cell {
  const span = (name: string, most: number) => Math.min(Math.max(Math.trunc(Number(cell.getAttribute(name) ?? 1)) || 1, 1), most);
  const scope = /^(?:(col)|(row))(?:group)?$/i.exec(cell.getAttribute('scope') ?? '');
  const isHeader = cell.localName === 'th' || isHead;
  return {
    isHeader,
    scope: isHeader && scope ? (scope[1] ? 'col' : 'row') : isHead ? 'col' : null,
    colspan: span('colspan', WIDEST),
    rowspan: span('rowspan', Math.min(rowsLeft, HIGHEST)),
    blocks: walk.blocks(cell, { ...spot, nested: spot.nested + 2 }),
  };
}

/** In the order of the page; of this table, not of tables in it. */
function rowsOf(table: Element, spot: Spot, walk: Walk): Row[] {
  const sections = [...table.children].flatMap((part) =>
    part.localName === 'tr'
      ? [{ row: part, isHead: false }]
      : [...part.children].map((row) => ({ row, isHead: part.localName === 'thead' })),
  );
  return sections
    .filter(({ row }) => row.localName === 'tr')
    .map(({ row, isHead }) => ({
      isHead,
      spot: walk.inside(row, spot),
      cells: [...row.children].filter((cell) => /^t[dh]$/.test(cell.localName)),
    }));
}

/** Where tables nest too deep for a parser, it puts what is below them anywhere. */
function looseParts(table: Element): Node[] {
  const loose = (parent: Element, known: RegExp) =>
    [...parent.childNodes].filter((node) => !known.test(node.nodeName) && node.textContent?.trim());
  const sections = [...table.children].filter((part) => /^t(body|head|foot)$/.test(part.localName));
  const rows = [table, ...sections].flatMap((part) => [...part.children].filter((row) => row.localName === 'tr'));
  return [
    ...loose(table, /^(caption|colgroup|tbody|thead|tfoot|tr)$/i),
    ...sections.flatMap((section) => loose(section, /^tr$/i)),
    ...rows.flatMap((row) => loose(row, /^t[dh]$/i)),
  ];
}

function oneLine(blocks: Block[]): Run[] {
  return blocks.filter(isText).flatMap((block, index) => (index ? [{ text: '\n', marks: [] }, ...block.runs] : block.runs));
}
