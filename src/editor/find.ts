// Find and replace: a bar above the text, hits marked in it. Letters are compared as they are typed, upper or lower case alike.
import { Plugin, PluginKey, TextSelection, type EditorState } from 'prosemirror-state';
import type { Node } from 'prosemirror-model';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { element } from './ask';

interface Finding {
  what: string;
  hits: { from: number; to: number }[];
  here: number;
}

const KEY = new PluginKey<Finding>('find');
const NOTHING: Finding = { what: '', hits: [], here: 0 };

export function findPlugin() {
  return new Plugin<Finding>({
    key: KEY,
    state: {
      init: () => NOTHING,
      apply(tr, finding, _, state) {
        const told = tr.getMeta(KEY) as Partial<Finding> | undefined;
        const what = told?.what ?? finding.what;
        if (!told && !tr.docChanged) return finding;
        const hits = what ? search(state.doc, what) : [];
        const here = Math.min(told?.here ?? finding.here, Math.max(0, hits.length - 1));
        return { what, hits, here };
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

/** Within one block of text; formatting does not part a word. */
function search(doc: Node, what: string) {
  const wanted = what.normalize('NFC').toLocaleLowerCase('vi');
  const hits: Finding['hits'] = [];
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, '\n');
    const lower = text.toLocaleLowerCase('vi');
    // A letter whose lower case is longer would move every place after it.
    if (lower.length !== text.length) return false;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      hits.push({ from: pos + 1 + at, to: pos + 1 + at + wanted.length });
    }
    return false;
  });
  return hits;
}

export class FindBar {
  readonly dom: HTMLElement;
  private readonly what = element('input', { type: 'search', id: 'tim-trong-bai' });
  private readonly by = element('input', { type: 'text', id: 'thay-trong-bai' });
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
      this.count,
      button('Trước', () => this.step(-1)),
      button('Sau', () => this.step(1)),
      element('label', { for: this.by.id }, 'Thay bằng'),
      this.by,
      button('Thay', () => this.replace()),
      button('Thay tất cả', () => this.replaceAll()),
      button('Đóng', () => this.close()),
    );
    this.what.addEventListener('input', () => this.search(this.what.value));
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
    view.dispatch(view.state.tr.setMeta(KEY, { what, here: 0 }));
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
    view.dispatch(view.state.tr.insertText(this.by.value, hit.from, hit.to));
    this.show();
  }

  private replaceAll() {
    const view = this.view();
    const { hits } = findingOf(view.state);
    if (hits.length === 0 || !view.editable) return;
    const tr = view.state.tr;
    for (const hit of hits.toReversed()) tr.insertText(this.by.value, hit.from, hit.to);
    view.dispatch(tr);
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
