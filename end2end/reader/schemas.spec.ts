// Feeds, maps and the data for search engines against their specifications, by programs that are not ours.
import jsonld from 'jsonld';
import type { Portal } from '../support/program';
import { feedparser, jing, jsonFeed, schemaOrg, sitemapXsd } from '../support/judges';
import { expect, test } from '../support/test';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'the same bytes with scripts and without');

const PLACES = ['', '/chuyen-muc/cai-cach-hanh-chinh'];
const ARTICLE = '/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man';

async function text(portal: Portal, path: string, host = 'xa.localhost') {
  const { status, body } = await portal.ask(host, path);
  expect(status, path).toBe(200);
  return body;
}

test('RSS và Atom đúng lược đồ, và feedparser đọc không phải bỏ qua điều gì', async ({ portal }) => {
  for (const place of PLACES) {
    const [rss, atom] = [await text(portal, `${place}/rss.xml`), await text(portal, `${place}/atom.xml`)];
    expect(jing('rss', rss)).toEqual([]);
    expect(jing('atom', atom)).toEqual([]);
    const [fromRss, fromAtom] = [feedparser(rss), feedparser(atom)];
    expect([fromRss.bozo, fromRss.version, fromAtom.bozo, fromAtom.version]).toEqual(['', 'rss20', '', 'atom10']);
    expect(fromAtom.entries.length).toBeGreaterThan(3);
    expect(fromAtom.entries).toEqual(fromRss.entries);
    for (const { published } of fromRss.entries) expect(published * 1000).toBeLessThan(Date.now() + 60_000);
  }
});

test('JSON Feed đúng lược đồ, và lược đồ chê thứ sai', async ({ portal }) => {
  for (const place of PLACES) expect(jsonFeed(await text(portal, `${place}/feed.json`))).toEqual([]);
  const feed = JSON.parse(await text(portal, '/feed.json')) as { items: Record<string, unknown>[] };
  const [first] = feed.items;
  const wrong: [object, string][] = [
    [{ version: '1.1' }, 'version'],
    [{ feed_url: '/feed.json' }, 'feed_url'],
    [{ items: [{ ...first, id: undefined }] }, 'id'],
    [{ items: [{ ...first, content_text: undefined }] }, 'items[0]'],
    [{ items: [{ ...first, date_published: '20/11/2026' }] }, 'date_published'],
    [{ items: [{ ...first, author: 'Nông Thị Xuyến' }] }, 'author'],
  ];
  for (const [change, of] of wrong) expect(jsonFeed(JSON.stringify({ ...feed, ...change })).join(), of).toContain(of);
});

test('sơ đồ trang đúng lược đồ của sitemaps.org và của phần mở rộng ảnh, tin', async ({ portal }) => {
  const map = async (path: string) => {
    const xml = await text(portal, path);
    expect(jing('sitemap', xml), path).toEqual([]);
    return xml;
  };
  const index = await map('/sitemap.xml');
  const pages = await map('/sitemap/0');
  expect(sitemapXsd(pages)).toEqual([]);
  const parts = [...index.matchAll(/<loc>https?:\/\/[^/]+(\/[^<]+)<\/loc>/g)].map(([, path]) => path ?? '');
  expect(parts).toContain('/sitemap/1');
  for (const path of parts.filter((part) => part !== '/sitemap/0')) expect(await map(path)).toContain('<image:loc>');
  // Whether anything is new today or not.
  expect(await map('/sitemap-tin-moi.xml')).toContain('<url><loc>');
});

test('các lược đồ chê thứ sai', async ({ portal }) => {
  const [rss, atom, map] = [await text(portal, '/rss.xml'), await text(portal, '/atom.xml'), await text(portal, '/sitemap/0')];
  const wrong: [string[], string][] = [
    [jing('rss', rss.replace(/<guid.*?<\/guid>/, '')), 'guid'],
    [jing('rss', rss.replace(/<pubDate>.*?</, '<pubDate>20/11/2026<')), 'pubDate'],
    [jing('atom', atom.replace(/<updated>.*?<\/updated>/, '')), 'updated'],
    [jing('atom', atom.replace(/href="http[^"]*"/, 'href="/bai-viet"')), 'href'],
    [jing('sitemap', map.replace(/<loc>http:\/\/[^/]+/, '<loc>')), 'loc'],
    [sitemapXsd(map.replace('<loc>', '<lastmod>hôm qua</lastmod><loc>')), 'lastmod'],
  ];
  for (const [objections, of] of wrong) expect(objections.join('\n'), of).toContain(of);
  expect(feedparser(rss.replace('</title>', '')).bozo).not.toBe('');
});

test('JSON-LD của tin bài là JSON-LD, và chỉ dùng từ của schema.org', async ({ portal }) => {
  const html = await text(portal, ARTICLE);
  const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  const data = JSON.parse(json ?? '') as { '@context': string; '@graph': { '@type': string }[] };
  // The context as schema.org serves it gives every word its own address there.
  const documentLoader = (url: string) => {
    if (url !== 'https://schema.org') return Promise.reject(new Error(url));
    return Promise.resolve({ documentUrl: url, document: { '@context': { '@vocab': 'https://schema.org/' } } });
  };
  const options = { documentLoader, safe: true };
  const expanded = await jsonld.expand(data as jsonld.JsonLdDocument, options);
  expect(expanded.map((thing) => thing['@type'])).toEqual([
    ['https://schema.org/NewsArticle'],
    ['https://schema.org/BreadcrumbList'],
  ]);
  const [canonical] = /(?<=<link rel="canonical" href=")[^"]*/.exec(html) ?? [];
  expect(expanded[0]?.['https://schema.org/mainEntityOfPage']).toEqual([{ '@value': canonical }]);

  expect(schemaOrg(data['@graph'])).toEqual([]);
  const [article] = data['@graph'];
  const wrong = schemaOrg([{ ...article, headlin: 'x' } as { '@type': string }]);
  expect(wrong.join()).toContain('headlin');
});
