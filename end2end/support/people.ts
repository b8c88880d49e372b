// People of the newsroom: accounts made on the server's command line, activated as their owners would.
import { createHmac } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { type Portal, run } from './program';

export type Role = 'author' | 'editor' | 'publisher' | 'administrator';

export interface Person {
  name: string;
  password: string;
  /** The secret of the second factor, in base 32; empty where none is needed. */
  secret: string;
}

const PASSWORD = 'suối trong đá cuội 27';
const used = new Map<string, number>();

/** The code that an authenticator shows; never the same one twice, as each opens once. */
export async function codeOf(secret: string): Promise<string> {
  const now = Math.floor(Date.now() / 30_000);
  // The server takes the neighbouring steps too, so three sign-ins may follow one another. The step before is no good any more once this one is over.
  const isEnding = Date.now() % 30_000 > 22_000;
  const step = Math.max(isEnding ? now : now - 1, (used.get(secret) ?? 0) + 1);
  if (step > now + 1) throw new Error('too many sign-ins within a minute');
  used.set(secret, step);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = (digest[19] ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A new account's single-use link, as `congdan account add` prints it. */
export function invite(portal: Portal, name: string, roles: Role[], ...more: string[]) {
  const told = run('account', 'add', name, ...roles.flatMap((role) => ['--role', role]), ...more, '--data', portal.data);
  const path = /\/kich-hoat\/\S+/.exec(told)?.[0];
  if (!path) throw new Error(told);
  return path;
}

/** Opens a link in a page and chooses a password and, where it is asked for, a second factor. */
export async function activate(page: Page, portal: Portal, name: string, path: string): Promise<Person> {
  await page.goto(portal.xa + path);
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Nhập lại mật khẩu mới').fill(PASSWORD);
  const shown = page.locator('code.secret');
  const secret = (await shown.count()) ? ((await shown.textContent()) ?? '') : '';
  if (secret) await page.getByLabel('Mã sáu chữ số').fill(await codeOf(secret));
  await page.getByRole('button', { name: 'Kích hoạt' }).click();
  await expect(page.getByRole('heading', { name: 'Đăng nhập Ban biên tập' })).toBeVisible();
  return { name, password: PASSWORD, secret };
}

export async function signIn(page: Page, portal: Portal, person: Person) {
  await page.goto(`${portal.xa}/dang-nhap`);
  await page.getByLabel('Tên đăng nhập').fill(person.name);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  if (person.secret) {
    await page.getByLabel('Mã xác thực hoặc mã khôi phục').fill(await codeOf(person.secret));
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
  }
  await expect(page.getByRole('navigation', { name: 'Ban biên tập' })).toBeVisible();
}

/** A new person with these roles, signed in. */
export async function enter(page: Page, portal: Portal, name: string, roles: Role[], ...more: string[]): Promise<Person> {
  const person = await activate(page, portal, name, invite(portal, name, roles, ...more));
  await signIn(page, portal, person);
  return person;
}
