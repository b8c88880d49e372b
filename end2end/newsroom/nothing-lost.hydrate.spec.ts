// Two people, their tabs, and whatever may happen to machine, network and session, in an order that chance decides: every word that was
// typed is found again. CONGDAN_SOAK=1 plays 1,000 games; CONGDAN_SEED_NUMBER chooses others.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { enter, type Person, type Role } from '../support/people';
import { Portal } from '../support/program';
import { test as base, expect } from '../support/test';

// A trace takes its pictures of every step; the seed and the number of a game play it again.
base.use({ allowed: [/status of 4\d\d|status of 5\d\d|ERR_|WebSocket connection/], trace: 'off' });

const GAMES = Number(process.env.CONGDAN_GAMES ?? (process.env.CONGDAN_SOAK ? 1000 : 40));
/** Of one test: two workers share the games. */
const ROUND = 10;
const STEPS = 6;
const SEED = Number(process.env.CONGDAN_SEED_NUMBER ?? 20261125);

/** mulberry32 */
function dice(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

interface Player {
  person: Person;
  context: BrowserContext;
  page: Page;
  typed: string[];
  isOffline: boolean;
}

const state = (page: Page) => page.locator('[data-save-state]');
const editable = (page: Page) => page.locator('.ProseMirror[contenteditable=true]');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Opens the piece for writing; another tab of the same person gives it up. */
async function open(player: Player, address: string) {
  await player.page.goto(address);
  await settle(player, address);
}

/** Whatever stands between the writer and his text is answered as he would. */
async function settle(player: Player, address: string) {
  const { page } = player;
  const ways: [ReturnType<Page['locator']>, () => Promise<unknown>][] = [
    [page.getByRole('heading', { name: 'Đăng nhập Ban biên tập' }), () => signIn(player, address)],
    [page.getByRole('dialog', { name: 'Phiên làm việc đã hết hạn' }), () => signInHere(player)],
    [button(page, 'Soạn tiếp ở đây'), () => button(page, 'Soạn tiếp ở đây').click()],
    [button(page, 'Giữ bản của tôi'), () => button(page, 'Giữ bản của tôi').click()],
    [button(page, 'Giữ bản ở đây'), () => button(page, 'Giữ bản ở đây').click()],
  ];
  const either = ways.reduce((all, [locator]) => all.or(locator), editable(page));
  // More may come up while something is answered: an ended session is told of by an answer that is still on its way.
  await expect(async () => {
    await expect(either.first()).toBeVisible();
    for (const [locator, answer] of ways) {
      if (!(await locator.isVisible())) continue;
      await answer();
      await expect(locator).toBeHidden();
    }
    await expect(editable(page)).toBeVisible();
  }).toPass({ timeout: 120_000, intervals: [100] });
}

async function signIn({ page, person }: Player, address: string) {
  await page.getByLabel('Tên đăng nhập').fill(person.name);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page.getByRole('navigation', { name: 'Ban biên tập' })).toBeVisible();
  await page.goto(address);
}

async function signInHere({ page, person, isOffline }: Player) {
  const dialog = page.getByRole('dialog', { name: 'Phiên làm việc đã hết hạn' });
  // Without a network nobody can be asked: he writes on, and signs in when he is told again.
  if (isOffline) return dialog.getByRole('button', { name: 'Thôi' }).click();
  // It may have come between two keys, and has got the second.
  await dialog.getByLabel('Tên đăng nhập').fill(person.name);
  await dialog.getByLabel('Mật khẩu').fill(person.password);
  await dialog.getByRole('button', { name: 'Đăng nhập lại' }).click();
}

type Act = (player: Player, address: string, portal: Portal, word: string) => Promise<void>;

const type: Act = async (player, address, _, word) => {
  // A writer looks at what he types: what a window has swallowed he types again.
  await expect(async () => {
    await settle(player, address);
    await editable(player.page).click({ timeout: 5_000 });
    await player.page.keyboard.press('Control+End');
    await player.page.keyboard.type(` ${word}`);
    await expect(editable(player.page)).toContainText(word, { timeout: 1_000 });
  }).toPass({ timeout: 120_000, intervals: [100] });
  player.typed.push(word);
  // What was typed is on this machine within a second: nobody is asked to survive less.
  await expect.poll(() => journaled(player.page, word), { intervals: [50] }).toBe(true);
};

/** Whether this machine's disk has a word. */
const journaled = async (page: Page, word: string) => (await entries(page)).some(({ content }) => content.includes(word));

function entries(page: Page) {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('congdan-bien-tap');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const entries = await new Promise<{ content: string; isKept: boolean; piece: string }[]>((resolve, reject) => {
      const request = database.transaction('nhat-ky').objectStore('nhat-ky').getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return entries;
  });
}

const save: Act = async (player, address) => {
  await settle(player, address);
  await player.page.keyboard.press('Control+s');
  if (!player.isOffline) {
    const answered = state(player.page).and(player.page.locator('[data-save-state=saved]'));
    const stopped = button(player.page, 'Giữ bản của tôi').or(player.page.getByRole('dialog'));
    await expect(answered.or(stopped).first()).toBeVisible();
    await settle(player, address);
  }
};

const reload: Act = async (player, address) => {
  if (player.isOffline) return;
  await player.page.reload();
  await settle(player, address);
};

