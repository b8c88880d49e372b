// The cached article page beside nginx with one worker serving the same precompressed bytes: node benches/peers/pages.mjs
//
// Ours on core 0 writes a line a request to a file (time, id, method, path, status, milliseconds, bytes, site: no address); nginx
// logs nothing. The first row asks as wrk does, with no name; the second as a browser comes for the first time (recognised as no
// robot, given a cookie); the third as one that came before (cookie checked, view counted, cookie renewed).
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { QUICK, ROUNDS, bench, compare, finish, median, say, spread } from './figures.mjs';
import { most, steady } from './load.mjs';
import { startNginx } from './nginx.mjs';
import { ARTICLE, BROWSER, TITLE, ask, makePortal, serve } from './portal.mjs';

const SECONDS = QUICK ? 1 : 5;
/** The share of the slower one's most that is asked for at a fixed rate, and what the client at a fixed rate keeps up with. */
const SHARE = 0.4;
const MOST_STEADY = 8000;
const BROWSERS_TAKE = 'gzip, deflate, br, zstd';
const SENT_BY_US_ONLY = [
  'date',
  'etag',
  'content-length',
  'content-encoding',
  'content-type',
  'vary',
  'set-cookie',
  'connection',
  'x-request-id',
];
const encodings = {
  brotli: { take: BROWSERS_TAKE, suffix: '.br', open: brotliDecompressSync },
  gzip: { take: 'gzip', suffix: '.gz', open: gunzipSync },
};

const portal = makePortal();
const ours = await serve(portal.data);
const unlogged = await serve(portal.data, { log: 'warn' });
const files = {};
for (const { take, suffix } of Object.values(encodings)) {
  const { body } = await ask(ours.port, ARTICLE, { 'Accept-Encoding': take });
  for (const folder of ['', '/full']) files[`${folder}${ARTICLE}.html${suffix}`] = body;
}
const plain = await ask(ours.port, ARTICLE);
files[`${ARTICLE}.html`] = files[`/full${ARTICLE}.html`] = plain.body;
const headers = Object.fromEntries(Object.entries(plain.headers).filter(([name]) => !SENT_BY_US_ONLY.includes(name)));
const nginx = await startNginx(files, headers);
try {
  for (const [name, encoding] of Object.entries(encodings)) await compareBodies(name, encoding);
  await proveClient();
  for (const [name, encoding] of Object.entries(encodings)) await measure(name, encoding);
} finally {
  await Promise.all([ours.stop(), unlogged.stop(), nginx.stop()]);
  portal.remove();
}
finish();

/** Nothing is timed before both have given the same page in the same encoding. */
async function compareBodies(name, { take, open }) {
  const asked = { 'Accept-Encoding': take };
  const [one, other, full] = [
    await ask(ours.port, ARTICLE, asked),
    await ask(nginx.port, ARTICLE, asked),
    await ask(nginx.port, `/full${ARTICLE}`, asked),
  ];
  const text = ({ body }) => String(open(body)).replace(/(<dd data-figure="\w+">)[\d.]+/g, '$1');
  const encodings = [one, other, full].map((answer) => answer.headers['content-encoding']);
  if (new Set(encodings).size > 1 || [one, other, full].some(({ status }) => status !== 200))
    throw new Error(`encodings: ${encodings}`);
  if (text(one) !== text(other) || text(one) !== text(full) || !text(one).includes(TITLE))
    throw new Error(`${name}: not the same page`);
  say(`${name}: the same page from both, ${one.body.length} bytes compressed of ${open(one.body).length}`);
}

/** The client must be able to do more than either server. */
async function proveClient() {
  const asked = { 'Accept-Encoding': BROWSERS_TAKE };
  const [nothing, page] = [await most(nginx, '/nothing', {}, SECONDS), await most(nginx, ARTICLE, asked, SECONDS)];
  const detail = `wrk gets ${Math.round(nothing.rate)} answers/s of one byte from nginx, ${Math.round(page.rate)} of the page`;
  bench(
    'pages_client_headroom',
    nothing.rate / page.rate,
    'x',
    'higher',
    1.2,
    `${detail}; at work on the page: server ${percent(page.serverShare)}, wrk ${percent(page.clientShare)} of a core`,
  );
}

