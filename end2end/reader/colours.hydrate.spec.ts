// What readers see, measured: every page in every mode, at rest and in each state of its controls.
import type { Page } from '@playwright/test';
import { force, weakColours, weakRings, type Limits } from '../support/colours';
import { expect, test } from '../support/test';

const ARTICLE = '/bai-viet/doan-kiem-tra-cua-tinh-lam-viec-ve-cai-cach-hanh-chinh-tai-xa-hoa-dao';
const PAGES = [
  '/',
  '/chuyen-muc/tin-hoat-dong',
  ARTICLE,
  '/bai-viet/ket-luan-phien-hop-thuong-ky-thang-10-cua-uy-ban-nhan-dan-xa',
  '/trang/lien-he',
  '/tiep-can',
  '/thong-ke-truy-cap',
  '/tim-kiem?q=rừng&chuyen-muc=tin-hoat-dong',
  '/khong-co-trang-nay',
];

interface Mode {
  name: string;
  scheme: 'light' | 'dark';
  /** The cookie; at 200% the button for larger letters is at its end, and so is one of the two for contrast. */
  chosen?: string;
  contrast?: 'more';
  limits: Limits;
}

const MODES: Mode[] = [
  { name: 'sáng', scheme: 'light', chosen: '200.normal.-', limits: { text: 4.5, edge: 3 } },
  { name: 'tối', scheme: 'dark', chosen: '200.normal.-', limits: { text: 4.5, edge: 3 } },
  { name: 'cao, sáng', scheme: 'light', chosen: '87.5.more.-', limits: { text: 7, edge: 3 } },
  { name: 'cao, tối', scheme: 'dark', chosen: '87.5.more.-', limits: { text: 7, edge: 3 } },
  { name: 'cao theo máy, sáng', scheme: 'light', contrast: 'more', limits: { text: 7, edge: 3 } },
  { name: 'cao theo máy, tối', scheme: 'dark', contrast: 'more', limits: { text: 7, edge: 3 } },
  { name: 'tối đa', scheme: 'light', chosen: '200.most.-', limits: { text: 10, edge: 3 } },
];

async function measure(page: Page, limits: Limits) {
  const session = await page.context().newCDPSession(page);
  const found = { yên: await weakColours(page, limits), 'con trỏ ở trên': [] as unknown[], 'đang chọn': [] as unknown[] };
  expect(await force(session, ['hover'])).toBeGreaterThan(10);
  found['con trỏ ở trên'] = await weakColours(page, limits);
  await force(session, ['focus', 'focus-visible']);
  found['đang chọn'] = [...(await weakRings(page, limits)), ...(await weakColours(page, limits))];
  await force(session, []);
  await session.detach();
  return found;
}

const NOTHING = { yên: [], 'con trỏ ở trên': [], 'đang chọn': [] };

test.describe('màu đo trên trang', () => {
  // The page that is not there is one of those measured, and one fetch is made to fail.
  test.use({ allowed: [/404|Failed to load resource|net::ERR/] });

  for (const { name, scheme, chosen, contrast, limits } of MODES) {
    test(`đủ tương phản ở mọi trang và trạng thái: ${name}`, async ({ page, context, open, portal }) => {
      if (chosen) await context.addCookies([{ name: 'tuy_chon_doc', value: chosen, url: portal.xa }]);
      await page.emulateMedia({ colorScheme: scheme, contrast: contrast ?? 'no-preference' });
      for (const path of PAGES) {
        await open(path);
        expect(await measure(page, limits), path).toEqual(NOTHING);
      }

      await page.route('**/api/section/**', (route) => route.abort());
      // At 200% the menu lies folded; which link is followed does not matter here.
      await page.locator('.menu a[href\$="tin-hoat-dong"]').dispatchEvent('click');
      await expect(page.getByRole('alert')).toBeVisible();
      expect(await measure(page, limits), 'trang tải hỏng').toEqual(NOTHING);
    });
  }
});

test('phép đo nhìn ra màu kém', async ({ page, open }) => {
  await open(ARTICLE);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      .lead { color: #909090 }
      .breadcrumb { opacity: 0.5 }
      .article-body li::marker { color: #c0c0c0 }
      .reading-bar button { border-color: #ddd; background: none }
      .button .icon { stroke: #ddd }
      .site-footer a:hover { color: #333 }
      .masthead a:focus-visible { outline-color: #821216; box-shadow: 0 0 0 6px #821216 }
      .menu a:focus-visible { outline: 0 }
      .thu::placeholder { color: #bbb }
      .tren-anh { position: absolute; inset: 1rem auto auto 1rem; color: #fff }
    `);
    document.adoptedStyleSheets.push(sheet);
    const field = Object.assign(document.createElement('input'), { placeholder: 'Tìm', className: 'thu' });
    document.querySelector('main')?.prepend(field);
    const words = Object.assign(document.createElement('b'), { textContent: 'Chữ trắng trên ảnh sáng', className: 'tren-anh' });
    const figure = document.querySelector('figure');
    figure?.style.setProperty('position', 'relative');
    figure?.append(words);
  });
  await page.locator('figure img').first().scrollIntoViewIfNeeded();
  const found = await measure(page, { text: 4.5, edge: 3 });
  const rest = JSON.stringify(found.yên);
  for (const weak of ['.lead', 'Trang chủ', '::placeholder', '"kind":"edge"', '"kind":"icon"', '"kind":"picture"']) {
    expect(rest).toContain(weak);
  }
  expect(JSON.stringify(found['con trỏ ở trên'])).toContain('Hỗ trợ tiếp cận');
  const rings = JSON.stringify(found['đang chọn']);
  expect(rings).toContain(': none');
  expect(rings).toContain(': outside');
});
