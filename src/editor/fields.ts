// What is typed of a piece outside of its text.
import type { Fields } from './server';

const NAMES = ['title', 'lead', 'section', 'author_line', 'source_name', 'source_url', 'slug'];

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const controls = (form: HTMLFormElement) =>
  NAMES.flatMap((name) => {
    const control = form.elements.namedItem(name);
    return control instanceof HTMLElement ? [[name, control as Control] as const] : [];
  });

export const readFields = (form: HTMLFormElement): Fields =>
  Object.fromEntries(controls(form).map(([name, control]) => [name, control.value]));

export function writeFields(form: HTMLFormElement, fields: Fields) {
  for (const [name, control] of controls(form)) control.value = fields[name] ?? control.value;
}
