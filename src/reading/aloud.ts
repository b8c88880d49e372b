// Reads an article aloud with the browser's own Vietnamese voice, sentence by sentence, and marks the one that is heard.

interface Sentence {
  text: string;
  range: Range;
}

const BLOCKS = 'h1, .lead, .article-body :is(p, li, h2, h3, h4, figcaption, caption, th, td)';
const MARK = 'dang-doc';
const LABELS = { idle: 'Nghe đọc bài', speaking: 'Dừng đọc', paused: 'Đọc tiếp' };

let sentences: Sentence[] = [];
let next = 0;
/** Tells the words that are being spoken from those that were given up. */
let turn = 0;
let isSpeaking = false;

/** The button was pressed: begins, stops, or goes on with the sentence at which it was stopped. */
export function press(button: HTMLElement) {
  if (isSpeaking) return stop(button, 'paused');
  if (next === 0) {
    const article = button.closest('article');
    sentences = article ? sentencesOf(article) : [];
    forgetWithPage(button);
  }
  isSpeaking = true;
  say(button, 'speaking');
  speak(button);
}

/** Stopped by cancelling: pausing is not heard everywhere, and a voice may fall silent in a long pause. */
function stop(button: HTMLElement, label: keyof typeof LABELS) {
  turn += 1;
  isSpeaking = false;
  speechSynthesis.cancel();
  CSS.highlights?.delete(MARK);
  say(button, label);
}

function speak(button: HTMLElement) {
  const sentence = sentences[next];
  if (!sentence) {
    next = 0;
    return stop(button, 'idle');
  }
  const mine = (turn += 1);
  const spoken = new SpeechSynthesisUtterance(sentence.text);
  spoken.lang = 'vi-VN';
  spoken.voice = voice();
  spoken.onend = () => {
    if (mine !== turn) return;
    next += 1;
    speak(button);
  };
  spoken.onerror = () => mine === turn && stop(button, 'paused');
  show(sentence.range);
  speechSynthesis.speak(spoken);
}

/** One that needs no network, if there is one. */
function voice() {
  const voices = speechSynthesis.getVoices().filter(({ lang }) => /^vi\b/i.test(lang));
  return voices.find(({ localService }) => localService) ?? voices[0] ?? null;
}

function show(range: Range) {
  CSS.highlights?.set(MARK, new Highlight(range));
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= 0 && bottom <= innerHeight) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
}

function say(button: HTMLElement, label: keyof typeof LABELS) {
  if (button.lastChild) button.lastChild.textContent = LABELS[label];
}

/** Whoever goes on to another page has heard enough. */
function forgetWithPage(button: HTMLElement) {
  const forget = () => {
    watch.disconnect();
    next = 0;
    stop(button, 'idle');
  };
  const watch = new MutationObserver(forget);
  const title = document.querySelector('title');
  if (title) watch.observe(title, { childList: true });
  addEventListener('pagehide', forget, { once: true });
}

function sentencesOf(article: Element): Sentence[] {
  const blocks = new Map<Element, Text[]>();
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const block = node.parentElement?.closest(BLOCKS);
    if (block) blocks.set(block, [...(blocks.get(block) ?? []), node as Text]);
  }
  return [...blocks.values()].flatMap(cut).filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function cut(nodes: Text[]): Sentence[] {
  const whole = nodes.map(({ data }) => data).join('');
  const parts =
    'Segmenter' in Intl
      ? [...new Intl.Segmenter('vi', { granularity: 'sentence' }).segment(whole)]
      : [{ segment: whole, index: 0 }];
  return parts.map(({ segment, index }) => {
    const range = new Range();
    range.setStart(...at(nodes, index));
    range.setEnd(...at(nodes, index + segment.trimEnd().length));
    return { text: segment.trim(), range };
  });
}

function at(nodes: Text[], index: number): [Text, number] {
  let rest = index;
  for (const node of nodes.slice(0, -1)) {
    if (rest <= node.length) return [node, rest];
    rest -= node.length;
  }
  const last = nodes[nodes.length - 1] as Text;
  return [last, Math.min(rest, last.length)];
}
