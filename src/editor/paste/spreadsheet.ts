// Tables as Excel, Calc and Word copy them: empty rows and columns at the end, header cells that are only bold.
import { isText, type Block, type Cell } from './tree';

/** Where a cell stands in the grid. */
interface Placed {
  cell: Cell;
  row: number;
  column: number;
}

const MOST_HEADER_ROWS = 3;

/** Takes out the rows and columns at the end that hold nothing. */
export function trim(rows: Cell[][]): Cell[][] {
  const filled = rows.findLastIndex((row) => row.some((cell) => !isEmpty(cell)));
  const kept = rows.slice(0, filled + 1);
  const grid = place(kept);
  const width = grid.reduce((most, { cell, column }) => (isEmpty(cell) ? most : Math.max(most, column + cell.colspan)), 0);
  const result: Cell[][] = kept.map(() => []);
  for (const { cell, row, column } of grid) {
    if (column >= width) continue;
    const colspan = Math.min(cell.colspan, width - column);
    result[row]?.push({ ...cell, colspan, rowspan: Math.min(cell.rowspan, kept.length - row) });
  }
  return result;
}

/** Rows of bold cells above rows that are not: header cells. Those that were header cells before say for what. */
export function findHeaders(rows: Cell[][]): Cell[][] {
  const bold = rows.findIndex((row) => !isBoldRow(row));
  const heads = bold > 0 && bold <= MOST_HEADER_ROWS && isWide(rows) ? bold : 0;
  return rows.map((row, at) =>
    row.map((cell, column) => {
      if (at >= heads && !cell.isHeader) return cell;
      const scope = cell.scope ?? (at < Math.max(heads, 1) ? 'col' : column === 0 ? 'row' : null);
      return { ...cell, isHeader: true, scope, blocks: cell.blocks.map(withoutBold) };
    }),
  );
}

function isWide(rows: Cell[][]) {
  return rows.some((row) => row.length > 1);
}

/** The grid as browsers lay it out: a cell from above takes its place in the rows below. */
function place(rows: Cell[][]): Placed[] {
  const placed: Placed[] = [];
  const takenUntil: number[] = [];
  rows.forEach((cells, row) => {
    let column = 0;
    for (const cell of cells) {
      while ((takenUntil[column] ?? 0) > row) column += 1;
      placed.push({ cell, row, column });
      for (let at = column; at < column + cell.colspan; at += 1) takenUntil[at] = row + cell.rowspan;
      column += cell.colspan;
    }
  });
  return placed;
}

export function isEmpty(cell: Cell) {
  return cell.blocks.every((block) => isText(block) && block.runs.length === 0);
}

function isBoldRow(row: Cell[]) {
  const filled = row.filter((cell) => !isEmpty(cell));
  return filled.length > 0 && filled.every((cell) => cell.isHeader || cell.blocks.every(isBold));
}

function isBold(block: Block) {
  return isText(block) && block.runs.every((run) => !run.text.trim() || run.marks.includes('<strong>'));
}

function withoutBold(block: Block): Block {
  if (!isText(block)) return block;
  return { ...block, runs: block.runs.map((run) => ({ ...run, marks: run.marks.filter((mark) => mark !== '<strong>') })) };
}
