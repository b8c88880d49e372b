// Many browsers' live figures in one process, as lean as node allows: plain sockets, the handshake and the frames by hand.
// Started by crowd.mjs, which tells it what to do.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { BROWSER } from './portal.mjs';

/** Told by the first order: thousands of cookies are more than a command line takes. */
let port, path, addresses, cookies;
const IN_FLIGHT = 128;
/** One buffer for all: a socket's bytes are looked at before the next one's arrive. */
const BUFFER = Buffer.allocUnsafe(64 * 1024);
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const [TEXT, CLOSE, PING] = [0x81, 0x88, 0x89];

let sockets = [];
let [made, frames, failures, closed] = [0, 0, 0, 0];
/** The moments at which each text arrived, while they are wanted. */
let arrivals;
let last = '';

class Reader {
  constructor(number) {
    this.number = number;
    this.isOpen = false;
    this.left = undefined;
  }

  open() {
    return new Promise((opened) => {
      this.opened = opened;
      const localAddress = addresses[this.number % addresses.length];
      const onread = { buffer: BUFFER, callback: (size, buffer) => this.read(buffer.subarray(0, size)) };
      this.socket = connect({ host: '127.0.0.1', port, localAddress, noDelay: true, onread });
      this.socket.once('connect', () => this.socket.write(this.handshake()));
      this.socket.on('error', () => {});
      this.socket.on('close', () => this.lost());
    });
  }

  handshake() {
    const cookie = cookies.length > 0 ? `Cookie: ${cookies[this.number % cookies.length]}\r\n` : '';
    return (
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nPragma: no-cache\r\nCache-Control: no-cache\r\n` +
      `User-Agent: ${BROWSER['User-Agent']}\r\nUpgrade: websocket\r\nOrigin: http://127.0.0.1:${port}\r\nSec-WebSocket-Version: 13\r\n` +
      `Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: ${BROWSER['Accept-Language']}\r\n${cookie}` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
      `Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n`
    );
  }

  read(chunk) {
    let bytes = this.left ? Buffer.concat([this.left, chunk]) : chunk;
    this.left = undefined;
    if (!this.isOpen) {
      const end = bytes.indexOf(END_OF_HEAD);
      if (end < 0) return this.keep(bytes);
      if (!bytes.latin1Slice(0, 12).endsWith('101')) throw new Error(`no socket: ${bytes.latin1Slice(0, end)}`);
      this.isOpen = true;
      bytes = bytes.subarray(end + 4);
    }
    // Frames of a server are not masked; ours and the peers' are shorter than 126 bytes.
    while (bytes.length >= 2 && bytes.length >= 2 + bytes[1]) {
      this.take(bytes[0], bytes.subarray(2, 2 + bytes[1]));
      bytes = bytes.subarray(2 + bytes[1]);
    }
    return bytes.length > 0 ? this.keep(bytes) : true;
  }

  keep(bytes) {
    this.left = Buffer.from(bytes);
    return true;
  }

  take(kind, payload) {
    if (kind === PING) {
      // A mask of zeros is a mask.
      this.socket.write(Buffer.concat([Buffer.from([0x8a, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
    } else if (kind === TEXT) {
      frames += 1;
      const text = payload.latin1Slice();
      if (this.opened) this.done();
      else if (arrivals) note(text);
      if (text !== last) process.send({ text: (last = text), at: moment() });
    } else if (kind === CLOSE) {
      this.socket.destroy();
    }
  }

  done() {
    const { opened } = this;
    this.opened = undefined;
    opened();
  }

  lost() {
    if (this.isDropped) return;
    closed += 1;
    if (!this.opened) return;
    failures += 1;
    this.done();
  }
}

function note(text) {
  const known = arrivals.get(text);
  if (known) known.push(moment());
  else arrivals.set(text, [moment()]);
}

/** Milliseconds on a clock that all processes of the machine share. */
function moment() {
  return Number(process.hrtime.bigint()) / 1e6;
}

const orders = {
  begin(told) {
    ({ port, path, addresses, cookies } = told);
  },
  async open({ number }) {
    const until = made + number;
    const lane = async () => {
      while (made < until) {
        const reader = new Reader(made++);
        sockets.push(reader);
        await reader.open();
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  },
  drop() {
    for (const reader of sockets) {
      reader.isDropped = true;
      reader.socket.destroy();
    }
    [sockets, made] = [[], 0];
  },
  record() {
    arrivals = new Map();
  },
  take() {
    const taken = [...arrivals].map(([text, times]) => [text, Float64Array.from(times)]);
    arrivals = undefined;
    return taken;
  },
  count() {},
};

process.on('message', async ({ order, ...rest }) => {
  const result = await orders[order](rest);
  process.send({ done: order, result, frames, failures, closed, open: sockets.filter(({ isOpen }) => isOpen).length });
});
process.on('disconnect', () => process.exit());
