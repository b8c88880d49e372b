// Made once a run: the demo portal, which each worker copies.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './program';

export default function seed() {
  const folder = mkdtempSync(join(tmpdir(), 'congdan-seed-'));
  process.env.CONGDAN_SEED = folder;
  run('demo', '--data', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
