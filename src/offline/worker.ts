// Keeps the pages that a reader has opened, for when there is no network. What the network says goes before what is kept, always; a
// copy says that it is one, and of when.

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  preloadResponse?: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Extendable {
  data: Opened;
}
interface Scope {
  registration: ServiceWorkerRegistration;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(what: 'install' | 'activate', on: (event: Extendable) => void): void;
  addEventListener(what: 'fetch', on: (event: Fetching) => void): void;
  addEventListener(what: 'message', on: (event: Told) => void): void;
}

/** A page that stands in a window, and the files that it has loaded. */
export interface Opened {
  page: string;
  files: string[];
  /** How the page is asked for: as it was loaded, or anew where the app has made it from data. */
  cache: RequestCache;
}

// Nobody's search, and nothing of the newsroom.
const PAGE = /^\/($|(bai-viet|chuyen-muc|trang|tac-gia|tu-khoa)\/[^.]+$|(luu-tru|tiep-can|thong-ke-truy-cap)\b)/;
/** Whoever writes is told by the newsroom itself what is kept. */
const NEWSROOM = /^\/(bien-tap|dang-nhap|kich-hoat)\b/;
/** Without the app: a copy is read, it asks for nothing. */
const FILE = /^\/(mau\/.*\.css|pkg\/(main|served|start|aloud|figures|be-vietnam)[^/]*|tap-tin\/.*\.(webp|avif|jpe?g|png))$/;
const PAGES = 'trang';
const FILES = 'tep';
const MOST = { [PAGES]: 60, [FILES]: 240 };
const KEPT_AT = 'x-kept-at';

const worker = self as unknown as Scope;

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([worker.clients.claim(), worker.registration.navigationPreload?.enable()])),
);
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(PAGE.test(pathname) ? open(event) : pass(event, pathname));
  else if (FILE.test(pathname) && !request.headers.has('range')) event.respondWith(file(event));
});
worker.addEventListener('message', (event) => event.waitUntil(keepOpened(event.data).catch(() => undefined)));

/** The browser has asked already, while this worker was waking up; whoever does not take that answer has it asked twice. */
async function ask({ request, preloadResponse }: Fetching) {
  // Going back, a browser is content with what it has; it may have been corrected since.
  if (request.cache === 'force-cache') return fetch(request, { cache: 'no-cache' });
  return (await preloadResponse) ?? fetch(request);
}

/** What is never kept, as a search: without a network it leads to what is. */
function pass(event: Fetching, pathname: string) {
  const asked = ask(event);
  return NEWSROOM.test(pathname) ? asked : asked.catch(listOfKept);
}

async function open(event: Fetching) {
  const { request } = event;
  try {
    const answer = await ask(event);
    event.waitUntil(keepPage(request.url, answer.clone()));
    return answer;
  } catch {
    return (await copyOf(request.url)) ?? listOfKept();
  }
}

async function file(event: Fetching) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (answer.status === 200) event.waitUntil(put(FILES, request.url, answer.clone()));
    return answer;
  } catch {
    return (await (await caches.open(FILES)).match(request.url)) ?? Response.error();
  }
}

/** The browser mostly has it still. A style sheet's fonts go with it: they may be on their way yet when the page stands. */
async function keepFile(href: string): Promise<void> {
  const answer = await fetch(href, { cache: 'force-cache' });
  if (answer.status !== 200) return;
  const fonts = href.endsWith('.css') ? [...(await answer.clone().text()).matchAll(/url\("?([^")]+\.woff2)/g)] : [];
  await put(FILES, href, answer);
  const kept = await caches.open(FILES);
  for (const [, path = ''] of fonts) {
    const font = new URL(path, href).href;
    if (!(await kept.match(font))) await keepFile(font);
  }
}

/** What was loaded before this worker was there, or made by the app. */
async function keepOpened({ page, files, cache }: Opened) {
  const kept = await caches.open(FILES);
  for (const { href, pathname } of files.map((address) => new URL(address))) {
    if (!FILE.test(pathname) || (await kept.match(href))) continue;
    await keepFile(href);
  }
  // The reader has been counted already.
  const headers = { purpose: 'prefetch' };
  if (PAGE.test(new URL(page).pathname)) await keepPage(page, await fetch(page, { cache, headers }));
}

