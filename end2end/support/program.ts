// The program under test: the release build, run as an agency runs it.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createServer, type Server } from 'node:net';
import { resolve } from 'node:path';

export const binary = resolve(import.meta.dirname, '../../target/release/congdan');

/** Runs a command to its end; its output is the error when it fails. */
export function run(...args: string[]) {
  const done = spawnSync(binary, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`congdan ${args.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** Lets a server listen on a free port. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

/** A running portal. */
export class Portal {
  private process: ChildProcess | undefined;
  log = '';

  protected constructor(
    readonly data: string,
    readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  static async start(data: string, env: Record<string, string> = {}) {
    const portal = new Portal(data, await freePort(), env);
    await portal.start();
    return portal;
  }

  /** The first site's address. */
  get xa() {
    return `http://xa.localhost:${this.port}`;
  }

  get tinh() {
    return `http://tinh.localhost:${this.port}`;
  }

  /** A plain request to any host name, as Node's resolver knows no *.localhost. */
  ask(host: string, path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port: this.port, path, headers: { host: `${host}:${this.port}`, ...headers } }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk) => (body += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      }).on('error', reject);
    });
  }

  async start() {
    const child = spawn(binary, ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.port}`], {
      env: { ...process.env, CONGDAN_COUNT_ROBOTS: '1', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = child;
    const ready = new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        this.log += chunk;
        if (this.log.includes('serving at')) resolve();
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}\n${this.log}`)));
    });
    await ready;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM') {
    const child = this.process;
    this.process = undefined;
    this.log = '';
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
