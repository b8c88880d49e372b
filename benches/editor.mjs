// The editor at work: fifty people whose text is kept while they type, and typing in a long piece: node benches/editor.mjs
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { loadavg } from 'node:os';
import puppeteer from 'puppeteer-core';
import { QUICK, bench, finish, percentile, say, sleep } from './peers/figures.mjs';
import { addAccount, sendWriting, signIn } from './peers/newsroom.mjs';
import { makePortal, serve } from './peers/portal.mjs';
import { keystrokes } from './peers/trace.mjs';

const EDITORS = QUICK ? 5 : 50;
const SECONDS = QUICK ? 18 : 30;
/** As the editor does while somebody types (src/editor/keeper.ts). */
const KEEP_EVERY = 2_000;
/** So many keepings to a revision, which comes in the place of the last. */
const SAVE_EVERY = 5;
/** Of a piece as most are. */
const USUAL = 600;
const LONG = 5_000;
const KEYS = QUICK ? 100 : 400;
const KEY_EVERY = 80;
const GOAL_SAVE = 20;
const GOAL_KEY = 16;
/** The stored document's; the server takes in older ones too. */
const SCHEMA = 1;

const SENTENCES = [
  'Sáng nay, Ủy ban nhân dân xã Hoa Đào tổ chức họp dân để bàn về việc làm đường vào thôn Khuổi Lanh.',
  'Bà con đã góp hơn chín mươi ngày công, hiến ba trăm mét vuông đất vườn và tự tay đổ từng mẻ bê tông.',
  'Theo kế hoạch, các thôn hoàn thành việc rà soát hộ nghèo, hộ cận nghèo trước ngày mười lăm tháng mười hai.',
  'Người dân có thể nộp hồ sơ trực tuyến, hoặc đến bộ phận một cửa vào các ngày làm việc trong tuần.',
  'Đồng chí Chủ tịch đề nghị các trưởng thôn nhắc bà con che chắn chuồng trại, giữ ấm cho trâu bò.',
];

const portal = makePortal();
const server = await serve(portal.data);
try {
  await saving();
  await typing();
} finally {
  await server.stop();
  portal.remove();
}
finish();

/** Everybody types a piece of his own, whose text is kept every two seconds and now and then saved as a revision. */
async function saving() {
  say(`${EDITORS} editors sign in`);
  const editors = [];
  for (let number = 0; number < EDITORS; number += 1) {
    const name = `nguoi-viet-${number}`;
    const cookie = await signIn(server.port, addAccount(portal.data, name, 'author'), name);
    editors.push(await begin(cookie, `Bài của người viết ${number}`, USUAL));
  }
  say(`they type for ${SECONDS} s`);
  const until = performance.now() + SECONDS * 1000;
  const times = { keep: [], write: [] };
  await Promise.all(editors.map((editor, place) => write(editor, (place / EDITORS) * KEEP_EVERY, until, times)));
  const size = Math.round(Buffer.byteLength(textOf(editors[0])) / 1024);
  const told = (name) =>
    `${times[name].length} in ${SECONDS} s of ${EDITORS} editors, each a text of ${size} KB, SQLite, synchronous=FULL`;
  const spread = (name) =>
    `median ${percentile(times[name], 0.5).toFixed(1)} ms, most ${Math.max(...times[name]).toFixed(1)} ms, ${load()}`;
  bench(
    'editor_keep_p99',
    percentile(times.keep, 0.99),
    'ms',
    'lower',
    GOAL_SAVE,
    `working copies, ${told('keep')}, ${spread('keep')}`,
  );
  bench(
    'editor_save_p99',
    percentile(times.write, 0.99),
    'ms',
    'lower',
    GOAL_SAVE,
    `revisions, ${told('write')}, ${spread('write')}`,
  );
}

async function write(editor, begins, until, times) {
  await sleep(begins);
  for (let turn = 1; performance.now() < until; turn += 1) {
    const next = performance.now() + KEEP_EVERY;
    editor.blocks.at(-1).content[0].text += ` Câu thứ ${turn}.`;
    const isSave = turn % SAVE_EVERY === 0;
    const began = performance.now();
    await (isSave ? save(editor) : keep(editor));
    times[isSave ? 'write' : 'keep'].push(performance.now() - began);
    await sleep(Math.max(0, next - performance.now()));
  }
}