/** What was withdrawn, has moved or is no page is no longer kept either. */
async function keepPage(address: string, answer: Response) {
  const isPage = answer.status === 200 && answer.headers.get('content-type')?.startsWith('text/html');
  if (isPage) await put(PAGES, keyOf(address), answer);
  else if (answer.status < 500) await (await caches.open(PAGES)).delete(keyOf(address));
}

/** A page is kept once, whatever a message app has put behind its address: only the number of a list's page makes it another. */
function keyOf(address: string) {
  const { origin, pathname, searchParams } = new URL(address);
  const number = searchParams.get('trang');
  return origin + pathname + (number ? `?trang=${encodeURIComponent(number)}` : '');
}

/** The oldest give way. */
async function put(name: keyof typeof MOST, address: string, answer: Response) {
  const headers = new Headers(answer.headers);
  headers.delete('content-encoding');
  headers.set(KEPT_AT, String(Date.now()));
  const body = await answer.blob();
  const cache = await caches.open(name);
  await cache.delete(address);
  await cache.put(address, new Response(body, { headers }));
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - MOST[name]))) await cache.delete(key);
}

async function copyOf(address: string) {
  const kept = await (await caches.open(PAGES)).match(keyOf(address));
  if (!kept) return undefined;
  const notice = `<div class="notice" role="note"><p><strong>Bạn đang ngoại tuyến.</strong> Đây là bản lưu trên máy này lúc ${timeOf(kept)}; từ đó đến nay nội dung có thể đã được sửa hoặc gỡ. <a href="">Tải lại</a></p></div>`;
  return page(await kept.text(), kept, 200, (html) => html.replace(/<main\b[^>]*>/, (main) => main + notice));
}

/** For a page that was not opened before: which ones were. */
async function listOfKept() {
  const cache = await caches.open(PAGES);
  const keys = [...(await cache.keys())].reverse();
  const entries: string[] = [];
  let frame: [string, Response] | undefined;
  for (const { url } of keys) {
    const kept = await cache.match(url);
    if (!kept) continue;
    const html = await kept.text();
    frame ??= [html, kept];
    // Without the name of the site behind it.
    const title = (/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? url).replace(/ – [^–]*$/, '');
    entries.push(
      `<li><a href="${new URL(url).pathname + new URL(url).search}">${title}</a> <small>lưu lúc ${timeOf(kept)}</small></li>`,
    );
  }
  if (!frame) return Response.error();
  const main = `<header class="section-intro"><h1>Không có mạng</h1><p>Trang này chưa được mở trên máy này nên không có bản lưu. Khi có mạng, <a href="">tải lại</a> để xem. Các trang sau đọc được ngay:</p></header><ul class="headlines" role="list">${entries.join('')}</ul>`;
  return page(frame[0], frame[1], 503, (html) =>
    html
      .replace(/(<main\b[^>]*>).*?<\/main>/s, (_, start: string) => `${start}${main}</main>`)
      .replace(/<title>.*?<\/title>/s, '<title>Không có mạng</title>')
      .replace(/ aria-current="page"/g, ''),
  );
}

function page(html: string, { headers }: Response, status: number, change: (html: string) => string) {
  return new Response(change(html.replace(/ data-app="[^"]*"/, ' data-app=""')), { status, headers });
}

/** "17:05 ngày 26/11/2026", in Vietnam. */
function timeOf(kept: Response) {
  const at = new Date(Number(kept.headers.get(KEPT_AT)));
  const zone = { timeZone: 'Asia/Ho_Chi_Minh' };
  const time = at.toLocaleTimeString('vi-VN', { ...zone, hour: '2-digit', minute: '2-digit', hour12: false });
  return `${time} ngày ${at.toLocaleDateString('vi-VN', { ...zone, day: '2-digit', month: '2-digit', year: 'numeric' })}`;
}
