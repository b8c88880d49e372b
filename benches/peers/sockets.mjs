// What an open socket costs beside Bun's server (uWebSockets) and npm's ws: memory while idle, processor time of a handshake and of a
// delivered frame: node benches/peers/sockets.mjs
//
// One server at a time on core 0, the crowd on core 1. A frame goes to all each second because each second one more reader comes.
import { Crowd } from './crowd.mjs';
import { QUICK, ROUNDS, bench, compare, finish, median, say, sleep, spread } from './figures.mjs';
import { memory, processorTime } from './machine.mjs';
import { makePortal } from './portal.mjs';
import { gatherCookies, startBun, startOurs, startWs } from './sockets-peers.mjs';

const FEW = QUICK ? 500 : 1_000;
const MANY = QUICK ? 5_000 : 15_000;
const PROCESSES = 3;
const SETTLE = QUICK ? 2_000 : 4_000;
const FRAMES = QUICK ? 4 : 8;
/** The last of the client's address blocks: those who come one by one. */
const LATECOMERS_FROM = 20;

const portal = makePortal();
try {
  const cookies = await gatherCookies(portal, MANY);
  say(`${cookies.length} readers with their cookies`);
  const servers = { ours: () => startOurs(portal), bun: startBun, ...(QUICK ? {} : { ws: startWs }) };
  const runs = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, start] of Object.entries(servers)) {
      const run = await measure(await start(), cookies);
      runs[name].push(run);
      say(
        `round ${round + 1} ${name}: ${Object.entries(run)
          .map(([what, value]) => `${what} ${value.toFixed(2)}`)
          .join(', ')}`,
      );
    }
  }
  tell(runs);
} finally {
  portal.remove();
}
finish();

async function measure(server, cookies) {
  const crowd = await Crowd.gather(server.port, PROCESSES, cookies);
  const latecomers = await Crowd.gather(server.port, 1, [], LATECOMERS_FROM);
  try {
    await crowd.open(FEW);
    await sleep(SETTLE);
    const few = memory(server.pid);
    const greeting = await time(server, crowd, () => crowd.open(MANY - FEW));
    await sleep(SETTLE);
    const many = memory(server.pid);
    const idle = await time(server, crowd, () => sleep(FRAMES * 1000));
    const pushing = await time(server, crowd, async () => {
      for (let frame = 0; frame < FRAMES; frame += 1) {
        await latecomers.open(1);
        await sleep(1000);
      }
    });
    const after = memory(server.pid);
    const { open, closed } = await crowd.count();
    if (open !== MANY || closed > 0) throw new Error(`${open} of ${MANY} sockets are open`);
    if (pushing.frames < FRAMES * MANY * 0.8) throw new Error(`only ${pushing.frames} frames arrived`);
    const added = MANY - FEW;
    const perFrame = (pushing.used - idle.used * (pushing.took / idle.took)) / pushing.frames;
    return {
      bytes: (many.pss - few.pss) / added,
      anonymous: (many.anonymous - few.anonymous) / added,
      afterPushing: (after.pss - few.pss) / added,
      // Those who have come already are told of those who come: their frames are no part of a handshake. The first frame is.
      handshake: (greeting.used - (greeting.frames - added) * perFrame) / added,
      frame: perFrame,
      idle: idle.used / (idle.took / 1000) / 1000,
      megabytes: many.rss / 2 ** 20,
      clientShare: pushing.client / 1000 / pushing.took,
    };
  } finally {
    await Promise.all([crowd.end(), latecomers.end()]);
    await server.stop();
  }
}

/** What the server uses meanwhile, in microseconds of its core, and the frames that arrive; milliseconds it took. */
async function time(server, crowd, work) {
  const { frames } = await crowd.count();
  const [before, client, began] = [processorTime(server.pid), crowd.processorTime(), performance.now()];
  await work();
  const result = {
    used: processorTime(server.pid) - before,
    client: crowd.processorTime() - client,
    took: performance.now() - began,
  };
  return { ...result, frames: (await crowd.count()).frames - frames };
}

function tell({ ours, bun, ws }) {
  const of = (runs, what) => runs.map((run) => run[what]);
  const client = `the crowd at work ${spread(of(ours, 'clientShare').map((share) => share * 100))} % of its core while frames come`;
  const against = (name, what, limits) => compare(name, of(ours, what), of(bun, what), { way: 'lower', peer: 'Bun', ...limits });
  bench('sockets_client_headroom', 1 / Math.max(...of(ours, 'clientShare')), 'x', 'none', '-', client);
  against('sockets_memory', 'bytes', {
    goal: 1,
    floor: 1.6,
    unit: 'B',
    detail: `slope ${FEW} to ${MANY}; without files ${spread(of(ours, 'anonymous'))} B, after pushing ${spread(of(ours, 'afterPushing'))} B`,
  });
  against('sockets_frame', 'frame', {
    goal: 1,
    floor: 1.6,
    unit: 'us',
    digits: 1,
    detail: `processor time a delivered frame, ${MANY} sockets`,
  });
  against('sockets_handshake', 'handshake', {
    goal: 1,
    floor: 2,
    unit: 'us',
    digits: 1,
    detail: 'ours checks Origin, cookie and caps',
  });
  bench(
    'sockets_idle_processor',
    median(of(ours, 'idle')),
    'ms/s',
    'none',
    '-',
    `Bun ${spread(of(bun, 'idle'), 1)}, ${MANY} sockets, nothing new`,
  );
  bench(
    'sockets_resident',
    median(of(ours, 'megabytes')),
    'MB',
    'lower',
    128,
    `${MANY} sockets; Bun ${spread(of(bun, 'megabytes'))} MB`,
    256,
  );
  if (!ws) return;
  const beside = (name, what, rest) => compare(name, of(ours, what), of(ws, what), { way: 'lower', peer: 'ws', ...rest });
  beside('sockets_memory_ws', 'bytes', { goal: 0.45, unit: 'B' });
  beside('sockets_frame_ws', 'frame', { goal: 1, unit: 'us', digits: 1 });
  beside('sockets_handshake_ws', 'handshake', { goal: 1, unit: 'us', digits: 1 });
}
