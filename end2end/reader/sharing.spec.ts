// Passing an article on, and writing about it: plain links, with scripts and without; and the one address of each page.
import { expect, test } from '../support/test';

const ARTICLE = '/bai-viet/muoi-nam-cay-che-shan-tren-dat-dong-man';

test('chia sẻ và góp ý bằng liên kết thường, không gọi đến ai khác', async ({ page, open, audit, portal }) => {
  const others: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(portal.xa)) others.push(request.url());
  });
  await open(ARTICLE);
  const address = page.url();
  const end = page.locator('.article-end');
  const href = (name: string) => end.getByRole('link', { name }).getAttribute('href');
  expect(await href('Facebook')).toBe(`https://www.facebook.com/sharer/sharer.php?u=${address}`);
  expect(await href('Thư điện tử')).toBe(`mailto:?body=${address}`);
  const feedback = new URL((await href('Gửi góp ý về bài này')) ?? '');
  expect([feedback.protocol, feedback.searchParams.get('subject'), feedback.searchParams.get('body')]).toEqual([
    'mailto:',
    'Góp ý',
    address,
  ]);
  await expect(page.getByRole('contentinfo').getByRole('link', { name: feedback.pathname })).toBeVisible();
  expect(others).toEqual([]);
  await audit();
});

test('mỗi trang có một địa chỉ của mình, tiếng Việt', async ({ portal }) => {
  const base = `http://xa.localhost:${portal.port}`;
  const pages: [asked: string, known: string][] = [
    ['/', '/'],
    [ARTICLE, ARTICLE],
    [`${ARTICLE}?utm_source=zalo`, ARTICLE],
    [`${ARTICLE}/phien-ban`, `${ARTICLE}/phien-ban`],
    ['/chuyen-muc/cai-cach-hanh-chinh?trang=1', '/chuyen-muc/cai-cach-hanh-chinh'],
    ['/trang/gioi-thieu?a=b', '/trang/gioi-thieu'],
    ['/tac-gia/ban-bien-tap', '/tac-gia/ban-bien-tap'],
    ['/luu-tru/2026/11', '/luu-tru/2026/11'],
    ['/thong-ke-truy-cap', '/thong-ke-truy-cap'],
  ];
  for (const [asked, known] of pages) {
    const { body } = await portal.ask('xa.localhost', asked);
    const link = (rel: string) =>
      [...body.matchAll(new RegExp(`<link rel="${rel}"[^>]* href="([^"]*)"`, 'g'))].map(([, href]) => href);
    expect(link('canonical'), asked).toEqual([base + known]);
    expect(link('alternate" hreflang="vi'), asked).toEqual([base + known]);
    expect(body, asked).toContain(`<meta property="og:url" content="${base + known}">`);
  }
  expect((await portal.ask('xa.localhost', '/khong-co')).body).not.toContain('rel="canonical"');
});

test('trang nào cũng chỉ ra nguồn tin để theo dõi, trang chuyên mục chỉ nguồn của nó trước', async ({ portal }) => {
  const section = '/chuyen-muc/cai-cach-hanh-chinh';
  const pages: [asked: string, feeds: string[]][] = [
    [ARTICLE, ['/rss.xml']],
    [`${section}?trang=1`, [`${section}/rss.xml`, '/rss.xml']],
    ['/chuyen-muc/khong-co', ['/rss.xml']],
  ];
  for (const [asked, feeds] of pages) {
    const { body } = await portal.ask('xa.localhost', asked);
    const links = body.matchAll(/<link rel="alternate" type="application\/rss\+xml" title="[^"]+" href="([^"]+)"/g);
    expect(
      [...links].map(([, href]) => href),
      asked,
    ).toEqual(feeds);
    for (const feed of feeds) expect((await portal.ask('xa.localhost', feed)).status, feed).toBe(200);
  }
});
