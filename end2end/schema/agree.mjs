// node agree.mjs FILE: each line {"valid", "doc"} of FILE must get the same verdict from ProseMirror.
import { readFileSync } from 'node:fs';
import { schemaSpec } from '../../src/content/schema.js';

/** @type {typeof import('prosemirror-model')} */
let model;
try {
  model = await import('prosemirror-model');
} catch {
  console.error('prosemirror-model is missing: run `npm ci`');
  process.exit(2);
}

const file = process.argv[2];
if (!file) throw new Error('node agree.mjs FILE');
const table = JSON.parse(readFileSync(new URL('../../src/content/schema.generated.json', import.meta.url), 'utf8'));
const schema = new model.Schema(schemaSpec(table));

/**
 * The name of an attribute that its node or mark does not have, which ProseMirror would pass over.
 * @param {any} node
 * @returns {string | undefined}
 */
function findStranger(node) {
  const known = { ...schema.nodes[node.type]?.spec.attrs, ...schema.marks[node.type]?.spec.attrs };
  const stranger = Object.keys(node.attrs ?? {}).find((name) => !(name in known));
  if (stranger) return `${node.type}.${stranger}`;
  for (const below of [...(node.marks ?? []), ...(node.content ?? [])]) {
    const found = findStranger(below);
    if (found) return found;
  }
  return undefined;
}

/** @param {any} doc */
function reasonAgainst(doc) {
  try {
    model.Node.fromJSON(schema, doc).check();
    return findStranger(doc) ?? null;
  } catch (error) {
    return String(error);
  }
}

let documents = 0;
let disagreements = 0;
for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
  const { valid, doc } = JSON.parse(line);
  const reason = reasonAgainst(doc);
  documents += 1;
  if (valid !== (reason === null)) {
    disagreements += 1;
    if (disagreements <= 5) console.log(`Rust: ${valid}, ProseMirror: ${reason ?? 'right'}\n${JSON.stringify(doc)}`);
  }
}
console.log(`${documents} documents, ${disagreements} disagreements`);
process.exit(documents > 0 && disagreements === 0 ? 0 : 1);
