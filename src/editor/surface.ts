// The surface that is written on: ProseMirror with our schema, keys, tables, and what is pasted or dropped.
import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { closeHistory, history } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { DOMParser, Fragment, Node, Slice } from 'prosemirror-model';
import { splitListItem } from 'prosemirror-schema-list';
import { EditorState, Plugin, Selection, type Command, type Transaction } from 'prosemirror-state';
import { addRowAfter, columnResizing, goToNextCell, tableEditing } from 'prosemirror-tables';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import * as commands from './commands';
import { pasteConverted } from './converting';
import { findPlugin } from './find';
import { dataUrl, MediaShelf } from './media';
import { isCaption, pasteInCaption } from './paste/caption';
import { fitInCell, pasteInCell } from './paste/cell';
import { cleanHtml } from './paste/clean';
import { cleanText } from './paste/plain';
import { isPending, pendingId } from './pending';
import { nodeType, schema } from './schema';
import { KINDS, type Tool } from './tools';
import { figureViews, type BlockActions } from './views';

export interface SurfaceHearing {
  changed: () => void;
  updated: (view: EditorView) => void;
  /** What could not be carried over from the clipboard. */
  missing: (says: string[]) => void;
  /** What was pasted was written in an old encoding; `undo` puts it as it came. */
  converted: (from: string) => void;
  focusToolbar: () => void;
}

/** The document of stored JSON. Throws where this editor's schema does not know all of it. */
export function readDocument(content: string): Node {
  const doc = Node.fromJSON(schema, JSON.parse(content));
  doc.check();
  return doc;
}

export const writeDocument = (doc: Node) => JSON.stringify(doc.toJSON());

/** A caption is one line: Enter goes on after its block. */
const leaveCaption: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const { name } = $from.parent.type;
  if (!isCaption(name)) return false;
  const depth = $from.depth - 1;
  if (name === 'table_caption') {
    dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve($from.after()), 1)).scrollIntoView());
    return true;
  }
  const after = $from.after(depth);
  const next = state.doc.resolve(after).nodeAfter;
  const tr = next?.isTextblock ? state.tr : state.tr.insert(after, nodeType('paragraph').create());
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(after + 1), 1)).scrollIntoView());
  return true;
};

/** Tab in the last cell of a table begins a new row, as in Word. */
const beginRow: Command = (state, dispatch, view) => {
  if (!addRowAfter(state, dispatch)) return false;
  if (dispatch && view) goToNextCell(1)(view.state, view.dispatch);
  return true;
};

function keys(groups: Tool[][], hearing: SurfaceHearing, view: () => EditorView) {
  const bound: Record<string, Command> = {
    Enter: chainCommands(leaveCaption, splitListItem(nodeType('list_item'))),
    'Shift-Enter': chainCommands(exitCode, commands.lineBreak),
    Tab: chainCommands(goToNextCell(1), beginRow, commands.indent),
    'Shift-Tab': chainCommands(goToNextCell(-1), commands.outdent),
    'Alt-F10': () => (hearing.focusToolbar(), true),
  };
  for (const [, , key, command] of KINDS) bound[key] = command;
  for (const tool of groups.flat()) {
    if (!tool.key || tool.key in bound) continue;
    const { open, command } = tool;
    bound[tool.key] = open ? () => (open(view()), true) : (command ?? (() => false));
  }
  bound['Mod-Shift-z'] = groups.flat().find(({ name }) => name === 'Làm lại')?.command ?? (() => false);
  return bound;
}

