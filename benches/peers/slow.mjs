// The article on a cheap phone in the mountains: a 4 times slower processor, 400 kbit/s, 400 ms: node benches/peers/slow.mjs
//
// Readable: the last paragraph is there and something has been painted. Usable with WebAssembly: body[data-hydrated]. The browser is
// at the server's machine and takes what is left of it, so that the processor is slowed from whatever is free.
import { chromium } from 'playwright';
import { QUICK, ROUNDS, bench, finish, median, spread } from './figures.mjs';
import { ARTICLE, makePortal, serve } from './portal.mjs';

const SLOWER = 4;
const LATENCY = 400;
const BYTES_A_SECOND = (400 * 1000) / 8;
const PATIENCE = 60_000;

const portal = makePortal();
const server = await serve(portal.data);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});
try {
  const runs = [];
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await measure());
  const of = (what) => runs.map((run) => run[what]);
  const setting = `${SLOWER}x slower processor, 400 kbit/s, ${LATENCY} ms`;
  const took = (what, digits = 0) => spread(of(what), digits);
  bench(
    'slow_readable',
    median(of('readable')),
    'ms',
    'lower',
    2500,
    `${took('readable')} ms, first paint ${took('painted')} ms, largest ${took('largest')} ms; ${setting}`,
  );
  bench(
    'slow_usable',
    median(of('hydrated')),
    'ms',
    'lower',
    6000,
    `${took('hydrated')} ms until hydrated; ${took('bytes')} B in ${took('requests')} requests`,
  );
  bench(
    'slow_longest_task',
    median(of('longest')),
    'ms',
    'lower',
    100,
    `${took('longest')} ms after the first paint, ${took('longestEver')} ms at all; ${SLOWER}x slower`,
  );
} finally {
  await browser.close();
  await server.stop();
  portal.remove();
}
finish();

async function measure() {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, deviceScaleFactor: 2, isMobile: true });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let [bytes, requests] = [0, 0];
  session.on('Network.loadingFinished', ({ encodedDataLength }) => ([bytes, requests] = [bytes + encodedDataLength, requests + 1]));
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: LATENCY,
    downloadThroughput: BYTES_A_SECOND,
    uploadThroughput: BYTES_A_SECOND,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(watch);
  await page.goto(`http://xa.localhost:${server.port}${ARTICLE}`, { waitUntil: 'commit', timeout: PATIENCE });
  await page.waitForFunction(() => globalThis.seen?.hydrated, undefined, { timeout: PATIENCE });
  // What hydration leaves to be done belongs to it.
  await page.waitForTimeout(2000);
  const seen = await page.evaluate(() => globalThis.seen);
  await context.close();
  const longest = (tasks) => Math.max(0, ...tasks.map(({ took }) => took));
  return {
    readable: Math.max(seen.text, seen.painted),
    painted: seen.painted,
    largest: seen.largest,
    hydrated: seen.hydrated,
    longest: longest(seen.tasks.filter(({ at }) => at > seen.painted)),
    longestEver: longest(seen.tasks),
    bytes,
    requests,
  };
}

/** Runs in the page, before anything of it. Times are milliseconds since the address was asked for. */
function watch() {
  const seen = (globalThis.seen = { tasks: [], text: 0, painted: 0, largest: 0, hydrated: 0 });
  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe('longtask', ({ startTime, duration }) => seen.tasks.push({ at: startTime, took: duration }));
  observe('paint', ({ name, startTime }) => name === 'first-contentful-paint' && (seen.painted = startTime));
  observe('largest-contentful-paint', ({ startTime }) => (seen.largest = startTime));
  const look = () => {
    const paragraphs = document.querySelectorAll('main p');
    if (!seen.text && document.querySelector('h1') && paragraphs.length > 3 && document.querySelector('footer'))
      seen.text = performance.now();
    if (!seen.hydrated && document.body?.dataset.hydrated !== undefined) seen.hydrated = performance.now();
    if (!seen.hydrated) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
