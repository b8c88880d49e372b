// Made once a run: the demo portal, which each worker copies.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, run } from './program';

/** Ends it hard when some of its pictures are made: what is made after that has to be whole all the same. */
async function interrupt(folder: string) {
  const demo = spawn(binary, ['demo', '--data', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(demo.stdout, 'data');
  demo.kill('SIGKILL');
  await once(demo, 'close');
}

export default async function seed() {
  const folder = mkdtempSync(join(tmpdir(), 'congdan-seed-'));
  process.env.CONGDAN_SEED = folder;
  await interrupt(folder);
  run('demo', '--data', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
