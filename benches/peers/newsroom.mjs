// People of a demo portal's newsroom, as far as a measurement needs them: signed in by the forms that everybody uses.
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { BINARY, ask } from './portal.mjs';

export const PASSWORD = 'suối trong đá cuội 27';
const SENT = { Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' };

/** Adds an account from the server's command line; gives its link as `congdan demo` tells of its own. */
export function addAccount(data, name, role) {
  const made = spawnSync(BINARY, ['account', 'add', name, '--role', role, '--data', data], { encoding: 'utf8' });
  const link = /\S+\/kich-hoat\/\S+/.exec(made.stdout)?.[0];
  if (!link) throw new Error(`congdan account add: ${made.stderr}`);
  return `(${name}): ${link}`;
}

/** Uses the link that was told for an account. Gives what makes the codes of its second factor, where it has one. */
export async function activate(port, told, name) {
  const token = new RegExp(`\\(${name}\\): \\S*?/kich-hoat/(\\S+)`).exec(told)?.[1];
  if (!token) throw new Error(`no link for ${name} in: ${told}`);
  const link = JSON.parse(String((await ask(port, `/api/accounts/link?token=${token}`)).body));
  const secret = link.second_factor?.secret;
  const step = Math.floor(Date.now() / 30_000);
  // A step opens once; the neighbouring ones are taken too.
  const code = secret ? (later) => codeOf(secret, step + later) : undefined;
  await post(port, '/api/accounts/activate', { token, password: PASSWORD, again: PASSWORD, code: code?.(0) ?? '' });
  return code;
}

/** Uses the link that was told for an account, and signs it in: the cookie of its session. */
export async function signIn(port, told, name) {
  const code = await activate(port, told, name);
  let { cookie } = await post(port, '/api/accounts/sign-in', { name, password: PASSWORD, next: '' });
  if (code) ({ cookie } = await post(port, '/api/accounts/code', { code: code(1), next: '' }, cookie));
  return cookie;
}

/** Sends a form; anything but 200 is an error. */
export async function post(port, path, fields, cookie = '') {
  const answer = await sendForm(port, path, fields, { cookie });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return { cookie: answer.cookie, ...JSON.parse(answer.text) };
}

/** Sends a form, whatever is answered. */
export function sendForm(port, path, fields, { cookie = '', agent } = {}) {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie };
  return send(port, path, new URLSearchParams(fields).toString(), headers, agent);
}

/** Sends what an editor sends; anything but 200 is an error. */
export async function sendWriting(port, path, writing, { cookie, agent }) {
  const headers = { 'Content-Type': 'application/json', Cookie: cookie };
  const answer = await send(port, path, JSON.stringify(writing), headers, agent);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text);
}

function send(port, path, body, headers, agent) {
  const length = { 'Content-Length': Buffer.byteLength(body) };
  const asked = { host: '127.0.0.1', port, path, method: 'POST', agent, headers: { ...SENT, ...headers, ...length } };
  return new Promise((resolve, reject) => {
    const sent = request(asked, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      const cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
      resolve({ status: answer.statusCode, cookie, text: String(Buffer.concat(parts)) });
    });
    sent.on('error', reject).end(body);
  });
}

function codeOf(secret, step) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
