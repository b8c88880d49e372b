// What has been typed into the forms of a screen and not sent: it outlives that they are drawn anew.

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
/** What a control holds, by its form, its name and its place among those that are called so. */
export type Typed = Map<string, string>;

/** Of the form that was sent, what has been typed since; of the others, all that they did not come with. */
export function typedBut(sent: HTMLFormElement | undefined, asSent: Typed): Typed {
  const typed: Typed = new Map();
  for (const [key, control, form] of controls()) {
    const isTyped = form === sent ? asSent.get(key) !== held(control) : isChanged(control) || isRefused(form);
    if (isTyped) typed.set(key, held(control));
  }
  return typed;
}

/** All that a form holds. */
export const heldBy = (sent: HTMLFormElement): Typed =>
  new Map(controls().flatMap(([key, control, form]) => (form === sent ? [[key, held(control)]] : [])));

/** Into the forms that are still there. */
export function putBack(typed: Typed) {
  for (const [key, control] of controls()) {
    const value = typed.get(key);
    if (value === undefined) continue;
    if (isTick(control)) control.checked = value !== '';
    else control.value = value;
  }
}

function controls(): [string, Control, HTMLFormElement][] {
  const counted = new Map<string, number>();
  const forms = [...document.querySelectorAll<HTMLFormElement>('main form')];
  return forms.flatMap((form) =>
    [...form.elements].filter(isWritten).map((control): [string, Control, HTMLFormElement] => {
      const name = `${form.getAttribute('id') ?? form.getAttribute('action')} ${control.name}`;
      const before = counted.get(name) ?? 0;
      counted.set(name, before + 1);
      return [`${name} ${before}`, control, form];
    }),
  );
}

/** By a person; a file cannot be put back. */
const isWritten = (element: Element): element is Control =>
  element.matches('input:not([type=hidden], [type=file], [type=submit]), textarea, select');

const isTick = (control: Control): control is HTMLInputElement => control.type === 'checkbox' || control.type === 'radio';

const held = (control: Control) => (isTick(control) ? (control.checked ? '1' : '') : control.value);

/** What stands in it came back with the refusal: it was typed, and is stored nowhere. */
const isRefused = (form: HTMLFormElement) => form.querySelector('[data-problems]') !== null;

function isChanged(control: Control) {
  if (isTick(control)) return control.checked !== control.defaultChecked;
  if (!(control instanceof HTMLSelectElement)) return control.value !== control.defaultValue;
  const options = [...control.options];
  return (
    control.selectedIndex !==
    Math.max(
      0,
      options.findIndex((option) => option.defaultSelected),
    )
  );
}
