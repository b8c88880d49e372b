// Three nodes beside one, on one PostgreSQL: what a unit of work costs, how soon a change and a visitor show everywhere, and how many
// notices that takes: scripts/postgres.sh node benches/peers/nodes.mjs
//
// The machine has two cores, so three nodes can carry no more than one: compared is the processor time for the same load.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Crowd } from './crowd.mjs';
import { QUICK, ROUNDS, bench, compare, finish, percentile, say, sleep } from './figures.mjs';
import { steady } from './load.mjs';
import { CLIENT_CORE, processorTime, start, temporary } from './machine.mjs';
import { ARTICLE, BINARY, ask, makePortal, serve } from './portal.mjs';

const SERVER = process.env.CONGDAN_TEST_POSTGRES;
if (!SERVER) throw new Error('no PostgreSQL is named: scripts/postgres.sh node benches/peers/nodes.mjs');
const SECONDS = QUICK ? 5 : 15;
const RATE = QUICK ? 2_000 : 3_000;
const SOCKETS = QUICK ? 1_500 : 12_000;
const JOINS = QUICK ? 8 : 25;
const CHANGES = QUICK ? 8 : 25;
const SLUG = '/bai-viet/bai-do-dem';

const portal = makePortal();
const database = `${SERVER}/bench_${process.pid}`;
succeed('createdb', `--maintenance-db=${SERVER}/postgres`, `bench_${process.pid}`);
succeed(BINARY, 'move', '--data', portal.data, '--to', database);
const ours = ['--data', portal.data, '--database', database];
const articles = temporary('articles');
let version = 0;
await write();

try {
  const costs = { one: [], three: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, number] of [
      ['one', 1],
      ['three', 3],
    ]) {
      const nodes = await startNodes(number);
      costs[name].push(await costOfLoad(nodes));
      await stopAll(nodes);
    }
    say(`round ${round + 1}: ${costs.one.at(-1).toFixed(2)} s with one node, ${costs.three.at(-1).toFixed(2)} s with three`);
  }
  const detail = `${RATE} pages/s, a save a second, ${SOCKETS / 4} sockets, ${SECONDS} s; PostgreSQL's own time not counted`;
  compare('nodes-processor-time', costs.three, costs.one, {
    way: 'lower',
    goal: 1.15,
    peer: 'one node',
    unit: 's',
    digits: 2,
    detail,
  });

  const nodes = await startNodes(3);
  try {
    await joins(nodes);
    await changes(nodes);
  } finally {
    await stopAll(nodes);
  }
} finally {
  portal.remove();
}
finish();

async function startNodes(number) {
  const nodes = [];
  for (let place = 0; place < number; place += 1) {
    const data = join(portal.data, `nut-${place}`);
    mkdirSync(data, { recursive: true });
    const environment = { CONGDAN_DATABASE: database, CONGDAN_MEDIA: join(portal.data, 'media') };
    nodes.push(await serve(data, { environment, isQuiet: true }));
  }
  return nodes;
}

async function stopAll(nodes) {
  for (const node of nodes) await node.stop();
}

/** The same pages, saves and sockets in all, whatever the number of nodes: the seconds of processor time that the nodes needed. */
async function costOfLoad(nodes) {
  const crowds = [];
  for (const [place, node] of nodes.entries()) {
    const crowd = await Crowd.gather(node.port, 1, [], 1 + place);
    await crowd.open(Math.floor(SOCKETS / 4 / nodes.length));
    crowds.push(crowd);
  }
  await sleep(2000);
  const before = nodes.map(({ pid }) => processorTime(pid));
  const loads = nodes.map((node) => steady(node, ARTICLE, { 'Accept-Encoding': 'br' }, RATE / nodes.length, SECONDS));
  for (let second = 0; second < SECONDS - 1; second += 1) {
    await Promise.all([write(), sleep(1000)]);
  }
  await Promise.all(loads);
  const used = nodes.reduce((sum, { pid }, place) => sum + processorTime(pid) - before[place], 0);
  for (const crowd of crowds) await crowd.end();
  return used / 1e6;
}

