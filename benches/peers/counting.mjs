// What counting a view costs, beside the statements of NukeViet re-created on SQLite and MariaDB: node benches/peers/counting.mjs
//
// Ours is measured from outside, as the processor time by which a page for a counted reader costs more than the same page for a
// declared robot, who is recognised and not counted: cookie checked, view counted, cookie renewed. It is therefore more than the
// count itself, which benches/counting.rs measures within a program of its own; that program also counts 100,000 views a second on the core
// of a server while pages are read from it.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { QUICK, ROUNDS, bench, finish, median, say, spread } from './figures.mjs';
import { most } from './load.mjs';
import { SERVER_CORE, said, start } from './machine.mjs';
import { measureMariaDb, measureSqlite } from './nukeviet.mjs';
import { ARTICLE, BROWSER, makePortal, serve } from './portal.mjs';
import { gatherCookies } from './sockets-peers.mjs';

const SECONDS = QUICK ? 2 : 5;
const HITS = QUICK ? 1_000 : 5_000;
const VIEWS_A_SECOND = 100_000;
const COUNTING = [
  'bench',
  '--quiet',
  '--features',
  'ssr',
  '--bench',
  'counting',
  '--config',
  'profile.bench.package.congdan.opt-level=3',
  '--',
];

const portal = makePortal();
try {
  if (QUICK) say('the count itself has to be compiled: left out of the small dose');
  else {
    measureWithin();
    await measureBeside();
  }
  const [Cookie] = await gatherCookies(portal, 1);
  const ours = await measureOurs({ ...BROWSER, Cookie });
  const peers = [
    ['sqlite', () => measureSqlite(HITS, 'FULL'), 'each view durable'],
    ['sqlite_lax', () => measureSqlite(HITS, 'NORMAL'), 'synchronous=NORMAL, no fsync a view'],
    ['mariadb', () => measureMariaDb(HITS, 1), 'each view durable'],
    ['mariadb_lax', () => measureMariaDb(HITS, 2), 'innodb_flush_log_at_trx_commit=2, an fsync a second'],
  ];
  const runs = peers.map(() => []);
  for (let round = 0; round < (QUICK ? 1 : ROUNDS); round += 1) {
    for (const [place, [, measure]] of peers.entries()) runs[place].push(await measure());
  }
  for (const [place, [name, , setting]] of peers.entries()) {
    const of = (what) => runs[place].map((run) => run[what]);
    const detail = `${spread(of('used'), 1)} us of processor a view (${spread(of('wall'))} us until it is done) on ${name}, ${setting}; only the session row ${spread(of('sessionOnly'), 1)} us; ours ${ours.toFixed(2)} us from outside`;
    // Below a tenth of a microsecond the difference of two pages is noise.
    bench(`counting_vs_nukeviet_${name}`, median(of('used')) / Math.max(ours, 0.1), 'x', 'higher', 30, detail);
  }
} finally {
  portal.remove();
}
finish();

/** The count itself, in nanoseconds that no client could tell from outside. */
function measureWithin() {
  const done = spawnSync('cargo', [...COUNTING, portal.data], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  process.stdout.write(done.stdout);
}

/** How many pages fewer a core serves while another program counts there, cookies and all. */
async function measureBeside() {
  const server = await serve(portal.data);
  try {
    const shares = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const alone = await most(server, ARTICLE, { 'Accept-Encoding': 'br' }, SECONDS);
      const counter = start(SERVER_CORE, 'cargo', [...COUNTING, portal.data, String(VIEWS_A_SECOND), String(SECONDS + 1)]);
      await said(counter, 'counting', counter.stdout);
      let told = '';
      counter.stdout.on('data', (chunk) => (told += chunk));
      const beside = await most(server, ARTICLE, { 'Accept-Encoding': 'br' }, SECONDS);
      if (counter.exitCode === null) await once(counter, 'close');
      const counted = Number(/counted (\d+)/.exec(told)[1]) / (SECONDS + 1);
      if (counted < VIEWS_A_SECOND * 0.98) throw new Error(`only ${Math.round(counted)} views a second were counted`);
      shares.push((1 - beside.rate / alone.rate) * 100);
    }
    const detail = `${spread(shares, 1)} % fewer pages a second while ${VIEWS_A_SECOND} views a second are counted on the same core, cookies read, checked, signed and written`;
    bench('counting_beside_pages', median(shares), '%', 'lower', 5, detail);
  } finally {
    await server.stop();
  }
}

async function measureOurs(headers) {
  const server = await serve(portal.data, { log: 'warn' });
  try {
    const take = { 'Accept-Encoding': 'br' };
    const sides = {
      nameless: take,
      robot: { ...take, 'User-Agent': 'curl/8.5.0' },
      first: { ...take, ...BROWSER },
      counted: { ...take, ...headers },
    };
    const costs = Object.fromEntries(Object.keys(sides).map((side) => [side, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [side, asked] of Object.entries(sides)) costs[side].push((await most(server, ARTICLE, asked, SECONDS)).cost);
    }
    const more = (one, other) => costs[one].map((cost, round) => cost - costs[other][round]);
    const counting = more('counted', 'robot');
    const detail = `us more than for a robot ${spread(counting, 1)}; a first visit ${spread(more('first', 'robot'), 1)}, telling a robot by its name ${spread(more('robot', 'nameless'), 1)}, the page itself ${spread(costs.nameless, 1)}; from outside: cookie read, checked, signed and sent included`;
    bench('counting_view_from_outside', median(counting), 'us', 'lower', 1, detail, 5);
    await watchWrites(server, { ...take, ...headers });
    return median(counting);
  } finally {
    await server.stop();
  }
}

/** What reaches the disk while views are counted: not more than a batch a second, however many views. */
async function watchWrites(server, headers) {
  if (spawnSync('strace', ['-V']).status !== 0) return say('strace is not there: writes are not counted');
  const tracer = start('1', 'strace', [
    '-f',
    '-c',
    '-U',
    'name,calls',
    '-e',
    'trace=pwrite64,fsync,fdatasync,ftruncate',
    '-p',
    String(server.pid),
  ]);
  let told = '';
  tracer.stderr.on('data', (chunk) => (told += chunk));
  await new Promise((attached) => setTimeout(attached, 1000));
  const { rate } = await most(server, ARTICLE, headers, SECONDS);
  tracer.kill('SIGINT');
  await new Promise((ended) => tracer.once('close', ended));
  const calls = Object.fromEntries([...told.matchAll(/^(\w+)\s+(\d+)/gm)].map(([, name, number]) => [name, Number(number)]));
  const views = rate * SECONDS;
  const all = (calls.pwrite64 ?? 0) + (calls.fsync ?? 0) + (calls.fdatasync ?? 0);
  bench(
    'counting_writes',
    all / views,
    'calls/view',
    'lower',
    0.01,
    `${all} writes and syncs of files while ${Math.round(views)} views were counted (${JSON.stringify(calls)}), under strace`,
  );
}
