// What people paste, from every program they paste it from: fixtures with the documents that they become.
import { build } from 'esbuild';
import { expect, test, type Page } from '@playwright/test';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './in-page';
import { LETTERS, tcvn3, vni } from './legacy-letters';

declare global {
  interface Window {
    bench: Bench;
  }
}

const FOLDER = fileURLToPath(new URL('./fixtures/', import.meta.url));
const FIXTURES = readdirSync(FOLDER).filter((name) => /\.(html|txt)$/.test(name) && !name.endsWith('.missing.txt'));
const ROUNDS = process.env.CONGDAN_SOAK ? 20_000 : 2_000;
const SEED = Number(process.env.CONGDAN_SEED_PASTE ?? Date.now() % 1_000_000);
/** Writes the goldens anew instead of comparing; each change is to be read before it is kept. */
const WRITES = process.env.CONGDAN_GOLDEN === 'write';

const source = (name: string) => readFileSync(FOLDER + name, 'utf8');
const beside = (name: string, ending: string) => FOLDER + basename(name, extname(name)) + ending;
/** Its letters change on the way; what they become is held by the goldens and by the walk through the alphabet. */
const isLegacy = (name: string) => /^(tcvn3|vni|legacy-mixed)/.test(name);

// One page for all: a trace of it would hold every fixture many times over.
test.use({ trace: 'off' });

let page: Page;

test.beforeAll(async ({ browser }) => {
  const entry = fileURLToPath(new URL('./in-page.ts', import.meta.url));
  const bundle = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', target: 'es2022' });
  page = await browser.newPage();
  await page.setContent('<!doctype html><title>Dán</title>');
  await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? '' });
});

test.afterAll(() => page.close());

const paste = (html: string, isText = false) =>
  page.evaluate(([html, isText]) => window.bench.paste(html, isText), [html, isText] as const);

for (const name of FIXTURES) {
  const isText = name.endsWith('.txt');

  test(`dán ${name} ra đúng tài liệu, không mất chữ nào`, async () => {
    const result = await paste(source(name), isText);
    if (WRITES) write(name, result);
    expect(result.faults).toEqual([]);
    expect(result.doc).toEqual(JSON.parse(readFileSync(beside(name, '.json'), 'utf8')));
    const said = beside(name, '.missing.txt');
    expect(result.missing).toEqual(existsSync(said) ? readFileSync(said, 'utf8').trimEnd().split('\n') : []);
    expect(result.converted).toBe(/^tcvn3|^legacy-mixed/.test(name) ? 'TCVN3' : /^vni/.test(name) ? 'VNI' : null);
    if (isLegacy(name)) return;
    const keepsFrame = /only-aside/.test(name);
    const missing = await page.evaluate(([html, isText, keepsFrame]) => window.bench.missingWord(html, isText, keepsFrame), [
      source(name),
      isText,
      keepsFrame,
    ] as const);
    expect(missing).toBeNull();
  });
}

function write(name: string, result: Awaited<ReturnType<typeof paste>>) {
  writeFileSync(beside(name, '.json'), `${JSON.stringify(result.doc, null, 1)}\n`);
  if (result.missing.length) writeFileSync(beside(name, '.missing.txt'), `${result.missing.join('\n')}\n`);
  else rmSync(beside(name, '.missing.txt'), { force: true });
}

test('mọi bản chép hỏng hay ác ý đều ra một tài liệu đúng, không bao giờ báo lỗi', async () => {
  test.slow();
  console.log(`paste: ${ROUNDS} mutations, seed ${SEED} (CONGDAN_SEED_PASTE)`);
  const fixtures = FIXTURES.filter((name) => name !== 'pm-slice.html').map(source);
  for (let done = 0; done < ROUNDS; done += 500) {
    const broken = await page.evaluate(([fixtures, seed, rounds]) => window.bench.attack(fixtures, seed, rounds), [
      fixtures,
      SEED + done,
      Math.min(500, ROUNDS - done),
    ] as const);
    expect(broken, `seed ${SEED}, after ${done}`).toEqual([]);
  }
});

