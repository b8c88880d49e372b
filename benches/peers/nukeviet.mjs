// NukeViet's way of counting a view, re-created from its description: the reader's session row gets its time (or is made), one UPDATE
// adds to the counters of total, year, month, day, day of the week, hour, browser, system and country, another notes the last time.
// Each statement is a transaction of its own, as PHP's are. Nothing is reset and nothing is read: that would come on top.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { processorTime, start, stop, temporary } from './machine.mjs';

const COUNTERS = [
  ['total', 'hits'],
  ['year', '2026'],
  ['month', 'Nov'],
  ['day', '25'],
  ['dayofweek', 'Wednesday'],
  ['hour', '10'],
  ['browser', 'chrome'],
  ['os', 'android'],
  ['country', 'VN'],
];
const WHERE = COUNTERS.map(([type, value]) => `(c_type='${type}' and c_val='${value}')`).join(' or ');
const STATEMENTS = {
  touch: 'update sessions set userid = 0, username = ?, onl_time = ? where session_id = ?',
  create: 'insert into sessions (username, onl_time, session_id, userid) values (?, ?, ?, 0)',
  count: `update counter set last_update = ?, c_count = c_count + 1, vi_count = vi_count + 1 where ${WHERE}`,
  last: "update counter set c_count = ? where c_type = 'c_time' and c_val = 'last'",
};
const TABLES = [
  'create table sessions (session_id varchar(50) not null primary key, userid int not null, username varchar(100) not null, onl_time int not null)',
  'create index by_time on sessions (onl_time)',
  'create table counter (c_type varchar(100) not null, c_val varchar(100) not null, last_update int not null default 0, c_count bigint not null default 0, vi_count bigint not null default 0, primary key (c_type, c_val))',
];
/** A year of rows as the real table has: 31 days, 24 hours, 12 months, 60 browsers, 250 countries. */
const ROWS = [
  ...COUNTERS,
  ['c_time', 'last'],
  ...Array.from({ length: 31 }, (_, day) => ['day', `d${day}`]),
  ...Array.from({ length: 24 }, (_, hour) => ['hour', `h${hour}`]),
  ...Array.from({ length: 60 }, (_, number) => ['browser', `b${number}`]),
  ...Array.from({ length: 250 }, (_, number) => ['country', `c${number}`]),
];
const READERS = 2_000;

/** Microseconds a view: processor time, time until done, and the processor time of one that only touches its session. */
export async function measureSqlite(hits, synchronous) {
  const folder = temporary('nukeviet');
  const script = `
import sqlite3, sys, time, json
told = json.loads(sys.argv[1])
db = sqlite3.connect(told["file"], isolation_level=None)
db.execute("pragma journal_mode=wal"); db.execute("pragma synchronous=" + told["synchronous"])
for table in told["tables"]: db.execute(table)
db.executemany("insert into counter (c_type, c_val) values (?, ?)", told["rows"])
sql = told["sql"]
def touch(i):
    session = "s%d" % (i * 7919 % told["readers"])
    if db.execute(sql["touch"], ("guest", i, session)).rowcount == 0: db.execute(sql["create"], ("guest", i, session))
def view(i):
    touch(i)
    db.execute(sql["count"], (i,)); db.execute(sql["last"], (i,))
def run(work):
    wall, used = time.perf_counter(), time.process_time()
    for i in range(told["hits"]): work(i)
    return (time.process_time() - used) / told["hits"] * 1e6, (time.perf_counter() - wall) / told["hits"] * 1e6
run(touch)
print(json.dumps([run(view), run(touch)]))
`;
  const told = {
    file: join(folder, 'counter.sqlite'),
    synchronous,
    tables: TABLES,
    rows: ROWS,
    sql: STATEMENTS,
    readers: READERS,
    hits,
  };
  const done = spawnSync('taskset', ['-c', '0', 'python3', '-c', script, JSON.stringify(told)], { encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  if (done.status !== 0) throw new Error(done.stderr);
  const [[used, wall], [sessionOnly]] = JSON.parse(done.stdout);
  return { used, wall, sessionOnly };
}

/** The same; only the database's own processor time counts. Its sessions are kept in memory, which is the kindest. */
export async function measureMariaDb(hits, flushAtCommit) {
  const folder = resolve(temporary('mariadb'));
  const socket = join(folder, 's');
  const options = ['--no-defaults', `--datadir=${folder}/data`, `--user=${process.env.USER || 'root'}`];
  const made = spawnSync('mariadb-install-db', [...options, '--auth-root-authentication-method=normal', '--skip-test-db'], {
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(made.stdout + made.stderr);
  const server = start(
    '0',
    '/usr/sbin/mariadbd',
    [
      ...options,
      `--socket=${socket}`,
      '--skip-networking',
      `--pid-file=${folder}/pid`,
      `--innodb-flush-log-at-trx-commit=${flushAtCommit}`,
    ],
    { stdio: 'ignore' },
  );
  try {
    const connection = await connect(socket);
    const run = async (work) => {
      const [used, began] = [processorTime(server.pid), performance.now()];
      for (let hit = 0; hit < hits; hit += 1) await work(hit);
      return [(processorTime(server.pid) - used) / hits, ((performance.now() - began) * 1000) / hits];
    };
    const touch = async (hit) => {
      const session = `s${(hit * 7919) % READERS}`;
      const [{ affectedRows }] = await connection.execute(STATEMENTS.touch, ['guest', hit, session]);
      if (affectedRows === 0) await connection.execute(STATEMENTS.create, ['guest', hit, session]);
    };
    const view = async (hit) => {
      await touch(hit);
      await connection.execute(STATEMENTS.count, [hit]);
      await connection.execute(STATEMENTS.last, [hit]);
    };
    await run(touch);
    const [used, wall] = await run(view);
    const [sessionOnly] = await run(touch);
    await connection.end();
    return { used, wall, sessionOnly };
  } finally {
    await stop(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function connect(socketPath) {
  const mysql = createRequire(resolve('target/bench/package.json'))('mysql2/promise');
  let connection;
  for (let tries = 0; !connection; tries += 1) {
    connection = await mysql.createConnection({ socketPath, user: 'root' }).catch((error) => {
      if (tries > 300) throw error;
    });
    if (!connection) await new Promise((next) => setTimeout(next, 50));
  }
  await connection.query('create database nukeviet');
  await connection.query('use nukeviet');
  for (const [number, table] of TABLES.entries()) await connection.query(number === 0 ? `${table} engine=memory` : table);
  await connection.query('insert into counter (c_type, c_val) values ?', [ROWS]);
  return connection;
}
