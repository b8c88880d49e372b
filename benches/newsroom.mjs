// The newsroom under load: a storm of wrong passwords beside readers, and lists of work over 150,000 articles: node benches/newsroom.mjs
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PASSWORD, activate, sendForm } from './peers/newsroom.mjs';

const ARTICLE = '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao';
const STORM = 200;
const ARTICLES = 150_000;
const binary = 'target/release/congdan';
const port = 3939;
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const bench = (name, value, unit, goal, detail) => console.log(`bench ${name} ${value} ${unit} lower ${goal} ${detail}`);

const data = mkdtempSync(join(tmpdir(), 'congdan-newsroom-'));
const made = spawnSync(binary, ['demo', '--data', data], { encoding: 'utf8' });
if (made.status !== 0) throw new Error('congdan demo failed');
let server = await serve();
try {
  await activate(port, made.stdout, 'bien-tap');
  const cookie = await storm();
  await stop();
  fill();
  server = await serve();
  await lists(cookie);
  narrow();
  await list('da-dang_of_a_rare_section', '/api/work/list?tab=da-dang&before=0', cookie);
} finally {
  await stop();
  rmSync(data, { recursive: true, force: true });
}

async function serve() {
  const started = spawn(binary, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let log = '';
  await new Promise((ready) => started.stderr.on('data', (chunk) => (log += chunk).includes('serving at') && ready()));
  return started;
}

async function stop() {
  if (server.exitCode !== null) return;
  server.kill();
  await once(server, 'exit');
}

/** 200 wrong passwords at once, while one person signs in and readers read. Gives that person's cookie. */
async function storm() {
  await ask(ARTICLE);
  const calm = await readers(() => false, 400);
  const before = memory();
  let isOver = false;
  let most = before;
  const tries = Array.from({ length: STORM }, (_, number) => signIn(`khong-co-${number}`, 'không phải mật khẩu này'));
  const wrong = Promise.all(tries).then(() => (isOver = true));
  const began = performance.now();
  const signedIn = signIn('bien-tap', PASSWORD);
  const watched = (async () => {
    while (!isOver) {
      most = Math.max(most, memory());
      await new Promise((next) => setTimeout(next, 20));
    }
  })();
  const reading = readers(() => isOver, 100_000);
  const answer = await signedIn;
  const took = Math.round(performance.now() - began);
  await wrong;
  await watched;
  const stormy = await reading;
  bench(
    'login_storm_memory',
    Math.round((most - before) / 1024),
    'MB',
    100,
    `${STORM} wrong passwords at once, resident memory above calm`,
  );
  bench('login_storm_sign_in', took, 'ms', 3000, `another account meanwhile, answered ${answer.status}`);
  bench(
    'login_storm_readers_p99',
    (stormy.p99 / calm.p99).toFixed(2),
    'x',
    2,
    `${stormy.p99.toFixed(1)} ms against ${calm.p99.toFixed(1)} ms in calm`,
  );
  return (answer.status === 200 ? answer : await signIn('bien-tap', PASSWORD)).cookie;
}

/** One reader at a time, as long as it takes. */
async function readers(isOver, most) {
  const times = [];
  while (times.length < most && (times.length < 100 || !isOver())) times.push(await timed(ARTICLE));
  return { p99: percentile(times, 0.99) };
}

/** 150,000 published articles and 300 in work, as an import and a busy newsroom leave them. */
function fill() {
  const script = `
import sqlite3, os, sys, time
db = sqlite3.connect(sys.argv[1])
site = db.execute("select id from site order by position limit 1").fetchone()[0]
sections = [row[0] for row in db.execute("select id from section where site_id = ?", (site,))]
content = db.execute("select content from revision limit 1").fetchone()[0]
now = int(time.time() * 1e6)
articles, revisions = [], []
for i in range(${ARTICLES} + 300):
    a, r = os.urandom(16), os.urandom(16)
    published = i < ${ARTICLES}
    at = now - (${ARTICLES} - i) * 60_000_000
    articles.append((a, site, sections[i % len(sections)], f"bai-{i}", "draft" if published else ["draft", "submitted", "approved"][i % 3],
        r if published else None, at if published else None, at, r, at))
    revisions.append((r, a, 1, f"Tin số {i} của xã", "Đoạn mở đầu.", content, 1, "x", at))
db.execute("begin")
db.executemany("insert into article (id, site_id, section_id, slug, stage, published_revision_id, published_at, created_at, work_revision_id, updated_at) values (?,?,?,?,?,?,?,?,?,?)", articles)
db.executemany("insert into revision (id, article_id, number, title, lead, content, schema_version, content_hash, created_at) values (?,?,?,?,?,?,?,?,?)", revisions)
# Its session goes on with more rights: an administrator's own would need a second factor.
db.execute("insert into account_grant (id, account_id, site_id, role) select ?, id, ?, 'administrator' from account where name = 'bien-tap'", (os.urandom(16), site))
db.execute("commit")
`;
  write(script);
}

/** Twenty of the oldest articles get a section of their own, and the person who asks holds no other. */
function narrow() {
  write(`
import sqlite3, os, sys
db = sqlite3.connect(sys.argv[1])
site = db.execute("select id from site order by position limit 1").fetchone()[0]
section = os.urandom(16)
db.execute("begin")
db.execute("insert into section (id, site_id, slug, name, position) values (?, ?, 'hiem', 'Hiếm', 1000)", (section, site))
db.execute("update article set section_id = ? where id in (select id from article where site_id = ? and published_revision_id is not null order by updated_at limit 20)", (section, site))
db.execute("delete from account_grant where account_id = (select id from account where name = 'bien-tap')")
db.execute("insert into account_grant (id, account_id, site_id, section_id, role) select ?, id, ?, ?, 'editor' from account where name = 'bien-tap'", (os.urandom(16), site, section))
db.execute("commit")
`);
}

function write(script) {
  const done = spawnSync('python3', ['-c', script, join(data, 'congdan.sqlite')], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
}

async function lists(cookie) {
  const tabs = ['cho-duyet', 'ban-nhap', 'da-dang', 'da-go', 'no-duyet-lai'].map((tab) => [
    tab,
    `/api/work/list?tab=${tab}&before=0`,
  ]);
  // Whole pages: what an administrator opens.
  const screens = ['thu-vien', 'chuyen-muc', 'trang', 'trang-chu', 'chuyen-huong', 'tai-khoan', 'nhat-ky'];
  for (const [name, path] of [...tabs, ...screens.map((screen) => [screen, `/bien-tap/${screen}`])]) {
    await list(name, path, cookie);
  }
}

async function list(name, path, cookie) {
  const first = await ask(path, cookie);
  if (first.status !== 200) throw new Error(`${path}: ${first.status}`);
  const times = [];
  for (let i = 0; i < 200; i += 1) times.push(await timed(path, cookie));
  bench(
    `list_${name}_p99`,
    percentile(times, 0.99).toFixed(1),
    'ms',
    50,
    `${ARTICLES} articles, SQLite, median ${percentile(times, 0.5).toFixed(1)} ms`,
  );
}

function memory() {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]);
}

function percentile(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function timed(path, cookie) {
  const began = performance.now();
  await ask(path, cookie);
  return performance.now() - began;
}

function signIn(name, password) {
  return sendForm(port, '/api/accounts/sign-in', { name, password, next: '' }, { agent });
}

function ask(path, cookie) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent, headers: cookie ? { cookie } : {} }, async (answer) => {
      for await (const _ of answer);
      resolve({ status: answer.statusCode });
    }).on('error', reject);
  });
}
