// What the editor hears of the page around it while it is open.
import type { EditorView } from 'prosemirror-view';
import { cursorIn } from './commands';
import { readFields } from './fields';

export interface Heard {
  /** A field of the form, not the text. */
  changed: () => void;
  save: () => void;
  submit: (event: SubmitEvent) => void;
  /** Whether it may be left: what is on this machine's disk is found again. */
  mayLeave: () => boolean;
}

/** Milliseconds without a key. */
const PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

export class Listening {
  private readonly ends = new AbortController();
  private lastKey = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly view: EditorView,
    private readonly heard: Heard,
  ) {
    const { signal } = this.ends;
    // What is missing is said by the server, for all fields at once and in Vietnamese.
    form.noValidate = true;
    form.addEventListener('submit', heard.submit, { capture: true, signal });
    form.addEventListener('input', this.onInput, { signal });
    addEventListener('beforeunload', (event) => heard.mayLeave() || event.preventDefault(), { signal });
    document.addEventListener('click', this.onJump, { signal });
    document.addEventListener('keydown', this.onKey, { signal });
  }

  stop() {
    this.ends.abort();
  }

  /** A window that came up within a word would take the rest of it. */
  async pauseInTyping() {
    if (this.lastKey === 0) return;
    const began = performance.now();
    let left = PAUSE;
    while (left > 0 && performance.now() - began < LONGEST_PAUSE) {
      await new Promise((next) => setTimeout(next, left));
      left = this.lastKey + PAUSE - performance.now();
    }
  }

  /** Saves wherever the focus is. */
  private readonly onKey = (event: KeyboardEvent) => {
    this.lastKey = performance.now();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    this.heard.save();
  };

  /** What the checks and notes point at is shown where it can be mended. */
  private readonly onJump = (event: MouseEvent) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#khoi-"]');
    const block = Number(link?.hash.slice('#khoi-'.length)) - 1;
    const { state } = this.view;
    if (!link || !(block >= 0 && block < state.doc.childCount)) return;
    event.preventDefault();
    let at = 0;
    for (let index = 0; index < block; index += 1) at += state.doc.child(index).nodeSize;
    this.view.dispatch(state.tr.setSelection(cursorIn(state.doc, at)).scrollIntoView());
    this.view.focus();
  };

  private readonly onInput = (event: Event) => {
    const { name } = event.target as HTMLInputElement;
    if (name in readFields(this.form)) this.heard.changed();
  };
}
