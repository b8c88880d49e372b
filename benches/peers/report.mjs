// The text of docs/PERFORMANCE.md: figures from a run, and below a line what a person has written about them, which is kept.
import { isWithin } from './figures.mjs';

const BY_HAND = '## What bounds it';
const METHOD = `As \`make bench\` measures, unless a note above says otherwise: everything on one machine in one run, the server on core 0, the client on
core 1 (taskset), one after the other in rounds A/B/A/B, five of them; told are medians with (least–most), and for a ratio also the least and most ratio of a round. Where the
rounds lie on both sides of 1 the difference is within noise. Before anything is timed the answers of both sides are compared, and the
client shows that it could do more. Processor times are the server process's own and the kernel's for it (/proc/PID/stat), memory is
from /proc/PID/smaps_rollup. Load comes from 127.0.0.0/8 only.

- **Pages**: wrk, one thread, 64 connections kept alive, against nginx 1.22 with one worker, \`brotli_static\`, \`gzip_static\`,
  \`open_file_cache\`, no log, serving the bytes that ours had sent. Ours writes its usual line a request to a file. Times at a fixed rate
  count from the moment a request is due, by a client of our own (\`fixed-rate.mjs\`).
- **Uncached pages**: wrk, 16 connections, 4,530 articles in turn, more than ours keeps, so that each answer is rendered for its asker, which
  ours must show by its own count; nothing is compressed. The others show the same articles: a page written by hand in axum and maud out of
  our database by our statements, without data for scripts; Wagtail 8.0 on SQLite (gunicorn, one worker, templates kept, sizes of pictures
  known beforehand); Next 16.4 (\`next start\`, \`force-dynamic\`, node:sqlite, our database and statements). The visible text of the whole
  page, pictures' words included, is compared word by word on the demo's articles and on some of the generated ones.
- **Memory beside them**: the share (Pss) of all processes of each, after the first page and a pause.
- **Sockets**: one server after the other, the same handshake and the same frames from three client processes and 24 addresses; memory as
  the slope between two numbers of idle sockets; a frame a second to all because a reader a second comes.
- **Stalled readers**: one of ten client processes stopped by SIGSTOP. **Storm**: all drop, all leave the figure, all come back at once.
- **Counting**: processor time of a page for a counted reader above one for a declared robot; NukeViet's statements from their description.
- **Start, memory**: a program that has run once before; generated articles by \`congdan demo --articles N --seed 1\`.
- **Slow phone**: Chromium, Chrome DevTools' slowed processor and network.`;

/** `known` is the text as it stands: everything from "What bounds it" on is taken over, with a stub for each newly missed goal. */
export function report({ figures, failed, machine, known, note }) {
  const missed = figures.filter(({ way, value, goal }) => way !== 'none' && !isWithin(Number(value), way, Number(goal)));
  const rows = figures.map((figure) => row(figure, missed.includes(figure)));
  const lines = [
    '# Performance',
    '',
    `Measured ${new Date().toISOString().slice(0, 10)} on ${machine}. Written by \`benches/peers/all.mjs\`; change it there, and only`,
    `what stands under "${BY_HAND.slice(3)}" here.`,
    ...(note ? ['', note] : []),
    '',
    '## Method',
    '',
    METHOD,
    '',
    '## Figures',
    '',
    '| figure | measured | goal | | in detail |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Missed: ${missed.length === 0 ? 'none' : missed.map(({ name }) => `\`${name}\``).join(', ')}.`,
    ...(failed.length > 0 ? ['', `Not measured to the end: ${failed.join(', ')}.`] : []),
    '',
    byHand(known, missed),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function row({ name, value, unit, way, goal, detail }, isMissed) {
  const sign = way === 'higher' ? '≥' : '≤';
  const verdict = way === 'none' ? '' : isMissed ? '**missed**' : 'met';
  return `| \`${name}\` | ${value} ${unit} | ${way === 'none' ? '' : `${sign} ${goal}`} | ${verdict} | ${detail.replaceAll('|', '\\|')} |`;
}

function byHand(known, missed) {
  const at = known.indexOf(BY_HAND);
  const kept =
    at >= 0
      ? known.slice(at).trimEnd()
      : `${BY_HAND}\n\nOf each missed goal: what the profile shows, what bounds it, and the figure of that bound.`;
  const stubs = missed
    .filter(({ name }) => !kept.includes(`\`${name}\``))
    .map(({ name }) => `\n### \`${name}\`\n\n(to be written)`);
  return [kept, ...stubs].join('\n');
}
