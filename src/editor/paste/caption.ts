// A caption is one line. Blocks that are pasted into it would tear its figure or table in two: their words stay.
import { Slice } from 'prosemirror-model';
import { closeHistory } from 'prosemirror-history';
import type { EditorState, Transaction } from 'prosemirror-state';

export const isCaption = (name: string) => name === 'caption' || name === 'table_caption';

/** What pasting does in a caption; undefined where the text around may take it as it is. */
export function pasteInCaption(state: EditorState, { content }: Slice): Transaction | undefined {
  const { $from, $to } = state.selection;
  if (!isCaption($from.parent.type.name) || !$from.sameParent($to)) return undefined;
  const only = content.childCount === 1 ? content.firstChild : null;
  if (content.size === 0 || only?.isInline || only?.isTextblock) return undefined;
  const words = content.textBetween(0, content.size, ' ', ' ').replace(/\s+/g, ' ').trim();
  return closeHistory(state.tr.insertText(words)).scrollIntoView();
}
