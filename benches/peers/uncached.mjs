// The article page when it is rendered for each reader, beside others that do so: node benches/peers/uncached.mjs
//
// Ours keeps the pages it has rendered, as it does in an agency; so many articles are asked for in turn that none of them is kept when
// its turn comes again, and the program's own count must say so. What it keeps it has to drop, which the others are spared.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUICK, ROUNDS, bench, compare, finish, median, say, sleep } from './figures.mjs';
import { most } from './load.mjs';
import { childrenOf, memory, temporary } from './machine.mjs';
import { ask, makePortal, rendered, settle } from './portal.mjs';
import { HOST, startAll } from './uncached-peers.mjs';
import { firstDifference, visibleText } from './visible.mjs';

/** More than ours keeps: it has room for about 1,500 of them. */
const ARTICLES = 4_500;
const SECONDS = QUICK ? 2 : 8;
const IDLE = QUICK ? 2_000 : 10_000;
/** Few, so that the slowest of them answers each in time. */
const CONNECTIONS = 16;
/** All of the demo's own articles, which hold everything that an article can, and every so many of the generated ones. */
const COMPARED = QUICK ? 500 : 50;
/** Of its answers, so many must have been rendered for it. */
const ANEW = 0.99;
const asked = { Host: HOST };
/** Ours keeps pages for sparing readers apart: what was only compared is not at hand when it is timed. */
const askedSparingly = { ...asked, 'Save-Data': 'on' };

const portal = makePortal(ARTICLES);
let sides = {};
try {
  await settle(portal.data);
  sides = await startAll(portal);
  const addresses = listAddresses(portal.data);
  await compareMemory(addresses[0]);
  await comparePages(addresses);
  const list = join(temporary('addresses'), 'list');
  writeFileSync(list, addresses.map((address) => `${address}\n`).join(''));
  await measure(list, addresses.length);
} finally {
  await Promise.all(Object.values(sides).map((side) => side.stop()));
  portal.remove();
}
finish();

/** Of every article that a reader of the site can open: the demo's own among the generated ones, by their names. */
function listAddresses(data) {
  const statement = `select slug from article where site_id = (select id from site where host = '${HOST}') and published_revision_id is not null order by slug`;
  const script = `import sqlite3, sys
for slug, in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print("/bai-viet/" + slug)`;
  const done = spawnSync('python3', ['-c', script, join(data, 'congdan.sqlite'), statement], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout.trim().split('\n');
}

/** What each holds when it has answered once and nothing more is asked. */
async function compareMemory(address) {
  for (const side of Object.values(sides)) await ask(side.port, address, asked);
  await sleep(IDLE);
  const megabytes = Object.fromEntries(
    Object.entries(sides).map(([name, { pid, whole = pid }]) => [name, allMemory(whole) / 2 ** 20]),
  );
  for (const [peer, held] of Object.entries(megabytes).filter(([name]) => name !== 'ours')) {
    const [way, goal] = peer === 'maud' ? ['none', '-'] : ['lower', 1];
    const detail = `ours ${megabytes.ours.toFixed(1)} MB, ${peer} ${held.toFixed(1)} MB: the shares (Pss) of all processes, ${IDLE / 1000} s after the first page`;
    bench(`idle_memory_vs_${peer}`, megabytes.ours / held, 'x', way, goal, detail);
  }
}

function allMemory(pid) {
  return childrenOf(pid).reduce((sum, child) => sum + allMemory(child), memory(pid).pss);
}

/** Nothing is timed before all have shown the same text, word by word. */
async function comparePages(addresses) {
  const some = addresses.filter((address, place) => !/-\d+$/.test(address) || place % COMPARED === 0);
  for (const address of some) {
    const [ours, ...others] = await Promise.all(Object.values(sides).map((side) => ask(side.port, address, askedSparingly)));
    const text = visibleText(String(ours.body));
    for (const [place, other] of others.entries()) {
      const shown = visibleText(String(other.body));
      const peer = Object.keys(sides)[place + 1];
      if (other.status !== 200 || shown !== text)
        throw new Error(`${address} of ${peer}: ${other.status}, ${firstDifference(shown, text)}`);
    }
  }
  const sizes = await Promise.all(Object.entries(sides).map(async ([name, side]) => `${name} ${await size(side, some[0])}`));
  say(`the same text on ${some.length} articles; bytes of the first one: ${sizes.join(', ')}`);
}

async function size(side, address) {
  return (await ask(side.port, address, askedSparingly)).body.length;
}

/** Each has run once before it is timed. */
async function measure(list, length) {
  const runs = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (const side of Object.values(sides)) {
    side.next = 0;
    await goOn(side, list, length);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, side] of Object.entries(sides)) runs[name].push(await goOn(side, list, length));
  }
  const of = (name, what) => runs[name].map((run) => run[what]);
  const share = (name, whose = 'serverShare') => `${Math.round(median(of(name, whose)) * 100)}%`;
  const goals = { maud: { goal: 0.6, floor: 0.3 }, wagtail: { goal: 50, floor: 10 }, next: { goal: 20, floor: 10 } };
  for (const peer of Object.keys(sides).filter((name) => name !== 'ours')) {
    // On a busy machine a core is not a server's own, and who has more threads gets more of it: then only the cost tells.
    const detail = `${length} articles in turn, rendered anew; at work: ours ${share('ours')}, ${peer} ${share(peer)} of the core, wrk ${share('ours', 'clientShare')}`;
    const rate = { way: 'higher', ...goals[peer], peer, unit: 'pages/s', detail };
    compare(`uncached_${peer}_rate`, of('ours', 'rate'), of(peer, 'rate'), rate);
    const cost = { way: 'none', goal: '-', peer, unit: 'us', detail: 'processor time a page' };
    compare(`uncached_${peer}_cost`, of('ours', 'cost'), of(peer, 'cost'), cost);
  }
}

/** Each goes on in the list where it has stopped: ours would know again what it was asked last. */
async function goOn(side, list, length) {
  const before = side.metrics && (await rendered(side.metrics));
  const script = ['benches/peers/each.lua', list, String(side.next)];
  const run = await most(side, '/', asked, SECONDS, { connections: CONNECTIONS, script });
  side.next = (side.next + run.requests + CONNECTIONS) % length;
  const anew = side.metrics && ((await rendered(side.metrics)) - before) / run.requests;
  if (anew < ANEW) throw new Error(`only ${anew.toFixed(2)} of ours were rendered anew`);
  return run;
}
