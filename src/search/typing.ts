// Titles offered under the field in the head of every page while someone types: a list of our own, for a browser's own would leave out
// whatever does not hold the letters as they were typed. The field keeps the focus; the pattern is ARIA's combobox with a listbox.

/** Between two keys of a quick hand nothing is asked. */
const PAUSE = 120;
const SHORTEST = 2;

interface Suggestion {
  title: string;
  slug: string;
}

const field = document.querySelector<HTMLInputElement>('#tim-nhanh');
const list = document.createElement('div');
const status = document.createElement('p');
/** An answer to an earlier turn comes too late. */
let turn = 0;
let chosen = -1;

/** Without scripts the field stays a plain one. */
export function followTyping() {
  if (!field) return;
  mark(field, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'goi-y' });
  mark(list, { id: 'goi-y', role: 'listbox', 'aria-label': 'Tin bài gợi ý' });
  mark(status, { role: 'status', class: 'visually-hidden' });
  open(false);
  field.form?.append(list, status);
  field.form?.addEventListener('submit', close);
  field.addEventListener('input', () => offer(field.value));
  field.addEventListener('keydown', onKey);
  field.addEventListener('blur', close);
  // Pressing does not take the focus from the field: the list would be gone before the press has become a click.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', close);
}

function mark(element: Element, marks: Record<string, string>) {
  for (const [name, value] of Object.entries(marks)) element.setAttribute(name, value);
}

/** Asks once the hand rests. */
function offer(typed: string) {
  const mine = ++turn;
  choose(-1);
  if ([...typed.trim()].length < SHORTEST) return close();
  setTimeout(async () => {
    if (mine !== turn) return;
    const titles = await ask(typed).catch(() => []);
    if (mine === turn) show(titles);
  }, PAUSE);
}

async function ask(typed: string): Promise<Suggestion[]> {
  const answer = await fetch(`/api/search/suggest?q=${encodeURIComponent(typed)}`);
  return answer.ok ? (await answer.json()).titles : [];
}

function show(titles: Suggestion[]) {
  list.replaceChildren(
    ...titles.map(({ title, slug }, place) => {
      const link = document.createElement('a');
      mark(link, { id: `goi-y-${place}`, role: 'option', tabindex: '-1', 'aria-selected': 'false', href: `/bai-viet/${slug}` });
      link.textContent = title;
      return link;
    }),
  );
  choose(-1);
  open(titles.length > 0);
  status.textContent = titles.length ? `Có ${titles.length} gợi ý` : '';
}

function open(isOpen: boolean) {
  list.hidden = !isOpen;
  if (field) mark(field, { 'aria-expanded': `${isOpen}` });
}

function close() {
  turn += 1;
  choose(-1);
  open(false);
  status.textContent = '';
}

/** Only told: the focus stays in the field. -1 for none. */
function choose(place: number) {
  chosen = place;
  for (const [at, option] of [...list.children].entries()) mark(option, { 'aria-selected': `${at === place}` });
  const option = list.children[place];
  if (option && field) mark(field, { 'aria-activedescendant': option.id });
  else field?.removeAttribute('aria-activedescendant');
  option?.scrollIntoView({ block: 'nearest' });
}

function onKey(event: KeyboardEvent) {
  const option = list.children[chosen];
  if (event.isComposing) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.key === 'ArrowDown' ? 1 : -1);
  // The first press closes the list, the next one empties the field, as browsers do.
  else if (event.key === 'Escape' && !list.hidden) close();
  else if (event.key === 'Enter' && option instanceof HTMLElement && !list.hidden) option.click();
  else return;
  event.preventDefault();
}

/** From the field to the first or last title, from there on, and past the end back to the field. A list that was closed is opened. */
function step(by: number) {
  if (list.hidden) return offer(field?.value ?? '');
  const places = list.children.length + 1;
  choose(((chosen + 1 + by + places) % places) - 1);
}
