// What counting a view costs, beside the statements of NukeViet re-created on SQLite and MariaDB: node benches/peers/counting.mjs
//
// Ours is measured from outside, as the processor time by which a page for a counted reader costs more than the same page for a
// declared robot, who is recognised and not counted: cookie checked, view counted, cookie renewed. It is therefore more than the count
// itself. Plan for the count alone and for 100,000 views/s beside page serving, which needs Rust (benches/counting.rs):
//   1. `Counter::view` of 10 million views by 100,000 signed cookies in one thread: nanoseconds a view, allocations a view;
//   2. the whole `VisitsState::on_view` (headers → cookie → count → cookie) in one thread;
//   3. a serving router on core 0 with a thread on the same core that counts 100,000 views/s, in pauses: wrk's rate with and without.
import { spawnSync } from 'node:child_process';
import { QUICK, ROUNDS, bench, finish, median, say, spread } from './figures.mjs';
import { most } from './load.mjs';
import { start } from './machine.mjs';
import { measureMariaDb, measureSqlite } from './nukeviet.mjs';
import { ARTICLE, BROWSER, makePortal, serve } from './portal.mjs';
import { gatherCookies } from './sockets-peers.mjs';

const SECONDS = QUICK ? 2 : 5;
const HITS = QUICK ? 1_000 : 5_000;

const portal = makePortal();
try {
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
