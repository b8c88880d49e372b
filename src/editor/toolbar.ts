// The toolbar by the ARIA pattern: one stop of the Tab key, arrows from tool to tool, Alt+F10 from the text and Escape back to it.
import type { EditorView } from 'prosemirror-view';
import { blockKind } from './commands';
import { element } from './ask';
import { KINDS, keyWords, type Tool } from './tools';

interface Shown {
  tool: Tool;
  button: HTMLButtonElement;
}

export class Toolbar {
  readonly dom: HTMLElement;
  private readonly kind: HTMLSelectElement;
  private readonly shown: Shown[] = [];
  private view: EditorView | undefined;

  constructor(groups: Tool[][], textId: string) {
    this.kind = element('select', { 'aria-label': 'Kiểu đoạn', class: 'tool-kind' });
    this.kind.append(...KINDS.map(([kind, name]) => element('option', { value: kind }, name)));
    this.kind.append(element('option', { value: '', hidden: true }, 'Khác'));
    this.kind.addEventListener('change', () => this.changeKind());
    this.dom = element('div', { role: 'toolbar', 'aria-label': 'Định dạng', 'aria-controls': textId, class: 'toolbar' }, this.kind);
    for (const group of groups) {
      const box = element('div', { class: 'tool-group' });
      for (const tool of group) {
        const button = this.makeButton(tool);
        this.shown.push({ tool, button });
        box.append(button);
      }
      this.dom.append(box);
    }
    this.dom.addEventListener('keydown', (event) => this.onKey(event));
    this.dom.addEventListener('focusin', (event) => this.rove(event.target as HTMLElement));
    this.rove(this.kind);
  }

  attach(view: EditorView) {
    this.view = view;
    this.update(view);
  }

  /** Alt+F10. */
  focus() {
    this.stops()
      .find((stop) => stop.tabIndex === 0)
      ?.focus();
  }

  update(view: EditorView) {
    const { state } = view;
    const kind = blockKind(state);
    this.kind.value = KINDS.some(([known]) => known === kind) ? kind : '';
    this.kind.disabled = !view.editable;
    for (const { tool, button } of this.shown) {
      button.hidden = !!tool.where && !tool.where(state);
      const isOpen = view.editable && (tool.isOpen?.(state) ?? (tool.command ? tool.command(state) : true));
      // Not `disabled`: the focus would be lost with the button.
      button.setAttribute('aria-disabled', String(!isOpen));
      if (tool.isOn) button.setAttribute('aria-pressed', String(tool.isOn(state)));
    }
    if (!this.stops().some((stop) => stop.tabIndex === 0)) this.rove(this.kind);
  }

  private makeButton(tool: Tool) {
    const title = tool.key ? `${tool.name} (${keyWords(tool.key)})` : tool.name;
    const button = element('button', { type: 'button', class: 'tool', title });
    if (tool.icon) {
      button.setAttribute('aria-label', tool.name);
      button.append(drawn(tool.icon));
    } else button.textContent = tool.name;
    // The selection in the text stays where it is.
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => this.use(tool, button));
    return button;
  }

  private use(tool: Tool, button: HTMLButtonElement) {
    const { view } = this;
    if (!view || button.getAttribute('aria-disabled') === 'true') return;
    if (tool.open) return tool.open(view);
    tool.command?.(view.state, view.dispatch);
    // Whoever came by keyboard stays in the toolbar until Escape.
    if (document.activeElement !== button) view.focus();
  }

  private changeKind() {
    const { view } = this;
    if (!view) return;
    KINDS.find(([kind]) => kind === this.kind.value)?.[3](view.state, view.dispatch);
    view.focus();
  }

  private stops(): HTMLElement[] {
    return [this.kind, ...this.shown.filter(({ button }) => !button.hidden).map(({ button }) => button)];
  }

  private rove(to: HTMLElement) {
    for (const stop of [this.kind, ...this.shown.map(({ button }) => button)]) stop.tabIndex = stop === to ? 0 : -1;
  }

  private onKey(event: KeyboardEvent) {
    const stops = this.stops();
    const here = stops.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1 + stops.length, Home: 0, End: stops.length - 1 }[event.key];
    if (event.key === '?') {
      event.preventDefault();
      const help = this.shown.find(({ tool }) => tool.name === 'Phím tắt');
      if (help) this.use(help.tool, help.button);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.view?.focus();
    } else if (to !== undefined && here >= 0) {
      event.preventDefault();
      stops[to % stops.length]?.focus();
    }
  }
}

function drawn(path: string) {
  const names = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(names, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(names, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
