// Cuts Be Vietnam Pro down to what Vietnamese and Western European text needs: node style/fonts.mjs FOLDER
import { readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const folder = process.argv[2];
const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const characters = [
  range(0x20, 0x7e),
  range(0xa0, 0xff),
  'ĂăĐđĨĩŨũƠơƯư',
  range(0x1ea0, 0x1ef9),
  '\u0300\u0301\u0303\u0309\u0323',
  '–—‘’“”„•…‹›₫€™−→←≤≥×÷',
].join('');

for (const [weight, file] of [
  [400, '400Regular/BeVietnamPro_400Regular.ttf'],
  [600, '600SemiBold/BeVietnamPro_600SemiBold.ttf'],
]) {
  const font = await readFile(new URL(`../node_modules/@expo-google-fonts/be-vietnam-pro/${file}`, import.meta.url));
  const small = await subsetFont(font, characters, { targetFormat: 'woff2' });
  await writeFile(`${folder}/be-vietnam-pro-${weight}.woff2`, small);
}
