// A crowd of readers with open sockets: several processes on the client's core, from several addresses.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CLIENT_CORE, processorTime } from './machine.mjs';

const CLIENT = fileURLToPath(new URL('socket-client.mjs', import.meta.url));
const PATH = '/ws/truy-cap';
/** Fewer sockets an address than any cap of ours: 15,000 sockets come from 24 addresses. */
const ADDRESSES_A_PROCESS = 8;

export class Crowd {
  /** `cookies` is what the readers come with, shared out among the processes. */
  static async gather(port, processes, cookies = [], first = 1) {
    const crowd = new Crowd();
    crowd.texts = new Map();
    crowd.members = Array.from({ length: processes }, (_, place) => {
      const addresses = Array.from({ length: ADDRESSES_A_PROCESS }, (_, number) => `127.0.${first + place}.${number + 1}`);
      const own = cookies.filter((_, number) => number % processes === place);
      // The core is taken over by fork; the file limit too.
      const member = fork(CLIENT, [], {
        serialization: 'advanced',
        execPath: 'taskset',
        execArgv: ['-c', CLIENT_CORE, process.execPath],
      });
      member.on('message', ({ text, at }) => text && !crowd.texts.has(text) && crowd.texts.set(text, at));
      member.told = { port, path: PATH, addresses, cookies: own };
      return member;
    });
    await crowd.tell('begin', (place) => crowd.members[place].told);
    return crowd;
  }

  /** Gives an order to all, or to those chosen, and waits until it is done. */
  async tell(order, rest = () => ({}), members = this.members) {
    return Promise.all(members.map((member, place) => ask(member, { order, ...rest(place) })));
  }

  async open(number) {
    const share = (place) => ({
      number: Math.floor(number / this.members.length) + (place < number % this.members.length ? 1 : 0),
    });
    const told = await this.tell('open', share);
    const failures = sum(told, 'failures');
    if (failures > 0) throw new Error(`${failures} of ${number} sockets were not let in`);
    return told;
  }

  drop() {
    return this.tell('drop');
  }

  record(members) {
    return this.tell('record', undefined, members);
  }

  /** What arrived since `record`: the delay of each frame behind the first reader who got it, in milliseconds, and how many. */
  async take(members) {
    const told = await this.tell('take', undefined, members);
    const first = new Map();
    for (const { result } of told) {
      for (const [text, times] of result) first.set(text, Math.min(first.get(text) ?? Infinity, times[0]));
    }
    const delays = told.flatMap(({ result }) =>
      result.flatMap(([text, times]) => Array.from(times, (time) => time - first.get(text))),
    );
    return { delays, frames: delays.length };
  }

  /** What arrived since `record`: each text of each member with the moments of its arrival, in milliseconds of the machine's clock. */
  async arrivals() {
    return (await this.tell('take')).flatMap(({ result }) => result);
  }

  /** Frames that have arrived since the beginning, first ones included; sockets lost that nobody dropped. */
  async count() {
    const told = await this.tell('count');
    return { frames: sum(told, 'frames'), closed: sum(told, 'closed'), open: sum(told, 'open') };
  }

  processorTime() {
    return this.members.reduce((all, { pid }) => all + processorTime(pid), 0);
  }

  async end() {
    for (const member of this.members) {
      const ended = once(member, 'exit');
      member.kill('SIGCONT');
      member.kill('SIGKILL');
      await ended;
    }
  }
}

function ask(member, order) {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`a client ended while it was to ${order.order}`));
    const heard = (message) => {
      if (message.done !== order.order) return;
      member.off('message', heard).off('exit', ended);
      resolve(message);
    };
    member.on('message', heard).once('exit', ended);
    member.send(order);
  });
}

function sum(told, name) {
  return told.reduce((all, one) => all + one[name], 0);
}
