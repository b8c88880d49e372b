// One reader in ten takes nothing any more: do the others get their frames as before, and what does a stalled one cost?
// node benches/peers/stalled.mjs
//
// One of ten client processes is stopped (SIGSTOP): its sockets stay open, and what is sent to them piles up. Calm and stalled rounds
// follow one another. A frame's delay is counted from the first reader who has it.
import { Crowd } from './crowd.mjs';
import { QUICK, ROUNDS, bench, compare, finish, median, percentile, say, sleep, spread } from './figures.mjs';
import { memory } from './machine.mjs';
import { makePortal } from './portal.mjs';
import { startBun, startOurs } from './sockets-peers.mjs';

const READERS = QUICK ? 3_000 : 15_000;
const PROCESSES = 10;
const FRAMES = QUICK ? 5 : 15;
const LATECOMERS_FROM = 40;

const portal = makePortal();
try {
  const ours = await measure(await startOurs(portal));
  const bun = QUICK ? undefined : await measure(await startBun());
  const detail = `${READERS / PROCESSES} of ${READERS} stalled for ${FRAMES} frames`;
  compare('stalled_others_p99', ours.stalled, ours.calm, { way: 'lower', goal: 1.1, peer: 'calm', unit: 'ms', detail });
  bench('stalled_others_worst', Math.max(...ours.worst), 'ms', 'lower', 500, `the longest delay of any frame; ${detail}`, 1000);
  bench(
    'stalled_memory',
    Math.max(0, ...ours.bytes),
    'B',
    'lower',
    16 * 1024,
    `a stalled reader, the most of ${spread(ours.bytes)} B`,
    64 * 1024,
  );
  if (bun)
    bench(
      'stalled_others_p99_bun',
      median(bun.stalled),
      'ms',
      'none',
      '-',
      `Bun: calm ${spread(bun.calm)} ms, stalled ${spread(bun.stalled)} ms`,
    );
} finally {
  portal.remove();
}
finish();

async function measure(server) {
  const crowd = await Crowd.gather(server.port, PROCESSES);
  const latecomers = await Crowd.gather(server.port, 1, [], LATECOMERS_FROM);
  const [sleeper, ...others] = crowd.members;
  const runs = { calm: [], stalled: [], worst: [], bytes: [] };
  try {
    await crowd.open(READERS);
    await sleep(3000);
    for (let round = 0; round < ROUNDS; round += 1) {
      const calm = await push(crowd, others, latecomers);
      const before = memory(server.pid).anonymous;
      sleeper.kill('SIGSTOP');
      const stalled = await push(crowd, others, latecomers);
      runs.bytes.push((memory(server.pid).anonymous - before) / (READERS / PROCESSES));
      sleeper.kill('SIGCONT');
      await sleep(2000);
      runs.calm.push(percentile(calm.delays, 0.99));
      runs.stalled.push(percentile(stalled.delays, 0.99));
      runs.worst.push(percentile(stalled.delays, 1));
      say(`round ${round + 1}: p99 calm ${runs.calm.at(-1).toFixed(0)} ms, stalled ${runs.stalled.at(-1).toFixed(0)} ms`);
    }
    return runs;
  } finally {
    await Promise.all([crowd.end(), latecomers.end()]);
    await server.stop();
  }
}

/** Some seconds with a frame each; the delays of those who read. */
async function push(crowd, others, latecomers) {
  await crowd.record(others);
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await latecomers.open(1);
    await sleep(1000);
  }
  return crowd.take(others);
}
