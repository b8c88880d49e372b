// What other programs read: feeds, maps, robots.txt, HTML and CSP, each judged by a program that is not ours.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import robotsParser from 'robots-parser';
import { parseSitemap, parseSitemapIndex } from 'sitemap';
import { vnu } from '../support/judges';
import { type Portal, run } from '../support/program';
import { expect, test } from '../support/test';

const PAGES = [
  '/',
  '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao',
  '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao/phien-ban',
  '/chuyen-muc/cai-cach-hanh-chinh',
  '/trang/gioi-thieu',
  '/tac-gia/ban-bien-tap',
  '/luu-tru',
  '/luu-tru/2026',
  '/luu-tru/2026/11',
  '/luu-tru/2026/13',
  '/tim-kiem',
  '/tim-kiem?q=r%E1%BB%ABng',
  '/thong-ke-truy-cap',
  '/tiep-can',
  '/khong-co',
];
/** Asked for by nobody but whoever mistypes. */
const MISSING = ['/khong-co', '/luu-tru/2026/13'];

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'the same bytes with scripts and without');

test('RSS, Atom và JSON Feed đọc được bằng trình đọc khác, của cổng và của chuyên mục', async ({ portal }) => {
  for (const place of ['', '/chuyen-muc/cai-cach-hanh-chinh']) {
    const text = async (file: string) => {
      const answer = await portal.ask('xa.localhost', `${place}/${file}`);
      expect(answer.status, `${place}/${file}`).toBe(200);
      return answer.body;
    };
    const rss = parseRssFeed(await text('rss.xml'));
    const atom = parseAtomFeed(await text('atom.xml'));
    const json = parseJsonFeed(await text('feed.json'));
    const titles = rss.items?.map(({ title }) => title) ?? [];
    expect(titles.length).toBeGreaterThan(3);
    expect(atom.entries?.map(({ title }) => (typeof title === 'string' ? title : title?.value))).toEqual(titles);
    expect(json.items?.map(({ title }) => title)).toEqual(titles);
    for (const item of rss.items ?? []) {
      expect(new Date(item.pubDate ?? '').getTime()).toBeGreaterThan(0);
      const path = new URL(item.link ?? '').pathname;
      expect((await portal.ask('xa.localhost', path)).status, path).toBe(200);
    }
    // Nothing of one site in another's feed.
    const other = await portal.ask('tinh.localhost', '/rss.xml');
    for (const title of titles) expect(other.body).not.toContain(`<title>${title}</title>`);
  }
  expect((await portal.ask('xa.localhost', '/chuyen-muc/khong-co/rss.xml')).status).toBe(404);
});

test('sơ đồ trang kể đủ mọi trang, và robots.txt mở đúng chỗ', async ({ portal }) => {
  const index = await portal.ask('xa.localhost', '/sitemap.xml');
  const parts = await parseSitemapIndex(Readable.from([index.body]));
  const addresses: string[] = [];
  for (const { url } of parts) {
    const part = await portal.ask('xa.localhost', new URL(url).pathname);
    expect(part.status).toBe(200);
    const items = await parseSitemap(Readable.from([part.body]));
    addresses.push(...items.map((item) => new URL(item.url).pathname));
  }
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(addresses.filter((path) => path.startsWith('/bai-viet/')).length).toBeGreaterThanOrEqual(24);
  for (const path of addresses) expect((await portal.ask('xa.localhost', path)).status, path).toBe(200);
  const news = await portal.ask('xa.localhost', '/sitemap-tin-moi.xml');
  expect(Array.isArray(await parseSitemap(Readable.from([news.body])))).toBe(true);
  for (const path of ['/sitemap/999', '/sitemap/-1', '/sitemap/abc', '/sitemap/99999999999999999999']) {
    expect((await portal.ask('xa.localhost', path)).status, path).toBe(404);
  }

  const base = `http://xa.localhost:${portal.port}`;
  const robots = robotsParser(`${base}/robots.txt`, (await portal.ask('xa.localhost', '/robots.txt')).body);
  expect(robots.getSitemaps()).toContain(`${base}/sitemap.xml`);
  for (const path of addresses) expect(robots.isAllowed(base + path, 'Googlebot'), path).toBe(true);
  for (const path of ['/bien-tap', '/bien-tap/tai-khoan', '/api/article/read?slug=a', '/tim-kiem?q=a']) {
    expect(robots.isAllowed(base + path, 'Googlebot'), path).toBe(false);
  }
});

test('mỗi trang một địa chỉ: gạch chéo ở cuối dẫn về địa chỉ không có nó', async ({ page, portal }) => {
  for (const path of ['/trang/gioi-thieu', '/chuyen-muc/tin-hoat-dong', '/luu-tru/2026', '/tiep-can', '/dang-nhap']) {
    expect((await portal.ask('xa.localhost', `${path}/`)).status, path).toBe(308);
  }
  await page.goto('/chuyen-muc/tin-hoat-dong/?trang=1');
  await expect(page).toHaveURL('/chuyen-muc/tin-hoat-dong?trang=1');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tin hoạt động');
  expect((await portal.ask('xa.localhost', '/khong-co/')).status).toBe(404);
});

