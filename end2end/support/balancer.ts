// A dumb round robin before several nodes, as nginx is configured in deploy/: no node keeps its readers, and a node that cannot be reached, or dies within its answer to a read, is passed over.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from './program';

export class Balancer {
  private readonly server: Server;
  private readonly lines = new Set<Socket>();
  private turn = 0;

  constructor(private readonly nodes: () => number[]) {
    this.server = createServer((asked, answer) => void this.pass(asked, answer));
    this.server.on('upgrade', (asked: IncomingMessage, line: Socket, first: Buffer) => this.upgrade(asked, line, first));
    this.server.on('connection', (line) => this.remember(line));
  }

  listen(): Promise<number> {
    return listen(this.server);
  }

  close() {
    this.server.close();
    for (const line of this.lines) line.destroy();
  }

  /** Every node once, the next in turn first. */
  private inTurn() {
    const nodes = this.nodes();
    this.turn += 1;
    return nodes.map((_, index) => nodes[(this.turn + index) % nodes.length] ?? 0);
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse) {
    const parts: Buffer[] = [];
    for await (const part of asked) parts.push(part as Buffer);
    const isSafe = asked.method === 'GET' || asked.method === 'HEAD';
    for (const port of this.inTurn()) {
      const way = await this.ask(port, asked, Buffer.concat(parts), answer);
      if (way === 'answered') return;
      // What a node may have done already is not asked of another.
      if (way === 'lost' && !isSafe) break;
    }
    answer.writeHead(502).end();
  }

  private ask(port: number, asked: IncomingMessage, body: Buffer, answer: ServerResponse) {
    return new Promise<'answered' | 'refused' | 'lost'>((resolve) => {
      const { method, url: path } = asked;
      const out = request({ host: '127.0.0.1', port, method, path, headers: forwarded(asked), agent: false }, (told) => {
        const parts: Buffer[] = [];
        told.on('data', (part: Buffer) => parts.push(part));
        told.once('error', () => resolve('lost'));
        told.once('close', () => {
          // Cut off in the middle: nothing of it has been passed on yet.
          if (!told.complete) return resolve('lost');
          answer.writeHead(told.statusCode ?? 502, told.rawHeaders);
          answer.end(Buffer.concat(parts));
          resolve('answered');
        });
      });
      out.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'lost'));
      out.end(body);
    });
  }

  private upgrade(asked: IncomingMessage, line: Socket, first: Buffer, ports = this.inTurn()) {
    const [port, ...others] = ports;
    if (port === undefined) return line.destroy();
    const out = connect(port, '127.0.0.1');
    this.remember(out);
    out.once('error', () => (out.bytesWritten ? line.destroy() : this.upgrade(asked, line, first, others)));
    out.once('connect', () => {
      const lines = Object.entries(forwarded(asked)).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      out.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${lines.join('')}\r\n`);
      out.write(first);
      out.pipe(line).pipe(out);
      out.once('close', () => line.destroy());
      line.once('close', () => out.destroy());
      line.on('error', () => out.destroy());
    });
  }

  private remember(line: Socket) {
    this.lines.add(line);
    line.once('close', () => this.lines.delete(line));
  }
}

function forwarded(asked: IncomingMessage) {
  return { ...asked.headers, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': asked.headers.host, 'x-forwarded-proto': 'http' };
}
