// What a paste becomes: nothing can be written here that is not on the list of the editor's elements.

/** Text in marks, or a line break (`\n` alone). `marks` are opening tags in the schema's order. */
export interface Run {
  text: string;
  marks: readonly string[];
}

export interface Cell {
  isHeader: boolean;
  scope: 'col' | 'row' | null;
  colspan: number;
  rowspan: number;
  blocks: Block[];
}

export interface TextBlock {
  is: 'p' | 'h2' | 'h3' | 'h4';
  runs: Run[];
}

export interface Picture {
  is: 'picture';
  src: string;
  alt: string;
  caption: Run[];
}

export type Block =
  | TextBlock
  | Picture
  | { is: 'ul' | 'ol'; start: number; items: Block[][] }
  | { is: 'blockquote'; blocks: Block[] }
  | { is: 'table'; caption: Run[]; rows: Cell[][] }
  | { is: 'hr' };

export function isText(block: Block | undefined): block is TextBlock {
  return block !== undefined && 'runs' in block;
}

export function write(blocks: Block[]): string {
  return blocks.map(writeBlock).join('');
}

function writeBlock(block: Block): string {
  switch (block.is) {
    case 'hr':
      return '<hr>';
    case 'picture':
      return writePicture(block);
    case 'blockquote':
      return `<blockquote>${write(block.blocks)}</blockquote>`;
    case 'table':
      return writeTable(block.caption, block.rows);
    case 'ul':
    case 'ol': {
      const start = block.is === 'ol' && block.start !== 1 ? ` start="${block.start}"` : '';
      return `<${block.is}${start}>${block.items.map((item) => `<li>${write(item)}</li>`).join('')}</${block.is}>`;
    }
    default:
      return `<${block.is}>${writeRuns(block.runs)}</${block.is}>`;
  }
}

function writePicture({ src, alt, caption }: Picture) {
  const img = `<img src="${escape(src)}" alt="${escape(alt)}">`;
  return caption.length ? `<figure>${img}<figcaption>${writeRuns(caption)}</figcaption></figure>` : img;
}

function writeTable(caption: Run[], rows: Cell[][]) {
  const told = caption.length ? `<caption>${writeRuns(caption)}</caption>` : '';
  return `<table>${told}<tbody>${rows.map((row) => `<tr>${row.map(writeCell).join('')}</tr>`).join('')}</tbody></table>`;
}

function writeCell(cell: Cell) {
  const tag = cell.isHeader ? 'th' : 'td';
  const scope = cell.isHeader && cell.scope ? ` scope="${cell.scope}"` : '';
  const colspan = cell.colspan > 1 ? ` colspan="${cell.colspan}"` : '';
  const rowspan = cell.rowspan > 1 ? ` rowspan="${cell.rowspan}"` : '';
  return `<${tag}${scope}${colspan}${rowspan}>${write(cell.blocks)}</${tag}>`;
}

/** Neighbours that share a mark share its element. */
function writeRuns(runs: Run[], depth = 0): string {
  let html = '';
  for (let at = 0; at < runs.length;) {
    const mark = runs[at]?.marks[depth];
    let end = at + 1;
    if (mark === undefined) {
      const text = runs[at]?.text ?? '';
      html += text === '\n' ? '<br>' : escape(text);
    } else {
      while (runs[end]?.marks[depth] === mark) end += 1;
      html += `${mark}${writeRuns(runs.slice(at, end), depth + 1)}</${/^<(\w+)/.exec(mark)?.[1]}>`;
    }
    at = end;
  }
  return html;
}

export function escape(text: string) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
