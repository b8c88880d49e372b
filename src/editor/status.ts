// One line at the head of the editor: whether what was typed is safe, and where.
import { element } from './ask';
import type { SaveState } from './keeper';

export class Status {
  readonly dom = element('p', { class: 'save-state', role: 'status' });

  show(state: SaveState, says: string) {
    this.dom.dataset.saveState = state;
    this.dom.textContent = says;
  }
}