async function measure(name, { take }) {
  const asked = { 'Accept-Encoding': take };
  const known = { ...asked, ...BROWSER, Cookie: await returningCookie() };
  const sides = {
    nginx: () => most(nginx, ARTICLE, asked, SECONDS),
    bare: () => most(ours, ARTICLE, asked, SECONDS),
    first: () => most(ours, ARTICLE, { ...asked, ...BROWSER }, SECONDS),
  };
  const toUnderstand = {
    returning: () => most(ours, ARTICLE, known, SECONDS),
    unlogged: () => most(unlogged, ARTICLE, asked, SECONDS),
    full: () => most(nginx, `/full${ARTICLE}`, asked, SECONDS),
  };
  const runs = await interleave(QUICK ? sides : { ...sides, ...toUnderstand });
  const rates = (side) => runs[side].map(({ rate }) => rate);
  const costs = (side) => runs[side].map(({ cost }) => cost);
  const aim = { way: 'higher', goal: 1.1, floor: 0.8 };
  const noAim = { way: 'none', goal: '-' };
  const tell = (what, side, peer, limits, detail) =>
    compare(`pages_${name}_${what}`, rates(side), rates(peer), { ...limits, peer: 'nginx', unit: 'requests/s', detail });
  tell('rate', 'bare', 'nginx', aim, 'asked by wrk with no name of its own');
  tell('rate_first_visit', 'first', 'nginx', aim, 'a browser without cookies: ours gives it one');
  if (!QUICK) {
    tell('rate_returning', 'returning', 'nginx', noAim, 'a browser with its cookie: ours checks, counts, renews');
    tell('rate_same_headers', 'bare', 'full', noAim, 'nginx sends our security headers as well');
    tell('rate_unlogged', 'unlogged', 'nginx', noAim, 'CONGDAN_LOG=warn: no line a request');
  }
  const cost = { ...noAim, peer: 'nginx', unit: 'us', digits: 1, detail: 'processor time an answer' };
  compare(`pages_${name}_cost`, costs('bare'), costs('nginx'), cost);
  const slower = Math.min(median(rates('bare')), median(rates('nginx')));
  if (!QUICK || name === 'brotli') await measureTimes(name, asked, Math.min(MOST_STEADY, Math.floor(SHARE * slower)));
}

async function measureTimes(name, asked, rate) {
  const runs = await interleave({
    nginx: () => steady(nginx, ARTICLE, asked, rate, SECONDS),
    ours: () => steady(ours, ARTICLE, asked, rate, SECONDS),
  });
  const p99 = (side) => runs[side].map(({ p99 }) => p99);
  const lag = spread(
    [...runs.nginx, ...runs.ours].map(({ lag }) => lag),
    2,
  );
  const detail = `at ${rate} requests/s, p50 ours ${spread(
    runs.ours.map(({ p50 }) => p50),
    2,
  )} ms, nginx ${spread(
    runs.nginx.map(({ p50 }) => p50),
    2,
  )} ms, the client late by p99 ${lag} ms`;
  compare(`pages_${name}_p99`, p99('ours'), p99('nginx'), { way: 'lower', goal: 1, peer: 'nginx', unit: 'ms', digits: 2, detail });
}

/** One side after the other, as many rounds as there are. */
async function interleave(sides) {
  const runs = Object.fromEntries(Object.keys(sides).map((side) => [side, []]));
  for (let round = 0; round < ROUNDS; round += 1) for (const [side, run] of Object.entries(sides)) runs[side].push(await run());
  return runs;
}

/** The cookie of a browser on its third page. */
async function returningCookie() {
  let cookies = {};
  for (let view = 0; view < 2; view += 1) {
    const Cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const { headers } = await ask(ours.port, ARTICLE, { ...BROWSER, ...(Cookie ? { Cookie } : {}) });
    for (const line of headers['set-cookie'] ?? [])
      cookies = { ...cookies, [line.split('=')[0]]: line.slice(line.indexOf('=') + 1).split(';')[0] };
  }
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

function percent(share) {
  return `${Math.round(share * 100)}%`;
}
