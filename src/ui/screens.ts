// The newsroom's screens that only the server knows. Their forms are sent in the background and the answer takes the place of what is shown,
// so that what was typed outlives a lost network or session, and the reader stays where he was. Without this the browser sends them.
import { heldBy, putBack, typedBut, type Typed } from './typed';

const BUSY = 'aria-busy';
/** What the next page says first, as the server leaves it there too. */
const SAYS = 'thong_bao';
const UNREACHABLE = 'Không gửi được: hãy kiểm tra kết nối mạng rồi gửi lại. Những gì đã nhập vẫn còn trên trang.';
const SIGNED_OUT =
  'Phiên làm việc đã hết hạn. Hãy mở trang đăng nhập trong một thẻ khác, đăng nhập lại rồi gửi lại tại đây; những gì đã nhập vẫn còn trên trang.';

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  if (form.getAttribute('method') !== 'post' || form.hasAttribute('enctype')) return;
  event.preventDefault();
  // A second click while the first is under way.
  if (!form.hasAttribute(BUSY)) void send(form, event.submitter);
});

const place = () => location.pathname + location.search;
/** Where what is shown came from. */
let shown = place();

// What was put into the history here is on the server only; a jump within the page is none.
addEventListener('popstate', () => shown !== place() && location.reload());

// Files have come into the library.
document.addEventListener('mediachanged', async () => {
  const answer = await fetch(location.href).catch(() => undefined);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html');
  if (isScreen(page)) renew(page);
});

async function send(form: HTMLFormElement, button: HTMLElement | null) {
  form.setAttribute(BUSY, 'true');
  const sent = [...new FormData(form, button)].map(([name, value]) => [name, String(value)]);
  const asSent = heldBy(form);
  try {
    const answer = await fetch(form.getAttribute('action') ?? '', {
      method: 'POST',
      body: new URLSearchParams(sent),
      headers: { accept: 'text/html' },
    });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (answer.status === 401) tell(form, SIGNED_OUT);
    else if (answer.redirected) follow(answer.url, page, { form, button, asSent });
    else if (isScreen(page)) show(page, { form, button, asSent });
    else tell(form, page.querySelector('main')?.innerText.trim() || UNREACHABLE);
  } catch {
    tell(form, UNREACHABLE);
  } finally {
    form.removeAttribute(BUSY);
  }
}

const main = (page: Document) => page.querySelector<HTMLElement>('main.desk');
const done = (page: Document) => main(page)?.querySelector<HTMLElement>('.done');
const styles = (page: Document) =>
  [...page.querySelectorAll('link[rel=stylesheet]')].map((link) => link.getAttribute('href')).join();

/** Of the same look as this one, and without an app. */
const isScreen = (page: Document) =>
  main(page) !== null && page.querySelector('script[data-app=""]') !== null && styles(page) === styles(document);

interface Sent {
  form: HTMLFormElement;
  button: HTMLElement | null;
  asSent: Typed;
}

function follow(url: string, page: Document, sent: Sent) {
  if (!isScreen(page)) {
    // It has said it to us alone.
    const says = done(page)?.textContent?.trim();
    if (says) document.cookie = `${SAYS}=${encodeURIComponent(says)}; Path=/; Max-Age=30; SameSite=Lax`;
    location.assign(url);
    return;
  }
  const isHere = url === location.href;
  const isSameScreen = new URL(url).pathname === location.pathname;
  if (!isHere) history.pushState(null, '', url);
  shown = place();
  if (isSameScreen) show(page, sent);
  else swap(page);
  if (isHere) return;
  scrollTo(0, 0);
  main(document)?.focus();
}

function show(page: Document, { form, button, asSent }: Sent) {
  const pressed = button && nameOf(button);
  renew(page, form, asSent);
  const again = document.getElementById(idOf(form));
  const buttons = [...(again?.querySelectorAll<HTMLElement>('button') ?? [])];
  const same = buttons.find((other) => nameOf(other) === pressed);
  const near = [document.querySelector<HTMLElement>('[data-problems]'), same, buttons[0]];
  (near.find((other) => other?.checkVisibility()) ?? main(document))?.focus();
}

/** The same screen as it is now, with what is typed in it and not sent. */
function renew(page: Document, sent?: HTMLFormElement, asSent: Typed = new Map()) {
  const typed = typedBut(sent, asSent);
  const opened = [...document.querySelectorAll('details[open] form')].map(idOf);
  swap(page);
  putBack(typed);
  // The one that was just used stands open only where it was refused.
  for (const id of opened.filter((id) => !sent || id !== idOf(sent)))
    document.getElementById(id)?.closest('details')?.setAttribute('open', '');
}

/** Puts another page's content in the place of this one's, but for what is read out and what is under way. */
function swap(page: Document) {
  const [now, next] = [main(document), main(page)];
  const [says, said] = [done(document), done(page)];
  if (!now || !next || !says || !said) return location.reload();
  document.title = page.title;
  const rail = page.querySelector('.rail');
  if (rail) document.querySelector('.rail')?.replaceWith(rail);
  const [desk, newDesk] = [now.querySelector('upload-desk'), next.querySelector('upload-desk')];
  const kept = desk && newDesk ? desk : says;
  for (const part of [...now.children]) if (part !== says && part !== kept) part.remove();
  says.replaceChildren(...said.childNodes);
  let isAbove = kept === desk;
  for (const part of [...next.children]) {
    if (part === said) continue;
    if (part === newDesk && kept === desk) isAbove = false;
    else if (isAbove) kept.before(part);
    else now.append(part);
  }
}

/** A field that is called so as well hides a form's own property. */
const idOf = (form: Element) => form.getAttribute('id') ?? '';

const nameOf = (button: HTMLElement) => button.getAttribute('aria-label') ?? button.textContent;

/** At the head of the form, as the server says what is wrong. */
function tell(form: HTMLFormElement, words: string) {
  form.querySelector('[data-problems]')?.remove();
  const box = document.createElement('div');
  box.className = 'notice notice-failed';
  box.setAttribute('role', 'alert');
  box.tabIndex = -1;
  box.dataset.problems = '';
  box.append(document.createElement('p'));
  box.firstElementChild?.append(words);
  form.prepend(box);
  box.focus();
}

export {};
