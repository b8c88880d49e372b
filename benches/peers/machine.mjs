// Processes on a core each, what they cost, and what machine this is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

export const SERVER_CORE = '0';
export const CLIENT_CORE = '1';
const FOLDER = 'target/bench';
/** /proc counts processor time in hundredths of a second. */
const TICK_MICROSECONDS = 10_000;

/** What is to go with this process, however it ends: programs, and folders. */
const running = new Set();
const folders = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** A folder of this process, on the disk where a portal's data is, and not in memory. */
export function temporary(name) {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, `${name}-`));
  folders.add(folder);
  return folder;
}

/** Starts a program on one core; its process id is the program's own. */
export function start(core, command, args, options = {}) {
  const child = spawn('taskset', ['-c', core, command, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  child.on('error', (error) => {
    throw error;
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Waits until a program has said something on one of its outputs. Fails when it ends before. */
export function said(child, text, output = child.stderr) {
  return new Promise((resolve, reject) => {
    let all = '';
    const ended = () => reject(new Error(`ended before it said "${text}":\n${all}`));
    child.once('exit', ended);
    output.on('data', (chunk) => {
      all = (all + chunk).slice(-20_000);
      if (!all.includes(text)) return;
      child.off('exit', ended);
      output.removeAllListeners('data').resume();
      resolve(all);
    });
  });
}

export async function stop(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(late);
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Processor time that a process has used, in microseconds: its own and the kernel's for it. */
export function processorTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
}

/** What this process's ended children have used, in microseconds. */
export function childrenTime() {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').pop().split(' ');
  return (Number(fields[13]) + Number(fields[14])) * TICK_MICROSECONDS;
}

/** Memory in bytes: resident, its share of what several processes hold together, and what is not a file's. */
export function memory(pid) {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const bytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]) * 1024;
  return { rss: bytes('Rss'), pss: bytes('Pss'), anonymous: bytes('Anonymous') };
}

export function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

/** "2 cores AMD EPYC, 24 GB, Linux 6.1, load 0.4 0.3 0.2". */
export function machine() {
  const release = readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim();
  const load = loadavg().map((value) => value.toFixed(1));
  return `${cpus().length} cores ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release}, load ${load.join(' ')}`;
}
