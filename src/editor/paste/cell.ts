// A cell takes paragraphs, lists and pictures. A heading, a rule or a table beside text would tear the table around it in two.
import { Fragment, Node, Slice } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { CellSelection, handlePaste } from 'prosemirror-tables';
import type { EditorView } from 'prosemirror-view';
import { nodeType, schema } from '../schema';

/** Whether it is done here: a table is laid over the cells from this one on, other things go into it in the shape that it takes. */
export function pasteInCell(view: EditorView, event: ClipboardEvent, slice: Slice): boolean {
  const table = tableAlone(slice);
  // Outside of a table it says that it is not done.
  if (table) return handlePaste(view, event, new Slice(Fragment.from(table), 0, 0));
  const fitted = fitInCell(view.state, slice);
  if (fitted) view.dispatch(view.state.tr.replaceSelection(fitted).scrollIntoView().setMeta('paste', true));
  return fitted !== undefined;
}

/** What is pasted, as the cell around the selection takes it; undefined outside of one and where nothing is to be changed. */
export function fitInCell({ selection }: EditorState, slice: Slice): Slice | undefined {
  const { $from, $to } = selection;
  const depth = Array.from({ length: $from.depth }, (_, at) => $from.depth - at).find((at) => isCell($from.node(at)));
  // Over chosen cells the tables' own way is right, and for cells that were copied here.
  if (depth === undefined || $from.sharedDepth($to.pos) < depth || selection instanceof CellSelection) return undefined;
  const nodes = slice.content.content;
  if (tableAlone(slice) || nodes.every((node) => node.type.spec.tableRole)) return undefined;
  const fits = (node: Node) => node.isInline || $from.node(depth).type.contentMatch.matchType(node.type) !== null;
  // A video is nothing that can be put in other words.
  if (nodes.every(fits) || nodes.some((node) => node.type.name === 'video')) return undefined;
  const fitted = nodes.flatMap((node) => (fits(node) ? [node] : inWords(node)));
  // A heading's place is a paragraph's; of a table's nothing is left open.
  const isOpen = (node?: Node) => node !== undefined && (fits(node) || node.isTextblock);
  const [start, end] = [isOpen(nodes[0]) ? slice.openStart : 0, isOpen(nodes.at(-1)) ? slice.openEnd : 0];
  return new Slice(Fragment.from(fitted), start, end);
}

const isCell = (node: Node) => node.type.spec.tableRole === 'cell' || node.type.spec.tableRole === 'header_cell';

/** The table that is all there is; not one with a name, which would be lost between cells. */
function tableAlone({ content }: Slice): Node | null {
  const [only] = content.childCount === 1 ? content.content : [];
  return only?.type.name === 'table_block' && only.firstChild?.content.size === 0 ? only.lastChild : null;
}

/** A paragraph for a heading, one for each line of a table, nothing for a rule. */
function inWords(node: Node): Node[] {
  if (node.isTextblock) return [nodeType('paragraph').create(null, node.content)];
  const lines: string[] = [];
  node.descendants((part) => {
    if (part.type.spec.tableRole !== 'row' && !part.isTextblock) return true;
    lines.push(part.textBetween(0, part.content.size, ' ', ' ').replace(/\s+/g, ' ').trim());
    return false;
  });
  return lines.filter(Boolean).map((line) => nodeType('paragraph').create(null, schema.text(line)));
}
