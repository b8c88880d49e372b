// What Lighthouse says of four pages on a middling phone, by its own slow network and processor: node benches/lighthouse.mjs
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';

const PAGES = {
  article: '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao',
  home: '/',
  section: '/chuyen-muc/tin-hoat-dong',
  // Its answers are not for robots, which a score for being found would count.
  search: '/tim-kiem',
};
/** One run is at the mercy of what else the machine does; the middle one of three is told. */
const RUNS = 3;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const binary = 'target/release/congdan';
const port = 3938;

// Without an interface of its own, which costs as much of the processor as the page and would be told as the page's.
const chromium = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const data = mkdtempSync(join(tmpdir(), 'congdan-lighthouse-'));
const made = spawnSync(binary, ['demo', '--data', data], { stdio: 'ignore' });
if (made.status !== 0) throw new Error('congdan demo failed');
const server = spawn(binary, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'inherit', 'pipe'] });
let log = '';
await new Promise((ready) => server.stderr.on('data', (chunk) => (log += chunk).includes('serving at') && ready()));
const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
try {
  for (const [name, path] of Object.entries(PAGES)) await measure(name, `http://xa.localhost:${port}${path}`);
} finally {
  await browser.close();
  server.kill();
  await once(server, 'exit');
  rmSync(data, { recursive: true, force: true });
}

async function measure(name, url) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    // As someone who comes for the first time: Lighthouse empties the cache, but leaves what a page has stored.
    const visitor = await browser.createBrowserContext();
    const page = await visitor.newPage();
    const flags = { output: 'json', logLevel: 'error', onlyCategories: CATEGORIES };
    const result = await lighthouse(url, flags, undefined, page);
    await visitor.close();
    runs.push(result.lhr);
  }
  const middle = (figure) => runs.map(figure).sort((one, other) => one - other)[Math.floor(RUNS / 2)];
  const bench = (what, value, unit, way, goal, detail) =>
    console.log(`bench lighthouse_${name}_${what} ${value} ${unit} ${way} ${goal} ${detail}`);
  for (const category of CATEGORIES) {
    const score = middle(({ categories }) => Math.round(categories[category].score * 100));
    bench(category.replace('-', '_'), score, 'points', 'higher', 99, failures(runs[0], category));
  }
  const detail = `Lighthouse ${runs[0].lighthouseVersion}, mobile, middle of ${RUNS}`;
  bench('lcp', Math.round(middle(({ audits }) => audits['largest-contentful-paint'].numericValue)), 'ms', 'lower', 1000, detail);
  bench('tbt', Math.round(middle(({ audits }) => audits['total-blocking-time'].numericValue)), 'ms', 'lower', 50, detail);
  bench('cls', middle(({ audits }) => audits['cumulative-layout-shift'].numericValue).toFixed(3), 'shift', 'lower', 0, detail);
}

function failures(report, category) {
  const weighed = report.categories[category].auditRefs.filter(({ weight }) => weight > 0);
  const failed = weighed.filter(({ id }) => report.audits[id].score !== null && report.audits[id].score < 0.9).map(({ id }) => id);
  return failed.length === 0 ? 'nothing to mend' : `to mend: ${failed.join(', ')}`;
}
