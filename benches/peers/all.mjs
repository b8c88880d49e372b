// Every measurement beside peers, one after the other, and docs/PERFORMANCE.md with what came out: node benches/peers/all.mjs [more.mjs…]
//
// QUICK=1 is the small dose for CI: only what is far below its goal fails, and nothing is written unless BENCH_NOTE says what is to be
// known of the run. More scripts that print figures may be named; their figures stand in the same table.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { QUICK, say } from './figures.mjs';
import { machine } from './machine.mjs';
import { report } from './report.mjs';

/** What takes half a minute each and rests on what the others measure. */
const NOT_IN_SMALL_DOSE = ['stalled', 'storm', 'slow'];
const SCRIPTS = ['pages', 'uncached', 'fresh', 'sockets', 'stalled', 'storm', 'counting', 'start', 'slow']
  .filter((name) => !QUICK || !NOT_IN_SMALL_DOSE.includes(name))
  .map((name) => `benches/peers/${name}.mjs`);
/** A script that hangs is ended, and told as failed. */
const LONGEST = QUICK ? 240_000 : 3_600_000;
const REPORT = 'docs/PERFORMANCE.md';
const LINE = /^bench (\S+) (\S+) (\S+) (higher|lower|none) (\S+) ?(.*)$/;

const before = machine();
const figures = [];
const failed = [];
const note = process.env.BENCH_NOTE;
const scripts = [...SCRIPTS, ...process.argv.slice(2)];
for (const [place, script] of scripts.entries()) {
  const began = performance.now();
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  // Ended with us, it ends what it has started.
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  let [text, ended] = ['', once(child, 'close')];
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    text += chunk;
  });
  const late = setTimeout(end, LONGEST);
  const [code] = await ended;
  clearTimeout(late);
  process.off('exit', end);
  if (code !== 0) failed.push(script);
  for (const line of text.split('\n')) {
    const [, name, value, unit, way, goal, detail] = LINE.exec(line) ?? [];
    if (name) figures.push({ script, name, value, unit, way, goal, detail });
  }
  say(`${script}: ${Math.round((performance.now() - began) / 1000)} s`);
  // After each of them: a run of an hour that is cut off leaves what it had measured.
  if (!QUICK || note) write([...failed, ...scripts.slice(place + 1)]);
}
if (failed.length > 0) {
  say(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

function write(unfinished) {
  const known = existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : '';
  writeFileSync(REPORT, report({ figures, failed: unfinished, machine: before, known, note }));
  say(`written: ${REPORT}`);
}