test('chuỗi lạ nào cũng không làm hỏng', async () => {
  const strings = [
    '',
    ' ',
    '\u0000',
    '\ud800',
    '<',
    '<!--',
    '<![CDATA[',
    '</p>',
    '<p',
    '&',
    '&#x110000;',
    '<frameset>',
    '<plaintext>x',
    '<svg><p>x',
  ];
  for (const text of strings) expect((await paste(text)).faults, JSON.stringify(text)).toEqual([]);
});

const repeated = (open: string, close: string, times: number) => open.repeat(times) + 'Chữ ở đáy' + close.repeat(times);

for (const [what, open, close] of [
  ['danh sách', '<ul><li>a', '</li></ul>'],
  ['trích dẫn', '<blockquote><p>b</p>', '</blockquote>'],
  ['bảng', '<table><tr><td>c<td>d', '</table>'],
  ['in đậm', '<b>', '</b>'],
  ['thẻ nhiều định dạng', '<a href="https://x.vn"><i><b><u><s><sub>', ''],
  ['danh sách Word', '<p style="mso-list:l0 level99 lfo1">', '</p>'],
] as const) {
  test(`lồng ${what} 3.000 tầng thì trải phẳng mà vẫn còn chữ`, async () => {
    const result = await paste(repeated(open, close, 3000));
    expect(result.faults).toEqual([]);
    expect(result.html).toContain('Chữ ở đáy');
    if (/<ul|<blockquote/.test(open)) expect(result.missing.join()).toContain('trải phẳng');
  });
}

test('hơn 20.000 thành phần thì cắt đoạn cuối và nói ra', async () => {
  for (const piece of [
    '<p>Chữ</p>',
    'a<br>',
    '<b>x</b><i>y</i>',
    '<ul><li>x</li></ul>',
    '<table><tr><td>1<td>2</table>',
    '<img src="data:image/png;base64,AAAA">',
  ]) {
    const { faults, missing } = await paste(piece.repeat(12_000));
    expect(faults, piece).toEqual([]);
    expect(missing.join(), piece).toContain('20.000');
  }
});

test('HTML đã làm sạch ra đúng từng chữ, kể cả chỗ lược đồ không nói tới', async () => {
  for (const [given, wanted] of [
    ['<h1><b>Đậm</b> <u>gạch</u></h1>', '<h2>Đậm gạch</h2>'],
    ['<ul><li>Một</ul>', '<ul><li><p>Một</p></li></ul>'],
    ['<ol start="7"><li>Bảy</ol>', '<ol start="7"><li><p>Bảy</p></li></ol>'],
    ['<p><b><i>A</i></b><i>B</i></p>', '<p><strong><em>A</em></strong><em>B</em></p>'],
    ['<img src="data:image/png;base64,AAAA" alt=\'"a"\'>', '<img src="data:image/png;base64,AAAA" alt="&quot;a&quot;">'],
    ['<table><tr><th>A<th>B<tr><td colspan=2>C</table>', TABLE],
    ['<p>a</p><hr><p>b', '<p>a</p><hr><p>b</p>'],
    ['  \n ', ''],
  ] as const) {
    expect((await paste(given)).html, given).toBe(wanted);
  }
});

const TABLE =
  '<table><tbody><tr><th scope="col"><p>A</p></th><th scope="col"><p>B</p></th></tr><tr><td colspan="2"><p>C</p></td></tr></tbody></table>';

test('bản chép của chính trình soạn thảo đi qua nguyên vẹn', async () => {
  const html = source('pm-slice.html');
  expect((await paste(html)).html).toBe(html);
  const told = '<p>Thuộc tính &lt;div data-pm-slice="0 0 []"&gt;</p><script>1</script>';
  expect((await paste(told)).html).not.toContain('script');
});

