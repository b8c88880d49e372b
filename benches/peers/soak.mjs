// An hour of everything at once, and whether memory grows: node benches/peers/soak.mjs [seconds]
//
// Readers at a fixed rate over all pages, searches, sockets that come and go, an editor who saves and a publisher who publishes.
import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from './crowd.mjs';
import { bench, finish, median, say } from './figures.mjs';
import { memory } from './machine.mjs';
import { post, signIn } from './newsroom.mjs';
import { ask, makePortal, serve } from './portal.mjs';

const SECONDS = Number(process.argv[2] ?? 3600);
const SOCKETS = 2_000;
const PAUSE = 25;
const QUESTIONS = ['rác thải', 'tiep dan', 'thủ tục hành chính', 'học sinh', '"cải cách"'];

const portal = makePortal(1_000);
const server = await serve(portal.data, { log: 'warn' });
const until = performance.now() + SECONDS * 1000;
const isOver = () => performance.now() >= until;
const done = { pages: 0, publications: 0, crowds: 0, wrong: [] };
const samples = [];
try {
  const editor = await signIn(server.port, portal.told, 'bien-tap');
  const publisher = await signIn(server.port, portal.told, 'duyet-dang');
  const paths = await addresses();
  await Promise.all([
    watch(),
    ...Array.from({ length: 4 }, (_, reader) => read(paths, reader)),
    write(editor, publisher),
    comeAndGo(),
  ]);
  // The first fifth fills caches and pools.
  const steady = samples.slice(Math.floor(samples.length / 5));
  const fifth = Math.max(1, Math.floor(steady.length / 4));
  const [begun, ended] = [median(steady.slice(0, fifth)), median(steady.slice(-fifth))];
  const load = `${done.pages} pages, ${done.publications} publications, ${done.crowds} times ${SOCKETS} sockets in ${SECONDS} s`;
  bench(
    'soak_memory_drift',
    (100 * (ended - begun)) / begun,
    '%',
    'lower',
    5,
    `${begun.toFixed(1)} to ${ended.toFixed(1)} MB not of files; ${load}`,
    20,
  );
  bench('soak_wrong_answers', done.wrong.length, 'answers', 'lower', 0, done.wrong.slice(0, 3).join('; ') || 'none', 0);
} finally {
  await server.stop();
  portal.remove();
}
finish();

/** What the map of the site names, and pages that are made anew each time. */
async function addresses() {
  const parts = await Promise.all(['/sitemap/1.xml', '/sitemap.xml'].map((path) => ask(server.port, path)));
  const named = parts.flatMap(({ body }) => [
    ...String(body).matchAll(/<loc>https?:\/\/[^/]+(\/(?:bai-viet|chuyen-muc|trang)[^<]*)</g),
  ]);
  const searches = QUESTIONS.map((question) => `/tim-kiem?q=${encodeURIComponent(question)}`);
  return ['/', '/thong-ke-truy-cap', '/rss.xml', '/luu-tru', ...searches, ...named.map(([, path]) => path)];
}

async function read(paths, reader) {
  for (let turn = reader * 7; !isOver(); turn += 1) {
    const path = paths[(turn * 31) % paths.length];
    const { status } = await ask(server.port, path, { 'Accept-Encoding': turn % 2 ? 'br' : 'gzip' });
    if (status !== 200) done.wrong.push(`${path}: ${status}`);
    done.pages += 1;
    await sleep(PAUSE);
  }
}

async function write(editor, publisher) {
  const fields = { lead: 'Một bài để đo.', section: 'tin-hoat-dong', source_name: 'UBND xã' };
  for (let number = 1; !isOver(); number += 1) {
    const text = `Nội dung của bài đo ${number}. ${'Người dân đến làm việc từ sáng. '.repeat(number % 40)}`;
    const { to } = await post(server.port, '/api/work/save', { ...fields, title: `Bài đo ${number}`, text }, editor);
    await post(server.port, '/api/work/act', { id: to.split('/').at(-1), base: 1, then: 'urgent', note: 'đo' }, publisher);
    done.publications += 1;
    await sleep(3_000);
  }
}

async function comeAndGo() {
  while (!isOver()) {
    const crowd = await Crowd.gather(server.port, 1);
    await crowd.open(SOCKETS);
    await sleep(10_000);
    await crowd.end();
    done.crowds += 1;
    await sleep(2_000);
  }
}

async function watch() {
  for (let minute = 1; !isOver(); minute += 1) {
    await sleep(Math.min(10_000, SECONDS * 20));
    samples.push(memory(server.pid).anonymous / 2 ** 20);
    if (minute % 30 === 0) say(`${samples.at(-1).toFixed(1)} MB after ${done.pages} pages`);
  }
}
