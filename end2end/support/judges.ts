// Programs that are not ours and say whether a document is what it claims to be. Each returns its objections; none is the best.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Gives a text to a program as a file. */
function judge(text: string, name: string, command: (file: string) => [string, ...string[]]) {
  const folder = mkdtempSync(join(tmpdir(), 'congdan-judge-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    const [program, ...args] = command(file);
    const done = spawnSync(program, args, { encoding: 'utf8', cwd: root });
    if (done.error) throw done.error;
    const said = (done.stdout + done.stderr).replaceAll(folder, '');
    return { said, isFine: done.status === 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** RELAX NG by jing; the schemas lie in end2end/feeds. */
export function jing(schema: 'rss' | 'atom' | 'sitemap', xml: string) {
  const { said, isFine } = judge(xml, 'document.xml', (file) => ['jing', '-c', `end2end/feeds/${schema}.rnc`, file]);
  // The launcher's word about libraries that it does not need.
  const objections = said.split('\n').filter((line) => line && !line.startsWith('[warning]'));
  return isFine ? [] : objections;
}

/** The schema that sitemaps.org publishes, by xmllint. It knows no extensions. */
export function sitemapXsd(xml: string) {
  const schema = 'node_modules/sitemap/schema/sitemap.xsd';
  const { said, isFine } = judge(xml, 'document.xml', (file) => ['xmllint', '--noout', '--nonet', '--schema', schema, file]);
  return isFine ? [] : said.split('\n');
}

/** JSON Feed 1.1 by Python's jsonschema; the schema is our own, written after jsonfeed.org. */
export function jsonFeed(json: string) {
  const program = `
import json, jsonschema, sys
judge = jsonschema.Draft202012Validator(json.load(open('end2end/feeds/json-feed.json')))
for fault in judge.iter_errors(json.load(open(sys.argv[1]))):
    print(fault.json_path, fault.message)`;
  const { said, isFine } = judge(json, 'feed.json', (file) => ['/usr/bin/python3', '-c', program, file]);
  if (!isFine) throw new Error(said);
  return said.split('\n').filter((line) => line);
}

export interface ParsedFeed {
  bozo: string;
  version: string;
  title: string;
  entries: { title: string; link: string; id: string; published: number; author: string }[];
}

/** A feed as Python's feedparser reads it; `bozo` says what it had to forgive. */
export function feedparser(xml: string): ParsedFeed {
  const program = `
import calendar, feedparser, json, sys
feed = feedparser.parse(open(sys.argv[1], 'rb').read(), response_headers={'content-type': 'application/xml; charset=utf-8'})
print(json.dumps({'bozo': str(feed.get('bozo_exception', '')), 'version': feed.version, 'title': feed.feed.get('title', ''), 'entries': [
  {'title': e.title, 'link': e.link, 'id': e.id, 'published': calendar.timegm(e.published_parsed), 'author': e.get('author', '')}
  for e in feed.entries]}))`;
  const { said, isFine } = judge(xml, 'feed.xml', (file) => ['/usr/bin/python3', '-c', program, file]);
  if (!isFine) throw new Error(said);
  return JSON.parse(said) as ParsedFeed;
}

/** Things of schema.org against its vocabulary as TypeScript types: unknown properties, wrong kinds and values are errors. */
export function schemaOrg(things: { '@type': string }[]) {
  const types = [...new Set(things.map((thing) => thing['@type']))];
  const lines = things.map((thing, number) => `export const thing${number}: ${thing['@type']} = ${JSON.stringify(thing)};`);
  const source = `import type { ${types.join(', ')} } from '${root}/node_modules/schema-dts/dist/schema';\n${lines.join('\n')}\n`;
  const { said, isFine } = judge(source, 'things.ts', (file) => [
    process.execPath,
    'node_modules/typescript/bin/tsc',
    ...['--noEmit', '--strict', '--skipLibCheck', '--ignoreConfig', '--pretty', 'false', file],
  ]);
  return isFine ? [] : said.split('\n').filter((line) => line);
}

/** Pages by the checker of the HTML standard, all in one run of it; each objection begins with the page's name. */
export function vnu(pages: [name: string, html: string][]) {
  const folder = mkdtempSync(join(tmpdir(), 'congdan-html-'));
  try {
    const files = pages.map(([, html], number) => {
      const file = join(folder, `${number}.html`);
      // Its judge of style sheets knows no container queries; what stands between the tags is the build's.
      writeFileSync(file, html.replace(/<style>.*?<\/style>/gs, '<style></style>'));
      return file;
    });
    const jar = join(root, 'node_modules/vnu-jar/build/dist/vnu.jar');
    const options = ['--errors-only', '--stdout', '--exit-zero-always'];
    const done = spawnSync('java', ['-jar', jar, ...options, ...files], { encoding: 'utf8' });
    if (done.error ?? done.status !== 0) throw done.error ?? new Error(done.stderr);
    const lines = done.stdout.split('\n').filter((line) => line);
    return lines.map((line) => line.replace(/^.*\/(\d+)\.html"?/, (_, number) => pages[Number(number)]?.[0] ?? ''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
