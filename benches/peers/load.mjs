// Load on a server's page: as much as it takes (wrk), or so many requests a second and no more.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CLIENT_CORE, childrenTime, processorTime, start } from './machine.mjs';

const FIXED_RATE = fileURLToPath(new URL('fixed-rate.mjs', import.meta.url));
export const CONNECTIONS = 64;

/**
 * All that a server answers to one page in some seconds over 64 connections, and what an answer costs it. `script` is what wrk asks
 * for instead of the one page, with its arguments.
 */
export async function most(server, path, headers, seconds, { connections = CONNECTIONS, script } = {}) {
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const address = `http://127.0.0.1:${server.port}${path}`;
  const scripted = script ? ['-s', script[0]] : [];
  const told = script ? ['--', ...script.slice(1)] : [];
  const [clientBefore, before, began] = [childrenTime(), processorTime(server.pid), performance.now()];
  const done = spawnSync(
    'taskset',
    [
      ...['-c', CLIENT_CORE, 'wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--latency'],
      ...[...named, ...scripted, address, ...told],
    ],
    { encoding: 'utf8' },
  );
  const took = (performance.now() - began) * 1000;
  const used = processorTime(server.pid) - before;
  if (done.status !== 0 || /Non-2xx|(connect|read|write) [1-9]/.test(done.stdout))
    throw new Error(`wrk ${address}: ${done.stdout}${done.stderr}`);
  const requests = Number(/(\d+) requests in/.exec(done.stdout)[1]);
  return {
    requests,
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(done.stdout)[1]),
    cost: used / requests,
    serverShare: used / took,
    clientShare: (childrenTime() - clientBefore) / took,
  };
}

/** A page at a fixed rate: the times of its answers. With `isFirst` the client never waits for others on its core. */
export async function steady(server, path, headers, rate, seconds, { isFirst = false, ...options } = {}) {
  const asked = JSON.stringify({ port: server.port, path, headers, rate, seconds, connections: CONNECTIONS, ...options });
  const program = [process.execPath, FIXED_RATE, asked];
  const isRoot = process.getuid() === 0;
  const client =
    isFirst && isRoot ? start(CLIENT_CORE, 'chrt', ['-f', '1', ...program]) : start(CLIENT_CORE, program[0], program.slice(1));
  let [told, wrong] = ['', ''];
  client.stdout.on('data', (chunk) => (told += chunk));
  client.stderr.on('data', (chunk) => (wrong += chunk));
  await once(client, 'close');
  if (told === '') throw new Error(`the reader at a fixed rate: ${wrong}`);
  return JSON.parse(told);
}