test('mô tả của trang là câu chữ của chính nó, trên một dòng, hoặc không có', async ({ portal }) => {
  for (const path of ['/', '/trang/gioi-thieu', '/trang/lien-he', '/chuyen-muc/tin-hoat-dong', '/luu-tru', '/khong-co']) {
    const { status, body } = await portal.ask('xa.localhost', path);
    const said = [...body.matchAll(/<meta (?:name="|property="og:)description" content="([^"]*)">/g)].map(([, text]) => text ?? '');
    expect(said.length, path).toBe(status === 200 ? 2 : 0);
    for (const text of said) expect(text, path).toMatch(/^\p{Lu}[^\n]{20,}[.…]?$/u);
    for (const text of said) expect(text, path).not.toContain('Ảnh:');
  }
});

/** Kinds of page that only a person comes to, with what they answer. */
const MORE: [status: number, path: string][] = [
  [200, '/tu-khoa/cai-cach-hanh-chinh'],
  [200, '/tim-kiem?q=x%C3%A3&chuyen-muc=cai-cach-hanh-chinh&tu=2026-01-01&den=2026-12-31&xep=moi'],
  [200, '/tim-kiem?q=khongcochunaonhuthe'],
  [200, '/chuyen-muc/cai-cach-hanh-chinh?trang=1'],
  [404, '/bai-viet/khong-co'],
  [404, '/tu-khoa/khong-co'],
  [200, '/dang-nhap'],
  [410, '/kich-hoat/khong-co'],
];

test('HTML của mọi loại trang hợp chuẩn', async ({ portal }) => {
  const ask = (path: string) => portal.ask('xa.localhost', path);
  const month = (await ask('/luu-tru/2026/11')).body;
  const day = /href="(\/luu-tru\/2026\/11\/\d\d)"/.exec(month)?.[1] ?? 'no day with articles';
  const pages: [string, string][] = [];
  for (const [status, path] of [
    ...PAGES.map((path) => [MISSING.includes(path) ? 404 : 200, path] as const),
    ...MORE,
    [200, day],
  ] as const) {
    const answer = await ask(path);
    expect(answer.status, path).toBe(status);
    pages.push([path, answer.body]);
  }
  expect(vnu(pages)).toEqual([]);
});

test('trang của bài đã gỡ hợp chuẩn', async ({ someone, portal }) => {
  const slug = `tin-se-go-${Math.random().toString(36).slice(2, 8)}`;
  const folder = mkdtempSync(join(tmpdir(), 'congdan-gone-'));
  const head = `<meta charset="utf-8"><title>${slug}</title><meta name="section" content="Tin hoạt động">`;
  const body = `<article><h1>${slug}</h1><p>Tin này sẽ gỡ.</p></article>`;
  writeFileSync(join(folder, 'tin.html'), `<!DOCTYPE html><html lang="vi"><head>${head}</head><body>${body}</body></html>`);
  run('import', 'html', '--publish', '--data', portal.data, folder);
  rmSync(folder, { recursive: true, force: true });
  const publisher = await someone('go-bai', ['publisher']);
  await publisher.goto(`${portal.xa}/bien-tap?muc=da-dang`);
  await publisher.getByRole('link', { name: slug }).click();
  await publisher.getByLabel(/^Lý do/).fill('Tin <sai> & cũ.');
  await publisher.getByRole('button', { name: 'Gỡ bài', exact: true }).click();
  await expect(publisher.getByRole('status').first()).toContainText('Đã gỡ bài');
  const gone = await portal.ask('xa.localhost', `/bai-viet/${slug}`);
  expect(gone.status).toBe(410);
  expect(vnu([['/bai-viet', gone.body]])).toEqual([]);
});

test('người chấm HTML chê thứ sai', () => {
  const page = '<!doctype html><html lang="vi"><head><title>Thử</title></head><body><p>Chữ</p></body></html>';
  expect(vnu([['/dung', page]])).toEqual([]);
  expect(vnu([['/sai', page.replace('<p>', '<p align="center" id="a b">')]]).join()).toContain('/sai');
});

test('CSP không có lỗ hổng lớn', async ({ page }) => {
  const answer = await page.goto('/');
  const csp = answer?.headers()['content-security-policy'] ?? '';
  const findings = new CspEvaluator(new CspParser(csp).csp).evaluate();
  const serious = findings.filter(({ severity }) => severity <= Severity.MEDIUM);
  expect(serious.map(({ directive, value, description }) => `${directive} ${value ?? ''}: ${description}`)).toEqual([]);
});

test('mọi liên kết trong cổng đều sống', async ({ portal }) => {
  const seen = new Set<string>();
  const wanted = PAGES.filter((path) => !MISSING.includes(path));
  const dead: string[] = [];
  while (wanted.length > 0) {
    const path = wanted.pop() ?? '/';
    if (seen.has(path)) continue;
    seen.add(path);
    const { status, body } = await follow(portal, path);
    if (status !== 200) {
      dead.push(`${status} ${path}`);
      continue;
    }
    for (const [, link] of body.matchAll(/<a\b[^>]*?\bhref="([^"#]*)/g)) {
      const target = (link ?? '').replaceAll('&amp;', '&');
      if (target.startsWith('/') && !target.startsWith('//') && !target.startsWith('/tim-kiem?')) wanted.push(target);
    }
  }
  expect(seen.size).toBeGreaterThan(40);
  expect(dead).toEqual([]);
});

async function follow(portal: Portal, path: string) {
  return portal.ask('xa.localhost', path);
}
