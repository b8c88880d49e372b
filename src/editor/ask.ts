// Questions in a window of their own: the browser's dialog keeps the focus in it and gives it back.

export interface Question {
  name: string;
  label: string;
  kind?: 'text' | 'url' | 'checkbox' | 'textarea' | 'number' | 'password';
  value?: string;
  hint?: string;
  required?: boolean;
  autocomplete?: string;
  /** The first that is left to be answered. */
  isNext?: boolean;
  /** Words to choose from while typing. */
  suggest?: (typed: string) => Promise<Suggestion[]>;
}

export interface Suggestion {
  value: string;
  says: string;
}

export type Answers = Record<string, string>;

let asked = 0;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attrs: Record<string, string | boolean | undefined> = {},
  ...children: (globalThis.Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value === true) made.setAttribute(name, '');
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** What was answered; undefined where the window was closed. `check` says what is wrong with an answer, or nothing. */
export function ask(
  title: string,
  questions: Question[],
  button: string,
  check: (answers: Answers) => string | undefined | Promise<string | undefined> = () => undefined,
): Promise<Answers | undefined> {
  asked += 1;
  const id = `hoi-${asked}`;
  const problem = element('p', { class: 'notice notice-failed', role: 'alert', hidden: true });
  const fields = questions.map((question) => field(`${id}-${question.name}`, question));
  const close = element('button', { type: 'button', class: 'button' }, 'Thôi');
  const form = element(
    'form',
    { class: 'form', novalidate: true },
    element('h2', { id }, title),
    problem,
    ...fields.map(({ box }) => box),
    element('p', { class: 'buttons' }, element('button', { type: 'submit', class: 'button button-main' }, button), close),
  );
  const dialog = element('dialog', { class: 'ask', 'aria-labelledby': id }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer: Answers | undefined;
    close.addEventListener('click', () => dialog.close());
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const answers = Object.fromEntries(fields.map(({ name, read }) => [name, read()]));
      const missing = questions.find((question) => question.required && !answers[question.name]?.trim());
      const says = missing ? `Hãy điền “${missing.label}”.` : await check(answers);
      problem.hidden = !says;
      problem.textContent = says ?? '';
      if (says) return;
      answer = answers;
      dialog.close();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    dialog.showModal();
    fields[
      Math.max(
        0,
        questions.findIndex(({ isNext }) => isNext),
      )
    ]?.focus();
  });
}

/** Whether the person agrees. */
export const confirmed = async (title: string, says: string, button: string) =>
  (await ask(title, [{ name: 'gi', label: says, kind: 'checkbox', required: true }], button)) !== undefined;

function field(id: string, question: Question) {
  const { name, label, kind = 'text', value = '', hint, required, autocomplete } = question;
  const described = hint ? `${id}-hint` : undefined;
  const attrs = { id, name, required, autocomplete, 'aria-describedby': described };
  const words = element('label', { for: id }, label);
  const told = hint ? [element('p', { class: 'hint', id: `${id}-hint` }, hint)] : [];
  if (kind === 'checkbox') {
    const input = element('input', { ...attrs, type: 'checkbox', checked: value === '1' });
    return answerable(name, input, element('div', { class: 'field tick' }, input, words, ...told), () =>
      input.checked ? '1' : '',
    );
  }
  if (kind === 'textarea') {
    const area = element('textarea', { ...attrs, rows: '4' });
    area.value = value;
    return answerable(name, area, element('div', { class: 'field' }, words, ...told, area), () => area.value);
  }
  const input = element('input', { ...attrs, type: kind === 'url' ? 'text' : kind, inputmode: kind === 'url' ? 'url' : undefined });
  input.value = value;
  const box = element('div', { class: 'field' }, words, ...told, input);
  if (question.suggest) box.append(suggestions(`${id}-goi-y`, input, question.suggest));
  return answerable(name, input, box, () => input.value);
}

const answerable = (name: string, control: HTMLElement, box: HTMLElement, read: () => string) => ({
  name,
  box,
  read,
  focus: () => control.focus(),
});

/** A list of buttons under the field: what fits what is typed. */
function suggestions(id: string, input: HTMLInputElement, suggest: NonNullable<Question['suggest']>) {
  const list = element('ul', { class: 'ask-suggestions', role: 'list', id, 'aria-label': 'Bài có thể dẫn tới' });
  let last = 0;
  input.addEventListener('input', async () => {
    last += 1;
    const turn = last;
    const found = await suggest(input.value).catch(() => []);
    if (turn !== last) return;
    list.replaceChildren(
      ...found.map(({ value, says }) => {
        const choose = element('button', { type: 'button', class: 'button' }, says);
        choose.addEventListener('click', () => {
          input.value = value;
          list.replaceChildren();
          input.focus();
        });
        return element('li', {}, choose);
      }),
    );
  });
  return list;
}
