// Vietnamese typed by every kind of keyboard into every kind of place: nothing of it is lost, doubled or moved.
import { test as plainTest } from '@playwright/test';
import { expect, test } from '../support/test';
import { keepAtEveryKeys, timesOf, withColleague } from './beside';
import { spread } from './judging';
import { HABITS, isMade, looseSteps, parts, replay, stepsOf } from './keyboards';
import { METHODS, SEED, runsOf } from './methods';
import { PLACES, type Place, markOf } from './places';
import { BESIDES, LETTERS, MARKED, SENTENCES, missing } from './sentences';
import { type Sheet, openSheet } from './sheet';
import { type Failure, type Typed, judgeKept, typeAll } from './typist';

test.describe.configure({ mode: 'parallel' });
// A trace takes pictures all the while, and the keys would wait for them.
test.use({ trace: 'off' });

plainTest('các câu để gõ có đủ mọi chữ, mọi dấu của tiếng Việt', () => {
  expect(new Set(SENTENCES).size).toBeGreaterThanOrEqual(300);
  expect([LETTERS.length, MARKED.length]).toEqual([73, 134]);
  expect(missing([...LETTERS, ...MARKED, ...BESIDES])).toEqual([]);
  expect(SENTENCES.filter((sentence) => sentence !== sentence.normalize('NFC'))).toEqual([]);
  expect(SENTENCES.filter((sentence) => replay(looseSteps(sentence)).normalize('NFC') !== sentence)).toEqual([]);
});

for (const habit of HABITS) {
  plainTest(`bộ gõ dựng lại đúng từng câu: ${habit.name}`, () => {
    expect(SENTENCES.filter((sentence) => replay(stepsOf(sentence, habit)) !== sentence)).toEqual([]);
    // Only words without a single Vietnamese letter may be typed with the tool switched off.
    const words = SENTENCES.flatMap(parts).filter((part) => MARKED.some((letter) => part.includes(letter)));
    expect(words.filter((word) => !isMade(word, habit))).toEqual([]);
  });
}

for (const [index, [key, place]] of Object.entries(PLACES).entries()) {
  test(`gõ tiếng Việt ${place.name} không mất chữ nào`, async ({ someone, portal }) => {
    const documents = runsOf(index);
    const count = documents.flat().length;
    test.setTimeout(120_000 + count * 10_000);
    const writer = await someone('go-chu', ['editor']);
    const colleague = key === 'presence' ? await someone('ben-canh', ['editor']) : undefined;
    const session = await writer.context().newCDPSession(writer);
    const failures: Failure[] = [];
    const gaps: Typed['gaps'] = [];
    for (const runs of documents) {
      const sheet = await openSheet(writer, portal, place.html(runs.map((_, at) => markOf(at))));
      const before = await sheet.kept();
      const typeThem = async () => {
        const typed = await typeAll(writer, session, sheet.editor, place, runs);
        failures.push(...typed.failures);
        gaps.push(...typed.gaps);
      };
      if (key === 'autosave') await whileKept(sheet, typeThem);
      else if (colleague) expect(await withColleague(colleague, writer, typeThem)).toBeGreaterThan(0);
      else await typeThem();
      await sheet.save();
      failures.push(...judgeKept(before, await sheet.kept(), place, runs));
    }
    tell(place, count, gaps);
    expect(failures).toEqual([]);
  });
}

/** The text is on its way to the server again and again while it is typed. */
async function whileKept({ page }: Sheet, work: () => Promise<void>) {
  await keepAtEveryKeys(page, 7);
  await work();
  expect(await timesOf(page, 'saving')).toBeGreaterThan(METHODS.length);
}

function tell(place: Place, count: number, gaps: Typed['gaps']) {
  const lines = METHODS.flatMap((method) => {
    const all = gaps.filter((one) => one.method === method).flatMap((one) => one.gaps);
    if (all.length === 0) return [];
    const sent = spread(all.flatMap((gap) => gap.sent ?? []));
    const handled = spread(all.map((gap) => gap.handled));
    return [`\n  ${method.name}: ${all.length} lần xóa lùi, gửi cách ${sent} ms, đến trang cách ${handled} ms`];
  });
  console.log(`typing: ${place.name}: ${count} câu, seed ${SEED}${lines.join('')}`);
}
