// The typing test itself is tried: an editor that swallows or re-renders under the writer's hands must turn it red.
import { expect, test } from '../support/test';
import { HABITS } from './keyboards';
import { METHODS } from './methods';
import { PLACES, markOf } from './places';
import { openSheet } from './sheet';
import { judgeKept, typeAll } from './typist';

// What the spoilt editor says of it is not the matter here.
test.use({ allowed: [/./], trace: 'off' });

const SENTENCE = 'Thửa ruộng xấu nhất làng nay trồng sen, vừa đẹp vừa có tiền.';

test('phép thử gõ nhận ra trình soạn thảo nuốt chữ', async ({ someone, portal }) => {
  test.slow();
  const place = PLACES.middle;
  const habit = HABITS[0];
  if (!habit) throw new Error('no habit');
  const runs = METHODS.map((method) => ({ method, habit, sentence: SENTENCE }));
  const writer = await someone('go-chu', ['editor']);
  const session = await writer.context().newCDPSession(writer);
  const sheet = await openSheet(writer, portal, place.html(runs.map((_, at) => markOf(at))));
  const before = await sheet.kept();
  await writer.evaluate(spoil);
  const typed = await typeAll(writer, session, sheet.editor, place, runs);
  await sheet.save();
  const failures = [...typed.failures, ...judgeKept(before, await sheet.kept(), place, runs)];
  expect(new Set(failures.map(({ method }) => method))).toEqual(new Set(METHODS.map(({ name }) => name)));
  expect(failures.every(({ distance }) => distance > 0)).toBe(true);
});

/** Every fifth Backspace and every third loose tone is swallowed; a text node is made anew while a word is composed in it. */
function spoil() {
  const counts = { backspaces: 0, tones: 0 };
  const onKey = (event: KeyboardEvent) => {
    const isFifth = event.key === 'Backspace' && (counts.backspaces += 1) % 5 === 0;
    const isThird = /^\p{M}$/u.test(event.key) && (counts.tones += 1) % 3 === 0;
    if (!isFifth && !isThird) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onInput = (event: InputEvent) => {
    const node = document.getSelection()?.anchorNode;
    const isComposing = event.inputType === 'insertCompositionText' && event.data?.length === 3;
    if (isComposing && node instanceof Text) node.replaceWith(document.createTextNode(node.data));
  };
  window.addEventListener('keydown', onKey, { capture: true });
  window.addEventListener('beforeinput', onInput, { capture: true });
}