const closeTab: Act = async (player, address) => {
  if (player.isOffline) return;
  await player.page.close();
  player.page = await player.context.newPage();
  await open(player, address);
};

const secondTab: Act = async (player, address) => {
  if (player.isOffline) return;
  const before = player.page;
  player.page = await player.context.newPage();
  await open(player, address);
  await before.close();
};

const network: Act = async (player) => {
  player.isOffline = !player.isOffline;
  await player.context.setOffline(player.isOffline);
};

const endSession: Act = async (player) => {
  await player.context.clearCookies({ name: /phien/ });
};

const kill: Act = async (_player, _address, portal) => {
  await portal.stop('SIGKILL');
  await portal.start();
};

const ACTS: [name: string, weight: number, act: Act][] = [
  ['gõ', 10, type],
  ['lưu', 4, save],
  ['tải lại', 2, reload],
  ['đóng thẻ', 1, closeTab],
  ['thẻ thứ hai', 1, secondTab],
  ['mạng', 2, network],
  ['hết phiên', 1, endSession],
  ['kill -9', 1, kill],
];

function choose(random: () => number) {
  let left = random() * ACTS.reduce((sum, [, weight]) => sum + weight, 0);
  return ACTS.find(([, weight]) => (left -= weight) < 0) ?? ACTS[0]!;
}

/** All that a person can find of a piece within two clicks: the text, what he types, every version. */
async function found({ page }: Player, id: string) {
  const texts = await page.evaluate(async (id) => {
    const piece = await (await fetch(`/api/work/piece?id=${id}`)).json();
    const versions = (piece.history as { number: number }[]).map(async ({ number }) =>
      (await fetch(`/api/work/compare?id=${id}&before=${number}&after=${number}`)).text(),
    );
    return [JSON.stringify(piece.content), piece.kept?.content ?? '', ...(await Promise.all(versions))].join('\n');
  }, id);
  // What the page offers to open, one click away.
  const offered = await button(page, 'Mở bản đó').count();
  const unsent = (await entries(page)).filter((entry) => !entry.isKept && entry.piece === id);
  const here = offered > 0 ? unsent.map(({ content }) => content).join('\n') : '';
  return texts + here + (await editable(page).innerText());
}

/** A new piece of the first player; how an editor begins one is another test's. */
async function begin({ page }: Player, portal: Portal, title: string) {
  const id = await page.evaluate(async (title) => {
    const content = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Đầu bài.' }] }] };
    const piece = crypto.randomUUID();
    const sent = { piece, base: 0, version: 0, schema: 1, keys: [piece], content: JSON.stringify(content) };
    const answer = await fetch('/api/work/write', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...sent, fields: { title, section: 'tin-hoat-dong' } }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()).id as string;
  }, title);
  return `${portal.xa}/bien-tap/tin-bai/${id}`;
}

/** Two people with a portal of their own, which they may kill. */
const test = base.extend<{ agency: Portal; players: [Player, Player] }>({
  agency: async ({}, use) => {
    const data = mkdtempSync(join(tmpdir(), 'congdan-games-'));
    cpSync(process.env.CONGDAN_SEED ?? '', data, { recursive: true });
    const agency = await Portal.start(data);
    await use(agency);
    await agency.stop();
    rmSync(data, { recursive: true, force: true });
  },
  players: async ({ browser, agency }, use) => {
    const join = async (name: string, role: Role): Promise<Player> => {
      const context = await browser.newContext();
      // Behind a window that has just come up a click would wait for as long as the test lasts.
      context.setDefaultTimeout(20_000);
      const page = await context.newPage();
      return { person: await enter(page, agency, name, [role]), context, page, typed: [], isOffline: false };
    };
    const players: [Player, Player] = [await join('tac-gia', 'author'), await join('bien-tap', 'editor')];
    await use(players);
    for (const { context } of players) await context.close();
  },
});

async function play(game: number, players: [Player, Player], agency: Portal) {
  const random = dice(SEED + game);
  const played: string[] = [];
  const both = (act: (player: Player) => Promise<void>) => Promise.all(players.map(act));
  const address = await begin(players[0], agency, `Ván ${game}`);
  const id = address.split('/').at(-1) ?? '';
  await both(async (player) => {
    player.typed = [];
    await open(player, address);
  });
  for (let step = 0; step < STEPS; step += 1) {
    const index = random() < 0.5 ? 0 : 1;
    const [name, , act] = choose(random);
    played.push(`${index}: ${name}`);
    await test.step(`${game}.${step} ${played.at(-1)}`, () => act(players[index], address, agency, `chữ${game}x${step}`));
  }
  await test.step(`${game}: tìm lại`, () =>
    both(async (player) => {
      if (player.isOffline) await network(player, address, agency, '');
      await open(player, address);
      const texts = await found(player, id);
      const lost = player.typed.filter((word) => !texts.includes(word));
      expect(lost, `game ${game}: ${played.join(', ')}`).toEqual([]);
    }));
}

for (let first = 0; first < GAMES; first += ROUND) {
  const last = Math.min(first + ROUND, GAMES) - 1;
  test(`không chữ nào mất từ ván ${first} tới ván ${last}`, async ({ players, agency }) => {
    test.setTimeout(120_000 + ROUND * 60_000);
    console.log(`nothing-lost: games ${first} to ${last} of ${STEPS} steps, seed ${SEED}`);
    for (let game = first; game <= last; game += 1) await play(game, players, agency);
  });
}
