// A reader of one page at a fixed rate, a process of its own: node fixed-rate.mjs '{"port":…,"path":…,"rate":…,"seconds":…}'
//
// Each request has a moment at which it is due. Its time counts from then, also when no connection was free: a server that stops
// for a while does not get fewer slow answers by it. Prints one JSON line, times in milliseconds.
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { percentile } from './figures.mjs';

const asked = JSON.parse(process.argv[2]);
const { port, path, headers = {}, rate, seconds, connections = 64, isPatient = false, isTold = false } = asked;
const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** The first tenth warms up. */
const wanted = Math.floor(rate * seconds);
const warm = Math.floor(wanted / 10);

const free = [];
const waiting = [];
const times = [];
const lags = [];
const told = [];
let [sent, answered, failed, bytes] = [0, 0, 0, 0];

class Connection {
  left = 0;
  due = 0;
  number = 0;

  open() {
    const buffer = Buffer.allocUnsafe(256 * 1024);
    return new Promise((opened, reject) => {
      this.socket = connect({
        host: '127.0.0.1',
        port,
        noDelay: true,
        onread: { buffer, callback: (size, chunk) => this.read(size, chunk) },
      });
      this.socket.once('connect', opened).on('error', reject);
      this.socket.on('close', () => (failed += 1));
    });
  }

  ask(due, number) {
    [this.due, this.number, this.left] = [due, number, -1];
    this.socket.write(request);
  }

  read(size, chunk) {
    bytes += size;
    if (this.left === -1) {
      const end = chunk.subarray(0, size).indexOf(END_OF_HEAD);
      const head = chunk.latin1Slice(0, end);
      const length = /content-length: (\d+)/i.exec(head);
      // Heads of ours and of the peers fit into one read; one that did not would be told as a failure.
      if (end < 0 || !head.startsWith('HTTP/1.1 200') || !length) throw new Error(`not the page: ${head.slice(0, 200)}`);
      this.left = Number(length[1]) - (size - end - 4);
    } else {
      this.left -= size;
    }
    if (this.left === 0) this.done();
    return true;
  }

  done() {
    const took = performance.now() - this.due;
    if (this.number >= warm) times.push(took);
    if (isTold) told.push({ due: performance.timeOrigin + this.due, took });
    answered += 1;
    const next = waiting.shift();
    if (next) this.ask(next.due, next.number);
    else free.push(this);
  }
}

const all = Array.from({ length: connections }, () => new Connection());
await Promise.all(all.map((connection) => connection.open()));
free.push(...all);
const began = performance.now() + 20;

function turn() {
  const now = performance.now();
  for (let due = began + (sent * 1000) / rate; due <= now && sent < wanted; due = began + (sent * 1000) / rate) {
    const connection = free.pop();
    if (connection) {
      lags.push(now - due);
      connection.ask(due, sent);
    } else {
      waiting.push({ due, number: sent });
    }
    sent += 1;
  }
  if (answered < wanted && failed === 0 && now < began + seconds * 3000)
    return isPatient ? setTimeout(turn, 1) : setImmediate(turn);
  const took = (performance.now() - began) / 1000;
  const at = (share) => percentile(times, share);
  const result = {
    rate: answered / took,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    lag: percentile(lags, 0.99),
    answered,
    failed,
    bytes,
    told,
  };
  console.log(JSON.stringify(result));
  process.exit(answered < wanted ? 1 : 0);
}
turn();
