// The websocket servers that are measured, each on the server's core, and the cookies that readers of ours come with.
import { Agent, get } from 'node:http';
import { SERVER_CORE, freePort, said, start, stop } from './machine.mjs';
import { ARTICLE, BROWSER, serve } from './portal.mjs';

const BUN = 'target/bench/node_modules/.bin/bun';
const AT_ONCE = 32;

export async function startOurs(portal) {
  return serve(portal.data);
}

export function startBun() {
  return startPeer(BUN, 'benches/peers/bun-server.mjs');
}

export function startWs() {
  return startPeer(process.execPath, 'benches/peers/ws-server.mjs');
}

async function startPeer(program, script) {
  const port = await freePort();
  const server = start(SERVER_CORE, program, [script, String(port)]);
  await said(server, 'serving');
  return { port, pid: server.pid, stop: () => stop(server) };
}

/**
 * So many readers of ours, each after two pages: their cookies are checked and renewed no more when their sockets open. A cookie is
 * good for the data folder, not for one start of the program: memory can be measured on a fresh one.
 */
export async function gatherCookies(portal, number) {
  const server = await serve(portal.data, { isQuiet: true });
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const cookies = [];
  let begun = 0;
  const lane = async () => {
    while (begun < number) {
      begun += 1;
      const first = await cookiesOf(server.port, agent, '');
      const second = await cookiesOf(server.port, agent, first);
      cookies.push(second.split('; ').find((cookie) => cookie.startsWith('luot=')));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  } finally {
    agent.destroy();
    await server.stop();
  }
  return cookies;
}

function cookiesOf(port, agent, cookie) {
  const headers = { ...BROWSER, 'Accept-Encoding': 'br', ...(cookie ? { Cookie: cookie } : {}) };
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: ARTICLE, agent, headers }, (answer) => {
      const set = answer.headers['set-cookie'] ?? [];
      answer.resume().on('end', () => resolve(set.map((line) => line.split(';')[0]).join('; ')));
    }).on('error', reject);
  });
}
