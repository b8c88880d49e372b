// The size that a document may have: what is beyond is cut off at the end.
import type { Report } from './report';
import { isText, type Block, type Cell, type Run } from './tree';

/** One is the document itself. */
const MOST_NODES = 19_999;

export function keepWithinLimits(blocks: Block[], report: Report): Block[] {
  const budget = new Budget();
  const kept = budget.blocks(blocks);
  if (budget.isSpent) report.tooLong();
  return kept;
}

class Budget {
  private left = MOST_NODES;
  isSpent = false;

  blocks(blocks: Block[]): Block[] {
    return this.while(blocks, (block) => this.block(block));
  }

  private block(block: Block): Block | null {
    if (isText(block)) return this.take(1) ? { ...block, runs: this.runs(block.runs) } : null;
    switch (block.is) {
      case 'hr':
        return this.take(1) ? block : null;
      case 'picture':
        return this.take(3) ? { ...block, caption: this.runs(block.caption) } : null;
      case 'blockquote':
        return this.take(2) ? { ...block, blocks: this.blocks(block.blocks) } : null;
      case 'table':
        return this.take(6) ? { ...block, caption: this.runs(block.caption), rows: this.rows(block.rows) } : null;
      default:
        return this.take(3)
          ? { ...block, items: this.while(block.items, (item) => (this.take(1) ? this.blocks(item) : null)) }
          : null;
    }
  }

  private rows(rows: Cell[][]) {
    return this.while(rows, (row) =>
      this.take(1 + row.length * 2) ? row.map((cell) => ({ ...cell, blocks: this.blocks(cell.blocks) })) : null,
    );
  }

  /** Each mark counts too: it is an element of the page. */
  private runs(runs: Run[]): Run[] {
    return this.while(runs, (run) => (this.take(1 + run.marks.length) ? run : null));
  }

  private while<Part>(parts: Part[], keep: (part: Part) => Part | null): Part[] {
    const kept: Part[] = [];
    for (const part of parts) {
      const taken = this.isSpent ? null : keep(part);
      if (taken === null) break;
      kept.push(taken);
    }
    return kept;
  }

  private take(nodes: number) {
    this.isSpent ||= nodes > this.left;
    if (!this.isSpent) this.left -= nodes;
    return !this.isSpent;
  }
}