/** A piece with its first revision, on a connection of its own as a browser has it. */
async function begin(cookie, title, words) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const editor = { cookie, agent, piece: randomUUID(), base: 0, version: 0, title, blocks: blocksOf(words) };
  await save(editor);
  return editor;
}

async function keep(editor) {
  ({ version: editor.version } = await sendWriting(server.port, '/api/work/keep', writing(editor), editor));
}

async function save(editor) {
  const sent = { ...writing(editor), reason: '', sets_aside: false };
  ({ number: editor.base } = await sendWriting(server.port, '/api/work/write', sent, editor));
  editor.version = 0;
}

function textOf({ blocks }) {
  return JSON.stringify({ type: 'doc', content: blocks });
}

function writing(editor) {
  const { piece, base, version, title } = editor;
  const fields = { title, lead: SENTENCES[0], section: 'tin-hoat-dong' };
  return { piece, base, version, schema: SCHEMA, fields, content: textOf(editor), keys: [randomUUID()] };
}

/** Paragraphs of five sentences; a heading before every fourth. */
function blocksOf(words) {
  const blocks = [];
  for (let count = 0; count < words;) {
    const turn = blocks.length;
    const isHeading = turn % 5 === 0;
    const sentences = SENTENCES.map((_, at) => SENTENCES[(at + turn) % SENTENCES.length]);
    const text = isHeading ? `Phần ${turn / 5 + 1}` : sentences.join(' ');
    const content = [{ type: 'text', text }];
    blocks.push(isHeading ? { type: 'heading', attrs: { level: 2 }, content } : { type: 'paragraph', content });
    count += text.split(' ').length;
  }
  return blocks;
}

/** Somebody types in the middle of a long piece while it goes on being kept. */
async function typing() {
  const name = 'nguoi-viet-dai';
  const cookie = await signIn(server.port, addAccount(portal.data, name, 'author'), name);
  const { piece } = await begin(cookie, 'Bài năm nghìn chữ', LONG);
  const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    const [cookieName, value] = cookie.split('=', 2);
    // Its prefix asks for a secure address; *.localhost counts as one.
    await page.setCookie({ name: cookieName, value, url: 'https://xa.localhost', path: '/', secure: true });
    await page.goto(`http://xa.localhost:${server.port}/bien-tap/tin-bai/${piece}`);
    await page.waitForSelector('.ProseMirror[contenteditable=true]');
    const paragraphs = await page.$$('.ProseMirror > p');
    await paragraphs[Math.floor(paragraphs.length / 2)].click();
    const words = await page.$eval('.editor-length', (length) => length.textContent);
    say(`typing in a piece of ${words}`);
    // What the first keys compile is no part of typing on.
    await strike(page, 40);
    await page.tracing.start({ categories: ['devtools.timeline', 'toplevel'] });
    await strike(page, KEYS);
    const { script, wall } = keystrokes(JSON.parse(Buffer.from(await page.tracing.stop()).toString()).traceEvents);
    if (script.length < KEYS) throw new Error(`${script.length} of ${KEYS} keys were traced`);
    const shares = (times) => `median ${percentile(times, 0.5).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`;
    const detail = `${script.length} keys, one every ${KEY_EVERY} ms, in ${words}, with all that keeping costs until the next; ${shares(script)}, on the clock ${shares(wall)}, most ${Math.max(...wall).toFixed(1)} ms; ${load()}`;
    bench('editor_keystroke_script_most', Math.max(...script), 'ms', 'lower', GOAL_KEY, detail);
    bench('editor_keystroke_script_p99', percentile(script, 0.99), 'ms', 'lower', GOAL_KEY, 'the same keys');
  } finally {
    await browser.close();
  }
}

/** Words with a mended slip each, and now and then a new paragraph. */
async function strike(page, count) {
  const keys = [...'nguoi dan gop cong lamm', 'Backspace', ...' duong vao thon ', 'Enter'];
  for (let struck = 0; struck < count; struck += 1) {
    const next = performance.now() + KEY_EVERY;
    await page.keyboard.press(keys[struck % keys.length] === ' ' ? 'Space' : keys[struck % keys.length]);
    await sleep(Math.max(0, next - performance.now()));
  }
}

function load() {
  return `load ${loadavg()[0].toFixed(1)}`;
}
