// People of a demo portal's newsroom, as far as a measurement needs them: signed in by the forms that everybody uses.
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { ask } from './portal.mjs';

const PASSWORD = 'suối trong đá cuội 27';
const FORM = {
  'Content-Type': 'application/x-www-form-urlencoded',
  Accept: 'application/json',
  'Sec-Fetch-Site': 'same-origin',
};

/** Uses the link that `congdan demo` printed for an account, and signs it in: the cookie of its session. */
export async function signIn(port, told, name) {
  const token = new RegExp(`\\(${name}\\): \\S*?/kich-hoat/(\\S+)`).exec(told)?.[1];
  if (!token) throw new Error(`no link for ${name} in: ${told}`);
  const link = JSON.parse(String((await ask(port, `/api/accounts/link?token=${token}`)).body));
  const secret = link.second_factor?.secret;
  const step = Math.floor(Date.now() / 30_000);
  // A step opens once; the neighbouring ones are taken too.
  const code = (later) => (secret ? codeOf(secret, step + later) : '');
  await post(port, '/api/accounts/activate', { token, password: PASSWORD, again: PASSWORD, code: code(0) });
  let { cookie } = await post(port, '/api/accounts/sign-in', { name, password: PASSWORD, next: '' });
  if (secret) ({ cookie } = await post(port, '/api/accounts/code', { code: code(1), next: '' }, cookie));
  return cookie;
}

/** Sends a form; anything but 200 is an error. */
export function post(port, path, fields, cookie = '') {
  const body = new URLSearchParams(fields).toString();
  const headers = { ...FORM, Cookie: cookie, 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      const text = String(Buffer.concat(parts));
      if (answer.statusCode !== 200) return reject(new Error(`${path}: ${answer.statusCode} ${text}`));
      const cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
      resolve({ cookie, ...JSON.parse(text) });
    });
    asked.on('error', reject).end(body);
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
