// Whatever stands in an address of the reader's part: a clear answer in Vietnamese, of the right status, and nothing of the inside.
import { expect, test } from '../support/test';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'the same bytes with scripts and without');

/** By what each of them is. */
const BAD = {
  empty: '',
  'ten thousand letters': 'a'.repeat(10_000),
  'operators of search': 'title:rừng AND NOT (body:* OR "xã)^9 ~2 [a TO z] {x} +xã -thôn',
  'a quote left open': '"rừng',
  SQL: "' or '1'='1'; drop table article; --",
  'NFD of a word': 'ru\u031b\u0300ng',
  'control characters': 'rừng\u0000\u0001\u0007\u001b[31m\u007f',
  'marks of direction': '\u202egnừr\u2066',
  markup: '<script>alert(1)</script>',
  'a way up': '../../../../etc/passwd',
  'no UTF-8': '%ff%fe%c3',
  'a template': '${7*7}{{7*7}}%25%7B7*7%7D',
  'page 10^9': '1000000000',
  'a number beyond all': '99999999999999999999999999',
  'less than nothing': '-1',
};

const PLACES: [string, number[]][] = [
  ['/tim-kiem?q={}', [200, 422]],
  ['/tim-kiem?q=xa&chuyen-muc={}', [200, 422]],
  ['/tim-kiem?q=xa&tu={}', [200, 422]],
  ['/tim-kiem?q=xa&den={}', [200, 422]],
  ['/tim-kiem?q=xa&xep={}', [200, 422]],
  ['/tim-kiem?q=xa&trang={}', [200, 404, 422]],
  ['/tim-kiem?khong-biet={}', [200]],
  ['/chuyen-muc/{}', [404]],
  ['/chuyen-muc/tin-hoat-dong?trang={}', [200, 404]],
  ['/bai-viet/{}', [404]],
  ['/bai-viet/{}/phien-ban', [404]],
  ['/trang/{}', [404]],
  ['/tac-gia/{}', [404]],
  ['/tac-gia/ban-bien-tap?trang={}', [200, 404]],
  ['/tu-khoa/{}', [404]],
  ['/tu-khoa/trung-thu?trang={}', [200, 404]],
  ['/luu-tru/{}', [200, 404]],
  ['/luu-tru/2026/{}', [200, 404]],
  ['/luu-tru/2026/11/{}', [200, 404]],
  ['/luu-tru/2026/11?trang={}', [200, 404]],
  ['/chuyen-muc/{}/rss.xml', [404]],
  ['/sitemap/{}', [404]],
  ['/tap-tin/{}/anh.jpg', [404]],
  ['/mau/{}', [404]],
  ['/api/article/read?slug={}', [404, 422]],
  ['/api/section/read?slug={}&page=1', [404, 422]],
  ['/api/section/read?slug=tin-hoat-dong&page={}', [200, 404, 422]],
  ['/api/page/read?slug={}', [404, 422]],
  ['/api/search/find?q={}&section=&from=&to=&order=&page=1', [200, 422]],
  ['/api/search/suggest?q={}', [200, 422]],
  ['/{}', [200, 404]],
];
/** What a request may not be made of at all, an address that is too long among it, is refused before anything looks at it. */
const REFUSED = [400, 414, 431];
const INSIDE = /sqlx|sqlite|postgres|tantivy|panicked|src\/|\.rs\b|stack|unwrap|RUST_/i;

for (const [place, statuses] of PLACES) {
  test(`đầu vào sai ở ${place} có câu trả lời rõ`, async ({ portal }) => {
    for (const [what, bad] of Object.entries(BAD)) {
      const encoded =
        what === 'no UTF-8' || what === 'a template' ? bad.replace(/[^%\w]/g, encodeURIComponent) : encodeURIComponent(bad);
      const { status, body } = await portal.ask('xa.localhost', place.replace('{}', encoded));
      const said = `${place}, ${what}: ${status} ${body.slice(0, 200)}`;
      expect([...statuses, ...REFUSED, 308], said).toContain(status);
      expect(body, said).not.toMatch(INSIDE);
      // The app puts the errors of what it fetches into words itself.
      if (place.startsWith('/api/') && !REFUSED.includes(status)) {
        expect(() => JSON.parse(body), said).not.toThrow();
        continue;
      }
      expect(body, said).not.toContain('<script>alert(1)</script>');
      // Words for people, not a bare code.
      if (status >= 400) expect(body, said).toMatch(/[àáảãạăâđèéẻẽẹêìíòóôơùúưỳýừửữựộợốồổỗờởỡớầấẩẫậằắẳẵặềếểễệ]/i);
    }
  });
}
