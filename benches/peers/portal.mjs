// A demo portal of ours for as long as a measurement takes, and the requests that measurements make of it.
import { spawnSync } from 'node:child_process';
import { existsSync, openSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { say, sleep } from './figures.mjs';
import { SERVER_CORE, freePort, memory, processorTime, start, stop, temporary } from './machine.mjs';

export const BINARY = process.env.CONGDAN_BINARY ?? 'target/release/congdan';
export const ARTICLE = '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao';
export const TITLE = 'Đoàn kiểm tra của tỉnh làm việc về cải cách hành chính tại xã Hoa Đào';

/** What a phone's browser sends with a page's address, apart from its cookies. */
export const BROWSER = {
  'User-Agent':
    'Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36',
  'Accept-Language': 'vi-VN,vi;q=0.9,en;q=0.8',
};

/** Makes a demo portal, with so many generated articles beside its own; `told` is what the maker printed. */
export function makePortal(articles = 0) {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is not there: make build`);
  const data = temporary('portal');
  const more = articles > 0 ? ['--articles', String(articles), '--seed', '1'] : [];
  const made = spawnSync(BINARY, ['demo', '--data', data, ...more], { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`congdan demo: ${made.stderr}`);
  return { data, told: made.stdout, remove: () => rmSync(data, { recursive: true, force: true }) };
}

/** Serves it on one core. Its log, a line a request, goes to a file as it would in an agency. */
export async function serve(data, { core = SERVER_CORE, log = 'info', environment = {}, isQuiet = false } = {}) {
  const port = await freePort();
  const stderr = isQuiet ? openSync('/dev/null', 'w') : openSync(join(data, 'measured.log'), 'a');
  const server = start(core, BINARY, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--backup-hour', 'off'], {
    stdio: ['ignore', 'ignore', stderr],
    env: { ...process.env, CONGDAN_LOG: log, ...environment },
  });
  await answers(port);
  return { port, pid: server.pid, stop: () => stop(server) };
}

/** Of one core, while there is still something to be done. */
const BUSY = 0.03;

/** Lets the program finish what it does once, such as reading every article for the search. */
export async function settle(data) {
  const server = await serve(data, { isQuiet: true });
  const began = performance.now();
  for (let before = 0, calm = 0; calm < 3;) {
    await sleep(1000);
    const now = processorTime(server.pid);
    calm = (now - before) / 1e6 < BUSY ? calm + 1 : 0;
    before = now;
  }
  const { rss } = memory(server.pid);
  say(`first start: calm after ${Math.round((performance.now() - began) / 1000)} s, then ${Math.round(rss / 2 ** 20)} MB resident`);
  await server.stop();
}

/** Waits until the port answers. */
export async function answers(port, path = '/healthz') {
  for (let tries = 0; tries < 2000; tries += 1) {
    const answer = await ask(port, path).catch(() => undefined);
    if (answer) return;
    await new Promise((next) => setTimeout(next, 10));
  }
  throw new Error(`nothing answers at port ${port}`);
}

const agent = new Agent({ keepAlive: false });

export function ask(port, path, headers = {}) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent, headers }, async (answer) => {
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) });
    }).on('error', reject);
  });
}

/** How many pages a portal has rendered, by its own count. */
export async function rendered(metrics) {
  const told = String((await ask(metrics, '/metrics')).body);
  return Number(/^congdan_pages_rendered_total (\d+)/m.exec(told)?.[1] ?? 0);
}
