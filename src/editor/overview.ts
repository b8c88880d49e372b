// Under the text: how long it is, and its headings to jump to. Counted when the typing pauses.
import type { EditorView } from 'prosemirror-view';
import { element } from './ask';
import { cursorIn } from './commands';
import { countWords, headings, lengthWords } from './measure';

const AFTER = 500;

export class Overview {
  private readonly length = element('p', { class: 'editor-length' });
  private readonly list = element('ol', { role: 'list', class: 'outline' });
  readonly dom = element(
    'div',
    { class: 'editor-foot' },
    this.length,
    element('details', { class: 'more' }, element('summary', {}, 'Dàn bài'), this.list),
  );
  private timer = 0;

  soon(view: EditorView) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.now(view), AFTER);
  }

  now(view: EditorView) {
    const { doc } = view.state;
    this.length.textContent = lengthWords(countWords(doc));
    this.list.replaceChildren(
      ...headings(doc).map(({ level, text, at }) => {
        const jump = element('button', { type: 'button', class: 'outline-jump' }, text);
        jump.addEventListener('click', () => {
          // First the focus: nothing is scrolled to in a text that does not have it.
          view.focus();
          view.dispatch(view.state.tr.setSelection(cursorIn(view.state.doc, at)).scrollIntoView());
        });
        return element('li', { 'data-level': String(level) }, jump);
      }),
    );
  }

  stop() {
    clearTimeout(this.timer);
  }
}
