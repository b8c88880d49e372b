// Every reader loses the line and comes back at once: how long until all are counted, and what do readers of pages feel meanwhile?
// node benches/peers/storm.mjs
//
// The readers come with the cookies of browsers that have read pages before. After the drop all have left the figure "online" (15 s);
// then all come back, with no waiting of their own. A reader of pages asks at a fixed rate, before the others on the client's core.
import { Crowd } from './crowd.mjs';
import { QUICK, ROUNDS, bench, finish, median, percentile, say, sleep, spread } from './figures.mjs';
import { steady } from './load.mjs';
import { processorTime } from './machine.mjs';
import { ARTICLE, BROWSER, makePortal } from './portal.mjs';
import { gatherCookies, startOurs } from './sockets-peers.mjs';

const READERS = QUICK ? 4_000 : 15_000;
const PROCESSES = 3;
const GONE_AFTER = 17_000;
const PAGES_A_SECOND = 100;
/** Longer than any storm that is accepted; times after the storm are not counted. */
const WATCHED = QUICK ? 8 : 20;
const WATCHER_FROM = 40;

const portal = makePortal();
const cookies = await gatherCookies(portal, READERS);
const server = await startOurs(portal);
const crowd = await Crowd.gather(server.port, PROCESSES, cookies);
const watcher = await Crowd.gather(server.port, 1, [], WATCHER_FROM);
const runs = { back: [], pages: [], drop: [], calm: [], used: [] };
try {
  await watcher.open(1);
  await crowd.open(READERS);
  await sleep(2000);
  for (let round = 0; round < (QUICK ? 1 : ROUNDS); round += 1) await storm(round);
  const detail = `${READERS} sockets, all at once, until the figure "online" is whole again on a socket`;
  bench(
    'storm_all_counted',
    median(runs.back) / 1000,
    's',
    'lower',
    5,
    `${spread(
      runs.back.map((time) => time / 1000),
      1,
    )} s; ${detail}`,
    15,
  );
  bench(
    'storm_page_p99',
    median(runs.pages),
    'ms',
    'lower',
    50,
    `${spread(runs.pages, 1)} ms at ${PAGES_A_SECOND} pages/s; calm ${spread(runs.calm, 1)} ms, while dropped ${spread(runs.drop, 1)} ms`,
  );
  bench(
    'storm_processor',
    median(runs.used),
    'us',
    'none',
    '-',
    'the server, a reader who comes back, the pages meanwhile included',
  );
} finally {
  await Promise.all([crowd.end(), watcher.end()]);
  await server.stop();
  portal.remove();
}
finish();

async function storm(round) {
  const calm = await pages(2);
  const dropped = pages(3);
  await sleep(500);
  await crowd.drop();
  runs.drop.push(
    percentile(
      (await dropped).map(({ took }) => took),
      0.99,
    ),
  );
  await sleep(GONE_AFTER);
  watcher.texts.clear();
  const reading = pages(WATCHED);
  await sleep(700);
  const [began, beganAt, before] = [moment(), Date.now(), processorTime(server.pid)];
  await crowd.open(READERS);
  const whole = await until(() => [...watcher.texts].find(([text]) => JSON.parse(text).online >= READERS + 1));
  const [ended, used] = [Date.now(), processorTime(server.pid) - before];
  runs.back.push(whole[1] - began);
  runs.used.push(used / READERS);
  const meanwhile = (await reading).filter(({ due }) => due >= beganAt && due <= ended);
  runs.calm.push(
    percentile(
      calm.map(({ took }) => took),
      0.99,
    ),
  );
  runs.pages.push(
    percentile(
      meanwhile.map(({ took }) => took),
      0.99,
    ),
  );
  say(
    `round ${round + 1}: all counted after ${Math.round(runs.back.at(-1))} ms, pages p99 ${runs.pages.at(-1).toFixed(1)} ms of ${meanwhile.length}`,
  );
}

/** Each page read: when it was due, and how long it took. */
async function pages(seconds) {
  const headers = { 'Accept-Encoding': 'br', 'Accept-Language': BROWSER['Accept-Language'] };
  const options = { isFirst: true, isPatient: true, isTold: true, connections: 16 };
  return (await steady(server, ARTICLE, headers, PAGES_A_SECOND, seconds, options)).told;
}

async function until(found, patience = 60_000) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(20)) {
    const value = found();
    if (value) return value;
  }
  throw new Error('the figure never became whole again');
}

function moment() {
  return Number(process.hrtime.bigint()) / 1e6;
}
