// What is typed of a piece outside of its text.
import type { Fields } from './server';

const NAMES = [
  'title',
  'lead',
  'section',
  'author_line',
  'source_name',
  'source_url',
  'slug',
  'tags',
  'cover',
  'focus',
  'related',
  'seo_title',
  'seo_description',
  'withdraw_at',
];

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const controls = (form: HTMLFormElement) =>
  NAMES.flatMap((name) => {
    const control = form.elements.namedItem(name);
    return control instanceof HTMLElement ? [[name, control as Control] as const] : [];
  });

export const readFields = (form: HTMLFormElement): Fields =>
  Object.fromEntries(controls(form).map(([name, control]) => [name, control.value]));

/** Another tab writes: what would be typed here would be nobody's. */
export function closeFields(form: HTMLFormElement) {
  for (const [, control] of controls(form)) {
    if (control instanceof HTMLSelectElement) control.disabled = true;
    else control.readOnly = true;
  }
}

export function writeFields(form: HTMLFormElement, fields: Fields) {
  for (const [name, control] of controls(form)) {
    const value = fields[name] ?? control.value;
    // A picture that was chosen where this page did not offer it.
    if (name === 'cover' && control instanceof HTMLSelectElement && ![...control.options].some((option) => option.value === value))
      control.add(new Option('Ảnh đã chọn', value));
    control.value = value;
  }
}
