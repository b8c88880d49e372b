// From the start of the program to the first right page, and what it holds in memory when nothing is asked: node benches/peers/start.mjs
//
// On one core. Before it is timed the program has run once: its search index is there, as it is after any restart.
import { openSync } from 'node:fs';
import { QUICK, ROUNDS, bench, finish, median, say, sleep, spread } from './figures.mjs';
import { SERVER_CORE, freePort, memory, start, stop } from './machine.mjs';
import { ARTICLE, BINARY, TITLE, ask, makePortal, settle } from './portal.mjs';

/** Articles beside the demo's own, and the goals: MB when idle. */
const SIZES = [
  { articles: 0, megabytes: 64 },
  ...(QUICK
    ? []
    : [
        { articles: 10_000, megabytes: 64 },
        { articles: 150_000, megabytes: 64 },
      ]),
];
const IDLE = QUICK ? 3_000 : 10_000;

for (const { articles, megabytes } of SIZES) {
  const began = performance.now();
  const portal = makePortal(articles);
  say(`${articles} generated articles made in ${Math.round((performance.now() - began) / 1000)} s`);
  try {
    await settle(portal.data);
    const runs = [];
    for (let round = 0; round < ROUNDS; round += 1) runs.push(await measure(portal.data));
    tell(articles, megabytes, runs);
  } finally {
    portal.remove();
  }
}
finish();

function tell(articles, megabytes, runs) {
  const of = (what) => runs.map((run) => run[what]);
  const name = articles === 0 ? 'demo' : String(articles);
  bench(`start_${name}`, median(of('took')), 'ms', 'lower', 150, `${spread(of('took'))} ms to the first right article`, 1000);
  const detail = `resident ${spread(of('rss'), 1)}, its share ${spread(of('pss'), 1)}, not of files ${spread(of('anonymous'), 1)}`;
  bench(
    `idle_memory_${name}`,
    median(of('rss')),
    'MB',
    'lower',
    megabytes,
    `${detail}; ${IDLE / 1000} s after the first page`,
    256,
  );
}

/** Starts the program and asks again and again, as an impatient reader would. */
async function measure(data) {
  const port = await freePort();
  const began = performance.now();
  const server = run(data, port);
  try {
    let answer;
    while (!answer) {
      answer = await ask(port, ARTICLE).catch(() => undefined);
      if (server.exitCode !== null) throw new Error('congdan serve ended');
      if (!answer) await sleep(1);
    }
    const took = performance.now() - began;
    if (answer.status !== 200 || !String(answer.body).includes(TITLE)) throw new Error(`not the article: ${answer.status}`);
    await sleep(IDLE);
    const { rss, pss, anonymous } = memory(server.pid);
    return { took, rss: rss / 2 ** 20, pss: pss / 2 ** 20, anonymous: anonymous / 2 ** 20 };
  } finally {
    await stop(server);
  }
}

function run(data, port) {
  return start(SERVER_CORE, BINARY, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--backup-hour', 'off'], {
    stdio: ['ignore', 'ignore', openSync('/dev/null', 'w')],
  });
}
