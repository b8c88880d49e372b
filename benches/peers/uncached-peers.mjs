// Who renders the article page anew for each reader, each on the server's core, from the articles of one portal.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_CORE, freePort, start, stop } from './machine.mjs';
import { answers, serve } from './portal.mjs';

export const HOST = 'xa.localhost';
const MAUD = 'target/bench/maud/release/maud-page';

/** Its own count of the pages it has rendered is at `metrics`. */
export async function startOurs({ data }) {
  const metrics = await freePort();
  const server = await serve(data, { environment: { CONGDAN_METRICS_LISTEN: `127.0.0.1:${metrics}` } });
  return { ...server, metrics };
}

export async function startMaud({ data }) {
  return startPeer(MAUD, (port) => [join(data, 'congdan.sqlite'), port, HOST]);
}

async function startPeer(program, args, options = {}) {
  const port = await freePort();
  const server = start(SERVER_CORE, program, args(String(port)), { stdio: 'ignore', ...options });
  await answers(port);
  return { port, pid: server.pid, stop: () => stop(server) };
}
