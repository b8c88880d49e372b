// Find and replace: a bar above the text, hits marked in it.
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import type { Node } from 'prosemirror-model';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { element } from './ask';
import { placesOf, type Range } from './matching';

interface Finding {
  what: string;
  ignoresMarks: boolean;
  hits: Range[];
  here: number;
  /** What has been put in the place of hits: nothing is found in it, or "tỉnh" would be replaced in "tỉnh Lạng Sơn" for ever. */
  put: Range[];
}

/** What the bar tells. `after`: the hit to go to is the first one from there. */
type Told = Partial<Finding> & { after?: number };

const KEY = new PluginKey<Finding>('find');
const NOTHING: Finding = { what: '', ignoresMarks: false, hits: [], here: 0, put: [] };

export function findPlugin() {
  return new Plugin<Finding>({
    key: KEY,
    state: {
      init: () => NOTHING,
      apply(tr, finding, _, state) {
        const told = tr.getMeta(KEY) as Told | undefined;
        if (!told && !tr.docChanged) return finding;
        const { what, ignoresMarks } = { ...finding, ...told };
        const before = told?.what === undefined ? finding.put : [];
        const put = [...before.map((range) => mapped(range, tr)).filter(({ from, to }) => from < to), ...(told?.put ?? [])];
        const found = what ? search(state.doc, what, ignoresMarks) : [];
        const hits = found.filter((hit) => !put.some(({ from, to }) => hit.from < to && from < hit.to));
        const after = hits.findIndex(({ from }) => from >= (told?.after ?? Infinity));
        const here = told?.after === undefined ? (told?.here ?? finding.here) : Math.max(0, after);
        return { what, ignoresMarks, hits, here: Math.min(here, Math.max(0, hits.length - 1)), put };
      },
    },
    props: {
      decorations(state) {
        const { hits, here } = KEY.getState(state) ?? NOTHING;
        if (hits.length === 0) return null;
        const marks = hits.map(({ from, to }, index) =>
          Decoration.inline(from, to, { class: index === here ? 'found found-here' : 'found' }),
        );
        return DecorationSet.create(state.doc, marks);
      },
    },
  });
}

const mapped = ({ from, to }: Range, { mapping }: Transaction) => ({ from: mapping.map(from, 1), to: mapping.map(to, -1) });

/** Within one block of text; formatting does not part a word. */
function search(doc: Node, what: string, ignoresMarks: boolean) {
  const hits: Range[] = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, '\n');
    for (const { from, to } of placesOf(what, text, ignoresMarks)) hits.push({ from: pos + 1 + from, to: pos + 1 + to });
    return false;
  });
  return hits;
}

export class FindBar {
  readonly dom: HTMLElement;
  private readonly what = element('input', { type: 'search', id: 'tim-trong-bai' });
  private readonly by = element('input', { type: 'text', id: 'thay-trong-bai' });
  private readonly marks = element('input', { type: 'checkbox', id: 'tim-bo-dau' });
  private readonly count = element('span', { role: 'status', class: 'find-count' });

  constructor(private readonly view: () => EditorView) {
    const button = (name: string, act: () => void) => {
      const made = element('button', { type: 'button', class: 'button' }, name);
      made.addEventListener('click', act);
      return made;
    };
    this.dom = element(
      'div',
      { class: 'find-bar', role: 'search', 'aria-label': 'Tìm và thay trong bài', hidden: true },
      element('label', { for: this.what.id }, 'Tìm'),
      this.what,
      element('span', { class: 'find-tick' }, this.marks, element('label', { for: this.marks.id }, 'Bỏ qua dấu')),
      this.count,
      button('Trước', () => this.step(-1)),
      button('Sau', () => this.step(1)),
      element('label', { for: this.by.id }, 'Thay bằng'),
      this.by,
      button('Thay', () => this.replace()),
      button('Thay tất cả', () => this.replaceAll()),
      button('Đóng', () => this.close()),
    );
    for (const field of [this.what, this.marks]) field.addEventListener('input', () => this.search(this.what.value));
    this.dom.addEventListener('keydown', (event) => this.onKey(event));
  }

  open() {
    const { state } = this.view();
    const { from, to, empty } = state.selection;
    if (!empty && to - from < 100) this.what.value = state.doc.textBetween(from, to, ' ');
    this.dom.hidden = false;
    this.what.focus();
    this.what.select();
    this.search(this.what.value);
  }

  private close() {
    this.dom.hidden = true;
    this.search('');
    this.view().focus();
  }

  private onKey(event: KeyboardEvent) {
    // Not into the form that the editor stands in.
    event.stopPropagation();
    if (event.key === 'Escape') this.close();
    if (event.key !== 'Enter' || event.isComposing || (event.target as Element).tagName === 'BUTTON') return;
    event.preventDefault();
    if (event.target === this.by) this.replace();
    else this.step(event.shiftKey ? -1 : 1);
  }

  private search(what: string) {
    const view = this.view();
    view.dispatch(view.state.tr.setMeta(KEY, { what, ignoresMarks: this.marks.checked, here: 0 }));
    this.show();
  }

  private step(by: number) {
    const view = this.view();
    const { hits, here } = findingOf(view.state);
    if (hits.length === 0) return;
    view.dispatch(view.state.tr.setMeta(KEY, { here: (here + by + hits.length) % hits.length }));
    this.show();
  }

  private replace() {
    const view = this.view();
    const { hits, here } = findingOf(view.state);
    const hit = hits[here];
    if (!hit || !view.editable) return;
    const after = hit.from + this.by.value.length;
    const tr = view.state.tr.insertText(this.by.value, hit.from, hit.to);
    view.dispatch(tr.setMeta(KEY, { put: [{ from: hit.from, to: after }], after }));
    this.show();
  }

  private replaceAll() {
    const view = this.view();
    const { hits } = findingOf(view.state);
    if (hits.length === 0 || !view.editable) return;
    const tr = view.state.tr;
    for (const hit of hits.toReversed()) tr.insertText(this.by.value, hit.from, hit.to);
    const put = hits.map(({ from, to }) => ({ from: tr.mapping.map(from, -1), to: tr.mapping.map(to, 1) }));
    view.dispatch(tr.setMeta(KEY, { put }));
    this.count.textContent = `Đã thay ${hits.length} chỗ`;
  }

  private show() {
    const view = this.view();
    const { what, hits, here } = findingOf(view.state);
    this.count.textContent = !what ? '' : hits.length === 0 ? 'Không thấy' : `${here + 1} / ${hits.length}`;
    const hit = hits[here];
    if (!hit) return;
    const selection = TextSelection.create(view.state.doc, hit.from, hit.to);
    view.dispatch(view.state.tr.setSelection(selection).setMeta('addToHistory', false));
    const { node } = view.domAtPos(hit.from);
    (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
  }
}

const findingOf = (state: EditorState) => KEY.getState(state) ?? NOTHING;
