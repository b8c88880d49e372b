#!/usr/bin/env node
// Draws every picture of the demo: node draw.mjs [--png DIR] [name…]
// No packages: one headless Chromium is driven over its debugging pipe and encodes the JPEGs itself.
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { W, H, frame, fresh } from './kit.mjs';
import { scenes } from './scenes.mjs';

const demo = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2), k = args.indexOf('--png'), png = k < 0 ? null : args.splice(k, 2)[1];
const wanted = Object.keys(scenes).filter(name => !args.length || args.some(a => name.includes(a)));
const profile = mkdtempSync(join(tmpdir(), 'draw-'));
const browser = spawn(process.env.CHROMIUM || '/usr/bin/chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb', `--user-data-dir=${profile}`, '--remote-debugging-pipe', 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
const waiting = new Map(); let last = 0, rest = '';
browser.stdio[4].setEncoding('utf8').on('data', text => {
  const parts = (rest + text).split('\0'); rest = parts.pop();
  for (const part of parts) { const m = JSON.parse(part); if (m.id) { const { ok, no } = waiting.get(m.id); m.error ? no(new Error(m.error.message)) : ok(m.result); } }
});
const call = (method, params = {}, sessionId) => new Promise((ok, no) => { waiting.set(++last, { ok, no }); browser.stdio[3].write(JSON.stringify({ id: last, method, params, sessionId }) + '\0'); });
const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
const page = (method, params) => call(method, params, sessionId);
await page('Emulation.setDeviceMetricsOverride', { width: W, height: H, deviceScaleFactor: 1, mobile: false });
const { frameTree } = await page('Page.getFrameTree');
let total = 0;
for (const name of wanted) {
  fresh();
  await page('Page.setDocumentContent', { frameId: frameTree.frame.id, html: `<body style="margin:0;background:#f7f0e1">${frame(scenes[name]())}` });
  const quality = 80;
  const { data } = await page('Page.captureScreenshot', png ? { format: 'png' } : { format: 'jpeg', quality });
  const bytes = Buffer.from(data, 'base64'), file = png ? join(png, name.replaceAll('/', '_') + '.png') : join(demo, name + '.jpg');
  mkdirSync(dirname(file), { recursive: true }); writeFileSync(file, bytes); total += bytes.length;
  console.log(`${file.replace(demo + '/', '')} ${Math.round(bytes.length / 1000)} kB`);
}
console.log(`${wanted.length} pictures, ${Math.round(total / 1000)} kB`);
await call('Browser.close').catch(() => {});
if (browser.exitCode === null) await new Promise(done => browser.once('exit', done));
rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
