// A cell takes paragraphs, lists and pictures. A heading, a rule or a table beside text would tear the table around it in two.
import { Fragment, Node, Slice } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { nodeType, schema } from '../schema';

/** What is pasted, in the shape that the cell around the selection takes; undefined outside of one and where nothing is to be changed. */
export function fitInCell({ selection }: EditorState, { content, openStart, openEnd }: Slice): Slice | undefined {
  const { $from, $to } = selection;
  const depth = Array.from({ length: $from.depth }, (_, at) => $from.depth - at).find((at) => isCell($from.node(at)));
  if (depth === undefined || $from.sharedDepth($to.pos) < depth) return undefined;
  const fits = (node: Node) => node.isInline || $from.node(depth).type.contentMatch.matchType(node.type) !== null;
  const nodes = content.content;
  // A table alone is laid over the cells of this one; a video is nothing that can be put in other words.
  const isTable = nodes.length === 1 && nodes[0]?.type.name === 'table_block';
  if (isTable || nodes.every(fits) || nodes.some((node) => node.type.name === 'video')) return undefined;
  const fitted = nodes.flatMap((node) => (fits(node) ? [node] : inWords(node)));
  // A heading's place is a paragraph's; of a table's nothing is left open.
  const isOpen = (node?: Node) => node !== undefined && (fits(node) || node.isTextblock);
  return new Slice(Fragment.from(fitted), isOpen(nodes[0]) ? openStart : 0, isOpen(nodes.at(-1)) ? openEnd : 0);
}

const isCell = (node: Node) => node.type.spec.tableRole === 'cell' || node.type.spec.tableRole === 'header_cell';

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
