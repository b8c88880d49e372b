// Text of an old encoding is put in twice: with its letters as they came, and over them in Unicode. So one undo has what was pasted.
import { closeHistory } from 'prosemirror-history';
import type { Slice } from 'prosemirror-model';
import { Selection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

export function pasteConverted(view: EditorView, converted: Slice, asPasted: string) {
  const wanted = view.state.tr.replaceSelection(converted);
  view.pasteHTML(asPasted);
  const now = view.state.doc.content;
  const start = now.findDiffStart(wanted.doc.content);
  const end = now.findDiffEnd(wanted.doc.content);
  if (start === null || !end) return;
  // What stands on both sides of a change may be alike.
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  const tr = view.state.tr.replace(start, end.a + overlap, wanted.doc.slice(start, end.b + overlap));
  if (tr.doc.eq(wanted.doc)) tr.setSelection(Selection.fromJSON(tr.doc, wanted.selection.toJSON()));
  view.dispatch(closeHistory(tr).scrollIntoView());
}
