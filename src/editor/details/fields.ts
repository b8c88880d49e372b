// The fields that the helpers read and fill, as a person would: what they write is kept like what is typed.
import { element } from '../ask';

export type TextField = HTMLInputElement | HTMLTextAreaElement;

export function fieldOf<T extends TextField | HTMLSelectElement>(form: HTMLFormElement, name: string): T | undefined {
  const control = form.elements.namedItem(name);
  return control instanceof HTMLElement ? (control as T) : undefined;
}

export function fill(control: TextField | HTMLSelectElement, value: string) {
  control.value = value;
  control.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Puts a helper under a field. */
export function under(control: HTMLElement, helper: HTMLElement) {
  control.closest('.field')?.append(helper);
}

export function chip(says: string, act: () => void) {
  const button = element('button', { type: 'button', class: 'button button-small' }, says);
  button.addEventListener('click', act);
  return button;
}
