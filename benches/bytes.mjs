// What a reader downloads for the three-picture article, in bytes as compressed: node benches/bytes.mjs
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ARTICLE = '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao';
const binary = 'target/release/congdan';
const port = 3937;
const bench = (name, value, unit, goal, detail) => console.log(`bench ${name} ${value} ${unit} lower ${goal} ${detail}`);

const data = mkdtempSync(join(tmpdir(), 'congdan-bench-'));
const made = spawnSync(binary, ['demo', '--data', data], { stdio: 'ignore' });
if (made.status !== 0) throw new Error('congdan demo failed');
const began = performance.now();
const server = spawn(binary, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { stdio: ['ignore', 'inherit', 'pipe'] });
try {
  let log = '';
  await new Promise((ready) => server.stderr.on('data', (chunk) => (log += chunk).includes('serving at') && ready()));
  const page = await ask(ARTICLE);
  const started = Math.round(performance.now() - began);
  const size = (name) => statSync(`target/site${manifest[name]}.br`).size;
  const manifest = JSON.parse(readFileSync('target/site/manifest.json', 'utf8'));
  // The style sheet stands in the page.
  bench('html_css_brotli', page.length, 'B', 14000, 'page with its style sheet');
  const app = size('reader.wasm') + size('reader.js') + size('start.js');
  bench('wasm_js_brotli', app, 'B', 200000, `wasm ${size('reader.wasm')}`);
  bench('cold_start_first_page', started, 'ms', 150, 'from the start of the process to the first whole article');
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1];
  bench('idle_memory', Math.round(Number(memory) / 1024), 'MB', 64, 'resident, demo portal');
} finally {
  server.kill();
  await once(server, 'exit');
  rmSync(data, { recursive: true, force: true });
}

function ask(path) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { 'accept-encoding': 'br' } }, async (answer) => {
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      resolve(Buffer.concat(chunks));
    }).on('error', reject);
  });
}