/** A browser comes to one node: the time until the last socket of the last node has been told. */
async function joins(nodes) {
  const crowds = [];
  for (const [place, node] of nodes.entries()) crowds.push(await Crowd.gather(node.port, 2, [], 1 + 3 * place));
  const guests = await Crowd.gather(nodes[0].port, 1, [], 30);
  try {
    for (const crowd of crowds) await crowd.open(SOCKETS / nodes.length);
    await sleep(5000);
    const before = notices();
    const began = performance.now();
    const times = [];
    for (let join = 0; join < JOINS; join += 1) {
      // At any moment of a second.
      await sleep(2000 + ((join * 373) % 1000));
      for (const crowd of crowds) await crowd.record();
      const came = Number(process.hrtime.bigint()) / 1e6;
      await guests.open(1);
      await sleep(3000);
      const told = (await Promise.all(crowds.map((crowd) => crowd.arrivals()))).flat();
      const online = ([text]) => JSON.parse(text).online;
      const most = Math.max(...told.map(online));
      const final = told.filter((one) => online(one) === most);
      const frames = final.reduce((sum, [, at]) => sum + at.length, 0);
      if (frames < SOCKETS) throw new Error(`${frames} of ${SOCKETS} sockets were told of the visitor`);
      times.push(Math.max(...final.map(([, at]) => at.at(-1))) - came);
    }
    const seconds = (performance.now() - began) / 1000;
    const most = Math.max(...Object.entries(notices()).map(([name, seq]) => (seq - (before[name] ?? seq)) / seconds));
    const detail = `${SOCKETS} sockets on three nodes, ${JOINS} visitors, median ${percentile(times, 0.5).toFixed(0)} ms`;
    bench('nodes-join-seen-everywhere-p99', percentile(times, 0.99), 'ms', 'lower', 1000, detail);
    bench('nodes-notices', most, '/s', 'lower', 1, 'the busiest node while visitors come', 1.2);
  } finally {
    for (const crowd of [...crowds, guests]) await crowd.end();
  }
}

/** How many steps each node has told: each rings once. */
function notices() {
  const told = succeed('psql', database, '-Atc', 'select name, seq from node');
  return Object.fromEntries(
    told
      .trim()
      .split('\n')
      .map((line) => line.split('|'))
      .map(([name, seq]) => [name, Number(seq)]),
  );
}

/** An article is corrected by another process: the time from its row in the change log until a node's page has it. */
async function changes(nodes) {
  const times = [];
  let stale = 0;
  for (let change = 0; change < CHANGES; change += 1) {
    const wanted = wantedText();
    let savedAt = Infinity;
    const seen = nodes.map(async ({ port }) => {
      for (;;) {
        const askedAt = Date.now();
        const { body } = await ask(port, SLUG);
        if (body.includes(wanted)) return Date.now();
        if (askedAt > savedAt + 250) stale += 1;
        await sleep(2);
      }
    });
    await write();
    savedAt = Date.now();
    const fresh = await Promise.all(seen);
    const at = Number(succeed('psql', database, '-Atc', 'select max(at) from change_log')) / 1000;
    times.push(...fresh.map((moment) => moment - at));
  }
  const detail = `${CHANGES} corrections by another process, three nodes, median ${percentile(times, 0.5).toFixed(0)} ms`;
  bench('nodes-publish-fresh-p99', percentile(times, 0.99), 'ms', 'lower', 250, detail);
  bench('nodes-stale-answers', stale, 'answers', 'lower', 0, 'asked more than 250 ms after the save had returned', 0);
}

function wantedText() {
  return `Lần đo ${version + 1}.`;
}

/** One more version of the measured article, written by the importer. */
async function write() {
  const html = `<html><head><title>Bài đo đếm</title><meta name=section content="Tin hoạt động"></head><body><article><h1>Bài đo đếm</h1><p>${wantedText()}</p></article></body></html>`;
  version += 1;
  writeFileSync(join(articles, 'bai.html'), html);
  const importing = start(CLIENT_CORE, BINARY, ['import', 'html', '--publish', ...ours, articles], { stdio: 'ignore' });
  const [code] = await once(importing, 'close');
  if (code !== 0) throw new Error(`congdan import: ${code}`);
}

function succeed(command, ...args) {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}
