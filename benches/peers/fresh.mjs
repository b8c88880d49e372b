// How soon a publication shows on every page that has it, under four fifths of the load that the server can take: node benches/peers/fresh.mjs
//
// An editor saves a correction, a publisher publishes it. Before its answer is back nothing is asked; the first answers after it must show it.
import { QUICK, bench, finish, percentile, say, sleep } from './figures.mjs';
import { most, steady } from './load.mjs';
import { freePort } from './machine.mjs';
import { post, signIn } from './newsroom.mjs';
import { ARTICLE, ask, makePortal, rendered, serve } from './portal.mjs';

const SECONDS = QUICK ? 8 : 40;
/** What the client at a fixed rate keeps up with on its core, beside the one that publishes. */
const MOST_STEADY = 4_000;
const STAMPEDE = 200;
const SECTION = '/chuyen-muc/tin-hoat-dong';

const portal = makePortal();
const metrics = await freePort();
const server = await serve(portal.data, { environment: { CONGDAN_METRICS_LISTEN: `127.0.0.1:${metrics}` } });
try {
  const editor = await signIn(server.port, portal.told, 'bien-tap');
  const publisher = await signIn(server.port, portal.told, 'duyet-dang');
  const piece = await firstVersion(editor, publisher);
  const capacity = (await most(server, ARTICLE, { 'Accept-Encoding': 'br' }, 3)).rate;
  const rate = Math.min(MOST_STEADY, Math.floor(0.8 * capacity));
  say(`pages: ${Math.round(capacity)} a second at most, ${rate} while publishing`);
  const load = steady(server, ARTICLE, { 'Accept-Encoding': 'br' }, rate, SECONDS);
  const times = { answered: [], fresh: [] };
  let [stale, renders] = [0, 0];
  const end = performance.now() + (SECONDS - 2) * 1000;
  for (let number = 1; performance.now() < end; number += 1) {
    await sleep(200 + ((number * 137) % 300));
    const title = `Bài đo lần ${number}`;
    await save(editor, piece, title);
    const began = performance.now();
    await post(server.port, '/api/work/act', { id: piece.id, base: piece.version, then: 'urgent', note: 'đo' }, publisher);
    times.answered.push(performance.now() - began);
    const first = await Promise.all(variants(piece).map(([path, headers]) => ask(server.port, path, headers)));
    times.fresh.push(performance.now() - began);
    stale += first.filter(({ body }) => !isIn(body, title)).length;
    if (number % 5 === 0) {
      await save(editor, piece, `${title} đông người`);
      await post(server.port, '/api/work/act', { id: piece.id, base: piece.version, then: 'urgent', note: 'đo' }, publisher);
      const before = await rendered(metrics);
      await Promise.all(Array.from({ length: STAMPEDE }, () => ask(server.port, piece.path, {})));
      renders = Math.max(renders, (await rendered(metrics)) - before);
    }
  }
  const { p99, answered } = await load;
  const beside = `${times.fresh.length} corrections beside ${rate} pages/s (p99 ${p99.toFixed(1)} ms, ${answered} answered), SQLite`;
  const middle = (list) => `median ${percentile(list, 0.5).toFixed(1)} ms`;
  bench(
    'fresh_everywhere_p99',
    percentile(times.fresh, 0.99),
    'ms',
    'lower',
    50,
    `article, home, section, feed in all; ${middle(times.fresh)}; ${beside}`,
  );
  bench(
    'fresh_answered_p99',
    percentile(times.answered, 0.99),
    'ms',
    'none',
    '-',
    `the publisher's own answer, written through to disk; ${middle(times.answered)}`,
  );
  bench('fresh_stale', stale, 'answers', 'lower', 0, 'asked after the publisher had been answered', 0);
  bench(
    'fresh_renders_a_stampede',
    renders,
    'renders',
    'lower',
    2,
    `${STAMPEDE} askers of the page at once; the load's own page is the other`,
    2,
  );
} finally {
  await server.stop();
  portal.remove();
}
finish();

/** A new piece with its first version published. */
async function firstVersion(editor, publisher) {
  const piece = { id: '', version: 0, path: '' };
  const { to } = await post(server.port, '/api/work/save', fields({ title: 'Bài đo đếm' }), editor);
  piece.id = to.split('/').at(-1);
  piece.version = 1;
  await post(server.port, '/api/work/act', { id: piece.id, base: 1, then: 'urgent', note: 'đo' }, publisher);
  piece.path = '/bai-viet/bai-do-dem';
  const { status } = await ask(server.port, piece.path);
  if (status !== 200) throw new Error(`${piece.path}: ${status}`);
  return piece;
}

async function save(editor, piece, title) {
  await post(server.port, '/api/work/save', fields({ title, id: piece.id, base: piece.version }), editor);
  piece.version += 1;
}

/** Its address stays, whatever its title. */
function fields(some) {
  return {
    lead: 'Một bài để đo.',
    section: 'tin-hoat-dong',
    text: 'Nội dung của bài đo.',
    source_name: 'UBND xã',
    slug: 'bai-do-dem',
    ...some,
  };
}

/** Where the title shows: each page in the forms that readers have in memory. */
function variants({ path }) {
  const chosen = { Cookie: 'tuy_chon_doc=150.more.wide' };
  return [
    ...[path, '/', SECTION].flatMap((page) => [
      [page, {}],
      [page, chosen],
      [page, { 'Save-Data': 'on' }],
    ]),
    ['/rss.xml', {}],
  ];
}

function isIn(body, title) {
  return String(body).includes(title);
}
