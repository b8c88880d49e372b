// What can be done with a text: each command serves its key, its button and whether the button is open.
import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { Fragment, type Attrs, type Node } from 'prosemirror-model';
import { liftListItem, sinkListItem, wrapInList } from 'prosemirror-schema-list';
import { Selection, TextSelection, type Command, type EditorState } from 'prosemirror-state';
import { isInTable } from 'prosemirror-tables';
import { markType, nodeType, schema } from './schema';

export const bold = toggleMark(markType('strong'));
export const italic = toggleMark(markType('em'));
export const underline = toggleMark(markType('underline'));
export const strike = toggleMark(markType('strike'));
export const sub = toggleMark(markType('sub'));
export const sup = toggleMark(markType('sup'));

export const paragraph = setBlockType(nodeType('paragraph'));
export const heading = (level: number) => setBlockType(nodeType('heading'), { level });

export const indent = sinkListItem(nodeType('list_item'));
export const outdent = liftListItem(nodeType('list_item'));

/** Into a list, from one kind of list to the other, or out of it. */
function list(name: 'bullet_list' | 'ordered_list'): Command {
  const wrap = wrapInList(nodeType(name));
  return (state, dispatch) => {
    const around = listAround(state);
    if (!around) return wrap(state, dispatch);
    if (around.node.type.name === name) return outdent(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(around.pos, nodeType(name)));
    return true;
  };
}

export const bulletList = list('bullet_list');
export const orderedList = list('ordered_list');

function listAround({ selection: { $from } }: EditorState) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === 'bullet_list' || node.type.name === 'ordered_list') return { node, pos: $from.before(depth) };
  }
  return undefined;
}

export const quote: Command = (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === 'blockquote') return lift(state, dispatch);
  }
  return wrapIn(nodeType('blockquote'))(state, dispatch);
};

export const rule: Command = (state, dispatch) => insertBlock(nodeType('horizontal_rule').create())(state, dispatch);

/** Takes every mark off, and makes headings paragraphs. */
export const plain: Command = (state, dispatch) => {
  const { from, to, empty } = state.selection;
  if (empty) return paragraph(state, dispatch);
  dispatch?.(state.tr.removeMark(from, to));
  return true;
};

export const lineBreak: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodeType('hard_break').create()).scrollIntoView());
  return true;
};

/** Puts a block where the cursor is: in place of an empty paragraph, else after the block of the cursor, and a paragraph to write on in after it. */
export function insertBlock(block: Node): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const depth = range($from.depth).find((depth) => {
      const index = $from.index(depth);
      return $from.node(depth).canReplaceWith(index, index, block.type);
    });
    if (depth === undefined) return false;
    if (!dispatch) return true;
    const parent = $from.node(depth);
    const child = parent.maybeChild($from.index(depth));
    const start = $from.posAtIndex($from.index(depth), depth);
    const isEmpty = child?.type.name === 'paragraph' && child.content.size === 0;
    const end = start + (child?.nodeSize ?? 0);
    const at = isEmpty ? start : end;
    const tr = state.tr.replaceWith(at, end, block);
    const after = at + block.nodeSize;
    if (!tr.doc.resolve(after).nodeAfter) tr.insert(after, nodeType('paragraph').create());
    const cursor = block.isLeaf ? after : at + 1;
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(cursor), 1)).scrollIntoView());
    return true;
  };
}

/** From the deepest up. */
const range = (depth: number) => Array.from({ length: depth + 1 }, (_, step) => depth - step);

/** Three rows with a row of headers, and a place for the caption. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const row = (cell: string, columns: number) =>
    nodeType('table_row').create(
      null,
      Array.from({ length: columns }, () => nodeType(cell).createAndFill()).filter((made) => made !== null),
    );
  const table = nodeType('table').create(null, [row('table_header', 3), row('table_cell', 3), row('table_cell', 3)]);
  const block = nodeType('table_block').create(null, Fragment.from([nodeType('table_caption').create(), table]));
  return insertBlock(block)(state, dispatch);
};

export function insertPicture(attrs: Attrs, caption = ''): Command {
  const words = caption ? schema.text(caption) : null;
  return insertBlock(nodeType('picture').create(attrs, nodeType('caption').create(null, words)));
}

export function insertVideo(attrs: Attrs): Command {
  return insertBlock(nodeType('video').create(attrs, nodeType('caption').create()));
}

export function insertAttachment(attrs: Attrs): Command {
  return insertBlock(nodeType('attachment').create(attrs));
}

/** Sets a link on what is selected, or on the whole link that the cursor stands in. */
export function setLink(href: string, words: string): Command {
  return (state, dispatch) => {
    const type = markType('link');
    const { from, to } = linkRange(state);
    const mark = type.create({ href });
    if (!state.selection.$from.parent.type.allowsMarkType(type)) return false;
    if (dispatch) {
      const tr = state.tr;
      if (from === to) {
        tr.insert(from, state.schema.text(words || href, [...state.selection.$from.marks(), mark]));
      } else {
        tr.removeMark(from, to, type).addMark(from, to, mark);
      }
      const end = tr.mapping.map(to);
      dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(type).scrollIntoView());
    }
    return true;
  };
}

export const unlink: Command = (state, dispatch) => {
  const { from, to } = linkRange(state);
  if (from === to || !state.doc.rangeHasMark(from, to, markType('link'))) return false;
  dispatch?.(state.tr.removeMark(from, to, markType('link')));
  return true;
};

export const canLink = (state: EditorState) => state.selection.$from.parent.type.allowsMarkType(markType('link'));

/** What a link command works on. */
export function linkRange(state: EditorState) {
  const { from, to, empty, $from } = state.selection;
  const type = markType('link');
  const mark = type.isInSet($from.marks());
  if (!empty || !mark) return { from, to };
  let start = from;
  let end = to;
  $from.parent.forEach((child, offset) => {
    const at = $from.start() + offset;
    if (mark.isInSet(child.marks) && at <= from && at + child.nodeSize >= from) {
      start = Math.min(start, at);
      end = Math.max(end, at + child.nodeSize);
    }
  });
  return { from: start, to: end };
}

export function linkAt(state: EditorState): string {
  const { from, to } = linkRange(state);
  let href = '';
  state.doc.nodesBetween(from, Math.max(to, from + 1), (node) => {
    href ||= markType('link').isInSet(node.marks)?.attrs.href ?? '';
  });
  return href;
}

export function isMarked(state: EditorState, name: string) {
  const { from, to, empty, $from } = state.selection;
  const type = markType(name);
  return empty ? !!type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
}

/** The kind of the block that the cursor is in: "paragraph", "heading2" … */
export function blockKind(state: EditorState) {
  const { parent } = state.selection.$from;
  return parent.type.name === 'heading' ? `heading${parent.attrs.level}` : parent.type.name;
}

export function isInside(state: EditorState, name: string) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === name) return true;
  return false;
}

/** The end of the text in the block that begins at a place. */
export function cursorIn(doc: Node, at: number): Selection {
  return Selection.near(doc.resolve(at + (doc.nodeAt(at)?.nodeSize ?? 1) - 1), -1);
}
