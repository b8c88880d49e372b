// Reading preferences in the browser, with the app and without. The cookie is what all tabs share: it is read before each press, and a
// page that may be older than it (shown again, come back from the back/forward cache, kept without a network) follows it.

const COOKIE = 'tuy_chon_doc';
const YEAR = 365 * 24 * 3600;

/** As in model.rs, which has them for readers without scripts. */
const STEPS = {
  text: ['87.5', '100', '112.5', '125', '150', '175', '200'],
  contrast: ['normal', 'more', 'most'],
  spacing: ['normal', 'wide'],
};
const CONTRASTS = ['Tương phản thường', 'Tương phản cao', 'Tương phản tối đa'];

type Name = keyof typeof STEPS;
/** Without what is left to the system. */
type Chosen = { [name in Name]?: string };

/** Each button of the bar: what it changes, and where it leads from a step. */
const BUTTONS: Record<string, ['text' | 'contrast', (step: number) => number]> = {
  'text-smaller': ['text', (step) => step - 1],
  'text-normal': ['text', () => STEPS.text.indexOf('100')],
  'text-larger': ['text', (step) => step + 1],
  'contrast-more': ['contrast', (step) => step + 1],
  'contrast-less': ['contrast', (step) => step - 1],
};

const BAR = '.reading-bar form';
const root = document.documentElement.dataset;

/** Answers the bar as long as the page lives, and keeps the page true to the cookie. */
export function followPreferences() {
  showKept();
  addEventListener('pageshow', showKept);
  document.addEventListener('visibilitychange', showKept);
  // Before anything else hears of it: the bar works also where the app has broken.
  addEventListener('submit', press, { capture: true });
}

function press(event: SubmitEvent) {
  const button = event.submitter as HTMLButtonElement | null;
  if (!button?.closest(BAR) || !BUTTONS[button.value]) return;
  event.preventDefault();
  const [name, step] = after(kept(), button.value);
  const chosen = { ...kept(), [name]: STEPS[name][step] };
  keep(chosen);
  show(chosen);
  say(name === 'text' ? `Cỡ chữ ${STEPS.text[step]?.replace('.', ',')}%` : (CONTRASTS[step] ?? ''));
}

/** Which step a button leads to; at an end the one that is there. */
function after(chosen: Chosen, value: string): ['text' | 'contrast', number] {
  const [name, lead] = BUTTONS[value] ?? ['text', (step: number) => step];
  const step = STEPS[name].indexOf(chosen[name] ?? (name === 'text' ? '100' : 'normal'));
  return [name, Math.max(0, Math.min(STEPS[name].length - 1, lead(step)))];
}

/** What the cookie says; whatever is not a known step counts as unset. */
function kept(): Chosen {
  const fields = /(?:^|; )tuy_chon_doc=([\d.]+|[^.;]*)\.([^.;]*)\.([^.;]*)/.exec(document.cookie) ?? [];
  const names = Object.keys(STEPS) as Name[];
  return Object.fromEntries(names.map((name, place) => [name, STEPS[name].find((step) => step === fields[place + 1])]));
}

function keep({ text = '-', contrast = '-', spacing = '-' }: Chosen) {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${COOKIE}=${text}.${contrast}.${spacing}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}

function showKept() {
  const chosen = kept();
  if (Object.keys(STEPS).every((name) => root[name] === chosen[name as Name])) return;
  show(chosen);
  say('');
}

/** On `<html>`, at the buttons that lead no further, and in the form that sets all three. */
function show(chosen: Chosen) {
  for (const name of Object.keys(STEPS) as Name[]) {
    const value = chosen[name];
    if (value) root[name] = value;
    else delete root[name];
    for (const choice of document.querySelectorAll<HTMLInputElement>(`.settings [name="${name}"]`)) {
      choice.checked = choice.value === (value ?? (name === 'spacing' ? 'normal' : '-'));
    }
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>(`${BAR} button`)) {
    const [name, step] = after(chosen, button.value);
    if (STEPS[name][step] === (chosen[name] ?? (name === 'text' ? '100' : ''))) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
}

function say(what: string) {
  const status = document.querySelector(`${BAR} [role=status]`);
  if (status) status.textContent = what;
}