test('mọi chữ cái tiếng Việt trong TCVN3 và VNI ra đúng chữ Unicode', async () => {
  const read = (text: string, from: 'TCVN3' | 'VNI') =>
    page.evaluate(([text, from]) => window.bench.decode(text, from), [text, from] as const);
  for (const letter of LETTERS) {
    // In a word: alone, some are signs that stand for themselves.
    expect(await read(`h${tcvn3(letter)}`, 'TCVN3'), `TCVN3 ${letter}`).toBe(`h${letter}`);
    expect(await read(vni(letter), 'VNI'), `VNI ${letter}`).toBe(letter);
    const upper = letter.toUpperCase();
    expect(await read(vni(upper), 'VNI'), `VNI ${upper}`).toBe(upper);
    const { html } = await paste(`<p><font face=".VnTimeH">${tcvn3(letter)}x</font></p>`);
    expect(html, `.VnTimeH ${letter}`).toBe(`<p>${upper}X</p>`);
  }
  for (const letter of 'ĂÂÊÔƠƯĐ') expect(await read(`${tcvn3(letter)}n`, 'TCVN3')).toBe(`${letter}n`);
  // No entry of the tables is left that the alphabet does not reach.
  const { TCVN3, VNI } = await page.evaluate(() => window.bench.tables);
  expect(TCVN3.map(([, unicode]) => unicode).sort()).toEqual(
    [...LETTERS, ...'ĂÂÊÔƠƯĐ'].filter((letter) => /[^a-z]/.test(letter)).sort(),
  );
  expect(new Set(VNI.map(([, unicode]) => unicode))).toEqual(
    new Set(LETTERS.flatMap((letter) => [letter, letter.toUpperCase()]).filter((letter) => /[^a-z]/i.test(letter))),
  );
});

test('nhận ra TCVN3 và VNI, không nhận nhầm thứ khác', async () => {
  const from = (text: string) => page.evaluate((text) => window.bench.convertLegacy(text), text);
  expect(await from('Céng hoµ x· héi chñ nghÜa ViÖt Nam')).toEqual({ text: 'Cộng hoà xã hội chủ nghĩa Việt Nam', from: 'TCVN3' });
  expect(await from('Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam')).toEqual({
    text: 'Cộng hòa xã hội chủ nghĩa Việt Nam',
    from: 'VNI',
  });
  expect(await from('CéNG HOµ X· HéI')).toEqual({ text: 'CỘNG HOÀ XÃ HỘI', from: 'TCVN3' });
  expect(await from('« nhiÔm: 50.000® · môc 2')).toEqual({ text: 'ô nhiễm: 50.000đ · mục 2', from: 'TCVN3' });
  for (const sentence of SENTENCES) {
    const lower = sentence.toLowerCase();
    expect(await from(tcvn3(lower)), sentence).toEqual({ text: lower, from: 'TCVN3' });
    expect(await from(vni(sentence)), sentence).toEqual({ text: sentence, from: 'VNI' });
    expect(await from(sentence), sentence).toBeNull();
    expect(await from(sentence.normalize('NFD')), sentence).toBeNull();
  }
  for (const text of OTHERS) expect(await from(text), text).toBeNull();
});

const SENTENCES = [
  'Ủy ban nhân dân xã tổ chức hội nghị đối thoại với nông dân.',
  'Trường mầm non khai giảng, các cháu mặc áo đẹp đến lớp.',
  'Đường liên thôn bị sạt lở sau trận mưa lớn đêm qua.',
  'Những hộ ở khuỷu sông phải di dời trước mùa lũ.',
  'Kỹ thuật viên hướng dẫn bà con ủ rơm, chăm sóc vườn bưởi.',
];

const OTHERS = [
  '',
  'Plain English, nothing else.',
  "Élève à l'école",
  "Les élèves sont allés à l'école où Noël est né ; août, goût, coût, naïf, maïs, Haïti, Israël.",
  'où',
  'Größe und Straße: schöne Grüße aus Köln, Spaß muß sein, daß',
  'El niño pasó mañana por aquí; ¿qué más? ¡Sí!',
  'São Paulo não é a capital; três pães.',
  'Copyright © 2026 Company® – 5 µm, 20 °C, ½ cup, §5, 3×4, «cité»',
  'Þórður á Íslandi; smörgåsbord på svenska',
  'xã Hoà Tân, thôn Quý, bà Hoà, công an, thông báo',
  'XÃ HOÀ BÌNH',
  'm², 5·10³, £10, ¥100, ¶ 3',
];
