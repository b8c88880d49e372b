// What the editor has to say beyond its save state: lines that stay until they are acted upon.
import { element } from './ask';
import type { Refusal } from './server';

export type Button = [name: string, act: () => void];

export class Notices {
  readonly dom = element('div', { class: 'editor-notices', 'aria-live': 'polite' });

  /** Takes the place of all others. */
  only(says: string, buttons: Button[], isGrave = false) {
    this.dom.replaceChildren(line(says, buttons, isGrave));
  }

  add(says: string, buttons: Button[]) {
    const added = line(says, buttons, false);
    this.dom.append(added);
    return added;
  }

  /** Beside what is there, and once. */
  say(says: string) {
    if ([...this.dom.children].some((line) => line.firstElementChild?.textContent === says)) return;
    const line = this.add(says, [['Đã hiểu', () => line.remove()]]);
  }

  clear() {
    this.dom.replaceChildren();
  }

  /** What is wrong with which field; takes the focus of whoever asked to save, never of someone who types on. */
  problems(refusal: Refusal, form: HTMLFormElement, isAsked: boolean) {
    const problems = refusal.problems.filter(({ says }) => says);
    const box = line(problems.length > 0 ? 'Chưa lưu được. Hãy xem lại:' : refusal.message, [], true);
    if (problems.length > 0)
      box.append(element('ul', {}, ...problems.map(({ at, says }) => element('li', {}, pointed(form, at, says)))));
    box.setAttribute('role', 'alert');
    box.tabIndex = -1;
    this.dom.replaceChildren(box);
    if (isAsked) box.focus();
  }
}

function pointed(form: HTMLFormElement, at: string, says: string) {
  const field = at ? form.querySelector<HTMLElement>(`[name="${CSS.escape(at)}"]`) : null;
  if (!field || at === 'text') return says;
  field.setAttribute('aria-invalid', 'true');
  return element('a', { href: `#${field.id}`, rel: 'external' }, says);
}

function line(says: string, buttons: Button[], isGrave: boolean): HTMLElement {
  const made = element('div', { class: isGrave ? 'notice notice-failed' : 'notice' }, element('p', {}, says));
  const actions = buttons.map(([name, act]) => {
    const button = element('button', { type: 'button', class: 'button' }, name);
    button.addEventListener('click', act);
    return button;
  });
  if (actions.length > 0) made.append(element('p', { class: 'buttons' }, ...actions));
  return made;
}
