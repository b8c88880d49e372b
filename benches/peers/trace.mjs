// What a browser's trace tells of the keys that were struck in it.

/** Where a script holds the thread, apart from what the browser does by itself. */
const SCRIPT = new Set(['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'EventDispatch', 'TimerFire', 'FireAnimationFrame']);
const MICROSECONDS = 1000;

/**
 * The milliseconds of script of each key, from its press until the next: the page's answer to it, and all that was put off and came
 * due meanwhile. `script` is processor time, which a busy machine does not stretch; `wall` is what the clock says.
 */
export function keystrokes(events) {
  const pressed = events.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown');
  const { pid, tid } = pressed[0] ?? {};
  const starts = pressed.map(({ ts }) => ts).sort((one, other) => one - other);
  const script = starts.map(() => 0);
  const wall = starts.map(() => 0);
  const all = events.filter((event) => event.ph === 'X' && SCRIPT.has(event.name) && event.pid === pid && event.tid === tid);
  let end = -Infinity;
  let key = -1;
  for (const { ts, dur = 0, tdur = 0 } of all.sort((one, other) => one.ts - other.ts || other.dur - one.dur)) {
    // One within another is counted with it.
    if (ts < end) continue;
    end = ts + dur;
    while (key + 1 < starts.length && starts[key + 1] <= ts) key += 1;
    if (key < 0) continue;
    script[key] += tdur / MICROSECONDS;
    wall[key] += dur / MICROSECONDS;
  }
  return { script, wall };
}
