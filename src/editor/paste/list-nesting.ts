// Lists in lists, built from items that only say how deep they stand.

export interface Item {
  /** From 1. */
  level: number;
  isOrdered: boolean;
  /** Null where the item goes on counting. */
  number: number | null;
}

interface Open {
  level: number;
  isOrdered: boolean;
  list: Element;
  next: number;
}

/** Word knows nine levels; a document that claims more must not nest the tree out of bounds. */
const DEEPEST = 9;

export class ListNesting {
  private readonly open: Open[] = [];
  private lastPlaced: Element | null = null;

  /** `place` puts the first list where it belongs; those that follow it at the same level stand behind it. */
  constructor(private readonly place: (list: Element) => void) {}

  add(li: Element, { level: asked, isOrdered, number }: Item) {
    const level = Math.min(asked, DEEPEST);
    while ((this.open.at(-1)?.level ?? 0) > level) this.open.pop();
    const top = this.open.at(-1);
    const goesOn = top?.level === level && top.isOrdered === isOrdered && (number === null || !isOrdered || number === top.next);
    if (top?.level === level && !goesOn) this.open.pop();
    const list = goesOn ? top : this.start(li.ownerDocument, level, isOrdered, number ?? 1);
    list.list.append(li);
    list.next += 1;
  }

  /** The item that something of this level stands in, if there is one; what was deeper is closed. */
  itemAbove(level: number): Element | null {
    while ((this.open.at(-1)?.level ?? 0) >= level) this.open.pop();
    return this.open.at(-1)?.list.lastElementChild ?? null;
  }

  /** What an ordered list of this level would count next. */
  nextNumber(level: number): number | null {
    const list = this.open.find((open) => open.level === Math.min(level, DEEPEST) && open.isOrdered);
    return list?.next ?? null;
  }

  private start(document: Document, level: number, isOrdered: boolean, next: number): Open {
    const list = document.createElement(isOrdered ? 'ol' : 'ul');
    if (isOrdered && next !== 1) list.setAttribute('start', String(next));
    const above = this.open.at(-1)?.list.lastElementChild;
    if (above) above.append(list);
    else if (this.lastPlaced) this.lastPlaced.after(list);
    else this.place(list);
    if (!above) this.lastPlaced = list;
    const opened = { level, isOrdered, list, next };
    this.open.push(opened);
    return opened;
  }
}
