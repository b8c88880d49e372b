// Who renders the article page anew for each reader, each on the server's core, from the articles of one portal.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { say } from './figures.mjs';
import { SERVER_CORE, childrenOf, freePort, start, stop, temporary } from './machine.mjs';
import { answers, serve } from './portal.mjs';

export const HOST = 'xa.localhost';
const MAUD = 'target/bench/maud/release/maud-page';
const WAGTAIL = resolve('target/bench/wagtail');
const NEXT = resolve('target/bench/next');

/** By their names; Wagtail and Next only where scripts/bench-setup.sh has set them up, which the small dose leaves out. */
export async function startAll(portal) {
  const sides = { ours: await startOurs(portal), maud: await startMaud(portal) };
  if (isThere(WAGTAIL)) sides.wagtail = await startWagtail(portal);
  if (isThere(NEXT)) sides.next = await startNext(portal);
  return sides;
}

function isThere(folder) {
  const isMade = existsSync(join(folder, 'made-of'));
  if (!isMade) say(`${folder} is not there: left out`);
  return isMade;
}

/** Its own count of the pages it has rendered is at `metrics`. */
async function startOurs({ data }) {
  const metrics = await freePort();
  const server = await serve(data, { environment: { CONGDAN_METRICS_LISTEN: `127.0.0.1:${metrics}` } });
  return { ...server, metrics };
}

async function startMaud({ data }) {
  return startPeer(MAUD, (port) => [join(data, 'congdan.sqlite'), port, HOST]);
}

/** One worker of gunicorn that keeps connections, on SQLite, with the articles loaded from ours. */
async function startWagtail({ data }) {
  const database = resolve(temporary('wagtail'), 'wagtail.sqlite');
  copyFileSync(join(WAGTAIL, 'empty.sqlite'), database);
  const env = {
    ...process.env,
    PYTHONPYCACHEPREFIX: join(WAGTAIL, 'pycache'),
    PYTHONPATH: `${resolve('benches/peers/wagtail')}:${WAGTAIL}`,
    DJANGO_SETTINGS_MODULE: 'portal.settings',
    PORTAL_DATABASE: database,
  };
  const began = performance.now();
  const told = ['-m', 'portal.load', join(data, 'congdan.sqlite'), HOST];
  const loaded = spawnSync(join(WAGTAIL, 'bin/python'), told, { env, encoding: 'utf8' });
  if (loaded.status !== 0) throw new Error(`Wagtail's articles: ${loaded.stderr}`);
  say(`the articles loaded into Wagtail in ${Math.round((performance.now() - began) / 1000)} s`);
  const how = ['--workers', '1', '--worker-class', 'gthread', '--threads', '2', '--keep-alive', '60', '--no-control-socket'];
  const server = await startPeer(
    join(WAGTAIL, 'bin/gunicorn'),
    (port) => ['--bind', `127.0.0.1:${port}`, ...how, 'django.core.wsgi:get_wsgi_application()'],
    { env },
  );
  return { ...server, pid: childrenOf(server.whole)[0] };
}

/** `next start`, one process, on the Node that came with it. */
async function startNext({ data }) {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORTAL_DATABASE: resolve(data, 'congdan.sqlite'),
    PORTAL_STATEMENTS: resolve('src'),
    PORTAL_HOST: HOST,
  };
  const program = [join(NEXT, 'node_modules/.bin/node'), join(NEXT, 'node_modules/next/dist/bin/next')];
  return startPeer(program[0], (port) => [program[1], 'start', '--port', port, '--hostname', '127.0.0.1'], { env, cwd: NEXT });
}

/** `pid` is who renders, `whole` the process above all of the server's. */
async function startPeer(program, args, options = {}) {
  const port = await freePort();
  const server = start(SERVER_CORE, program, args(String(port)), { stdio: 'ignore', ...options });
  await answers(port);
  return { port, pid: server.pid, whole: server.pid, stop: () => stop(server) };
}
