// Comes after the first paint: reading preferences, the app's start, titles while one types, printing, sharing, reading aloud.
import { keepPages } from './offline/keeping';
import { followPreferences } from './reading/preferences';
import { followTyping } from './search/typing';

interface Connection {
  saveData?: boolean;
}

declare global {
  interface Navigator {
    connection?: Connection;
  }
  interface Document {
    prerendering?: boolean;
  }
}

const RENEW_EVERY = 10 * 60 * 1000;
const script = document.querySelector<HTMLScriptElement>('script[data-app]');
const can = document.documentElement.dataset;

const post = (what: string) => navigator.sendBeacon(`/api/visits/${what}`);

/** Lets the browser paint and answer the reader between two pieces of work. */
const pause = () => new Promise((next) => setTimeout(next));

async function startApp() {
  if (!script?.dataset.app || !script.dataset.wasm) return;
  const [app, wasm] = await Promise.all([import(script.dataset.app), fetch(script.dataset.wasm, { priority: 'low' })]);
  await app.default({ module_or_path: wasm });
  await pause();
  app.hydrate();
  await pause();
  app.follow?.();
  document.body.dataset.hydrated = '';
}

/** An app that broke must not stand in the way: links and forms work as they do without scripts. */
function stepAside() {
  const native = (event: Event) => event.stopImmediatePropagation();
  for (const what of ['click', 'submit'] as const) addEventListener(what, native, { capture: true });
  addEventListener('popstate', () => location.reload());
}

function isBroken(error: unknown) {
  return error instanceof WebAssembly.RuntimeError;
}

/** After the first paint and the load event, when the browser has nothing better to do. */
function whenIdle(work: () => void) {
  const idle = () => ('requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 3000 }) : setTimeout(work, 200));
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => idle()));
  if (document.readyState === 'complete') painted();
  else addEventListener('load', painted, { once: true });
}

/** For the next page: where text stands already it keeps its face. */
async function keepFonts() {
  await Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 1em "Be Vietnam Pro"`)));
  localStorage.setItem('fonts', '1');
}

function begin() {
  const sparing = navigator.connection?.saveData || script?.dataset.sparing !== undefined;
  const figures = script?.dataset.figures;
  if (sparing) post('renew');
  else if (figures) whenIdle(() => import(figures).then(({ follow }) => follow(), countAlone));
  else whenIdle(() => startApp().catch(giveUp));
  if (!sparing) followTyping();
  setInterval(() => post('renew'), RENEW_EVERY);
  whenIdle(keepPages);
  if (!sparing && can.fonts === undefined) whenIdle(() => keepFonts().catch(() => undefined));
}

/** Without the socket of the figures nothing else would say that somebody reads. */
const countAlone = () => post('renew');

function giveUp(error: unknown) {
  stepAside();
  countAlone();
  console.error('Cổng Dân: phần tương tác dừng, trang vẫn dùng được', error);
}

addEventListener('error', (event) => isBroken(event.error) && stepAside());
addEventListener('unhandledrejection', (event) => isBroken(event.reason) && stepAside());

followPreferences();
if (document.prerendering) {
  document.addEventListener(
    'prerenderingchange',
    () => {
      post('view');
      begin();
    },
    { once: true },
  );
} else begin();

addEventListener('pageshow', (event) => {
  if (event.persisted) post('view');
});

/**
 * What only the server knows is loaded as a whole: the app is not asked. Nor is it without a network, where there is a worker that
 * keeps whole pages.
 */
const SERVED = /^\/(luu-tru|tac-gia|tu-khoa|tap-tin|tiep-can)\b|\/phien-ban$|\.(xml|json)$/;
const leave = (event: Event) => {
  const link = (event.target as Element).closest('a');
  if (link && (SERVED.test(link.pathname) || isRewritten() || (!navigator.onLine && navigator.serviceWorker?.controller)))
    event.stopImmediatePropagation();
};
addEventListener('click', leave, { capture: true });

/** A translator has put other nodes in the place of the app's texts, which would stay when the app changes its own: whole pages from here on. */
const isRewritten = () => document.querySelector('html[class*="translated-"], main font') !== null;
addEventListener('popstate', (event) => {
  if (!isRewritten()) return;
  event.stopImmediatePropagation();
  location.reload();
});

/** Voices come late in some browsers. */
const findVoice = () => {
  if (speechSynthesis.getVoices().some(({ lang }) => /^vi\b/i.test(lang))) can.voice = '';
};
if ('speechSynthesis' in window) {
  findVoice();
  speechSynthesis.addEventListener?.('voiceschanged', findVoice);
}

document.addEventListener('click', ({ target }) => {
  const pressed = (what: string) => (target as Element).closest<HTMLElement>(`[data-${what}]`);
  if (pressed('print')) print();
  if (pressed('share')) navigator.share({ title: document.title, url: location.href }).catch(() => undefined);
  const aloud = pressed('aloud');
  if (aloud?.matches('button') && script?.dataset.aloud) import(script.dataset.aloud).then((voice) => voice.press(aloud));
});

export {};