export function makeSurface(
  mount: HTMLElement,
  doc: Node,
  groups: Tool[][],
  shelf: MediaShelf,
  actions: BlockActions,
  hearing: SurfaceHearing,
  attributes: Record<string, string>,
): EditorView {
  let isEditable = true;
  /** What is being pasted, in the letters that it came in; none where they are Unicode. */
  let asPasted: string | undefined;
  const view: EditorView = new EditorView(mount, {
    state: EditorState.create({
      doc,
      plugins: [
        keymap(keys(groups, hearing, () => view)),
        keymap(baseKeymap),
        history(),
        columnResizing(),
        tableEditing(),
        dropCursor(),
        gapCursor(),
        findPlugin(),
        placeholder(),
      ],
    }),
    attributes,
    nodeViews: figureViews(shelf, actions),
    editable: () => isEditable,
    dispatchTransaction(tr: Transaction) {
      // Undone by itself, however quickly it followed what was typed.
      if (tr.getMeta('paste')) closeHistory(tr);
      view.updateState(view.state.apply(tr));
      if (tr.docChanged) hearing.changed();
      hearing.updated(view);
    },
    transformPastedHTML(html) {
      const isSecond = html === asPasted;
      asPasted = undefined;
      if (isSecond) return html;
      const { html: clean, missing, converted } = cleanHtml(html);
      if (missing.length > 0) hearing.missing(missing);
      if (converted) {
        asPasted = cleanHtml(html, 'asPasted').html;
        hearing.converted(converted);
      }
      return clean;
    },
    clipboardTextParser(text, _context, isPlain) {
      asPasted = undefined;
      // With Shift the words are wanted as they are.
      if (isPlain) return defaultSlice(text);
      const { html, converted } = cleanText(text);
      if (converted) {
        asPasted = cleanText(text, 'asPasted').html;
        hearing.converted(converted);
      }
      const body = new window.DOMParser().parseFromString(html, 'text/html').body;
      return DOMParser.fromSchema(schema).parseSlice(body, { preserveWhitespace: true });
    },
    handlePaste: (_, event, slice) => {
      if (takeFiles(view, event.clipboardData, slice, hearing)) return true;
      const asWords = pasteInCaption(view.state, slice);
      if (asWords) {
        view.dispatch(asWords);
        return true;
      }
      if (asPasted === undefined) return pasteInCell(view, event, slice);
      pasteConverted(view, fitInCell(view.state, slice) ?? slice, asPasted);
      return true;
    },
    handleDrop: (_, event, slice) => {
      asPasted = undefined;
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      return takeFiles(view, event.dataTransfer, slice, hearing, at?.pos);
    },
  });
  return Object.assign(view, {
    setEditable(editable: boolean) {
      isEditable = editable;
      view.setProps({ editable: () => isEditable });
    },
  });
}

/** A paragraph a line. */
function defaultSlice(text: string): Slice {
  const lines = text.normalize('NFC').split(/\r\n?|\n/);
  const paragraphs = lines.map((line) => nodeType('paragraph').create(null, line ? schema.text(line) : null));
  return new Slice(Fragment.from(paragraphs), 1, 1);
}

/** Files that come with no text around them: pictures go in where they were dropped, of others it is said how. */
function takeFiles(view: EditorView, data: DataTransfer | null, slice: Slice, hearing: SurfaceHearing, at?: number): boolean {
  const files = [...(data?.files ?? [])];
  // Word brings a picture of its text beside the text itself.
  if (files.length === 0 || slice.content.size > 0) return false;
  const pictures = files.filter(({ type }) => type.startsWith('image/'));
  const others = files.filter((file) => !pictures.includes(file));
  // Left alone, a browser would open the file in the place of the page.
  hearing.missing(others.map(({ name }) => `${name} (dùng nút “Chèn tệp”, “Chèn video” hoặc “Nhập tệp Word”)`));
  if (at !== undefined) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at))));
  void insertPictures(view, pictures);
  return true;
}

export async function insertPictures(view: EditorView, files: Blob[]) {
  for (const file of files) {
    const media = pendingId(await dataUrl(file));
    commands.insertPicture({ media, alt: '', decorative: false, credit: '' })(view.state, view.dispatch);
  }
}

/** Every file that a text shows. */
export function mediaIds(doc: Node): string[] {
  const ids = new Set<string>();
  doc.descendants(({ attrs }) => {
    if (attrs.media) ids.add(attrs.media);
    if (attrs.captions) ids.add(attrs.captions);
  });
  return [...ids];
}

/** Sends what waits, and puts what the server answers in its place wherever it stands by then. */
export async function sendPending(view: EditorView, shelf: MediaShelf, failed: (says: string) => void) {
  const waiting = mediaIds(view.state.doc).filter((id) => isPending(id) && !shelf.isUploading(id) && !shelf.isRefused(id));
  await Promise.all(
    waiting.map(async (id) => {
      try {
        const { media, alt, credit } = await shelf.sendPending(id);
        shelf.add(media);
        const tr = view.state.tr.setMeta('addToHistory', false);
        view.state.doc.descendants((node, at) => {
          if (node.attrs.media !== id) return;
          const attrs = { ...node.attrs, media: media.id, alt: node.attrs.alt || alt, credit: node.attrs.credit || credit };
          tr.setNodeMarkup(tr.mapping.map(at), null, attrs);
        });
        view.dispatch(tr);
      } catch (error) {
        failed(error instanceof Error ? error.message : String(error));
      }
    }),
  );
}

/** Says what an empty caption or text is for. */
function placeholder() {
  const words: Record<string, string> = { caption: 'Chú thích', table_caption: 'Tên bảng' };
  return new Plugin({
    props: {
      decorations(state) {
        const marks: Decoration[] = [];
        state.doc.descendants((node, at) => {
          const says = words[node.type.name];
          if (says && node.content.size === 0) marks.push(Decoration.node(at, at + node.nodeSize, { 'data-placeholder': says }));
          return !node.isTextblock;
        });
        return DecorationSet.create(state.doc, marks);
      },
    },
  });
}
