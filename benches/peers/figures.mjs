// What every measurement here shares: rounds, medians, the line a figure is printed as, and what is far below its goal.
import { writeSync } from 'node:fs';

/** A small dose for CI: short rounds of the usual build, and only what is far below the goals fails: twice as bad as what is not accepted. */
export const QUICK = process.env.QUICK === '1';
export const ROUNDS = QUICK ? 2 : 5;

const unaccepted = [];

/**
 * Prints one figure. `goal` is what is aimed at, `floor` what is not accepted (undefined where the goals name none).
 * A `way` of "none" is a figure to understand others by: it has no goal.
 */
export function bench(name, value, unit, way, goal, detail, floor) {
  const shown = typeof value === 'number' ? short(value) : value;
  const beyond = floor !== undefined && !isWithin(value, way, floor);
  if (beyond && !(QUICK && isWithin(value, way, way === 'higher' ? floor / 2 : floor * 2))) unaccepted.push(name);
  // Written at once: a script that is cut off leaves what it had measured.
  writeSync(1, `bench ${name} ${shown} ${unit} ${way} ${goal} ${detail}${beyond ? ` [not accepted: beyond ${floor}]` : ''}\n`);
}

/** Says what is going on, where figures are not mixed with it. */
export function say(text) {
  writeSync(2, `${text}\n`);
}

/** To be called at the end of a script: in the small dose, a figure far below its goal fails it. */
export function finish() {
  if (unaccepted.length === 0) return;
  say(`not accepted: ${unaccepted.join(', ')}`);
  if (QUICK) process.exitCode = 1;
}

export function isWithin(value, way, limit) {
  return way === 'higher' ? value >= limit : value <= limit;
}

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function percentile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** "41200 (39800–43100)": the median with the least and the most. */
export function spread(values, digits = 0) {
  const round = (value) => value.toFixed(digits);
  return `${round(median(values))} (${round(Math.min(...values))}–${round(Math.max(...values))})`;
}

/**
 * Ours beside theirs: the ratio of the medians, and in the detail the spread of both and of the ratios of rounds that ran one after
 * the other. Where the rounds' ratios lie on both sides of 1 the two are told to be at parity.
 */
export function compare(name, ours, theirs, { way, goal, floor, peer, unit, digits = 0, detail = '' }) {
  const ratios = ours.map((value, round) => value / theirs[round]);
  const isParity = Math.min(...ratios) < 1 && Math.max(...ratios) > 1;
  const sides = `ours ${spread(ours, digits)} ${unit}, ${peer} ${spread(theirs, digits)} ${unit}, rounds ${spread(ratios, 2)}`;
  const told = `${sides}${isParity ? ', within noise' : ''}${detail ? `; ${detail}` : ''}`;
  bench(name, median(ours) / median(theirs), 'x', way, goal, told, floor);
}

export function sleep(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function short(value) {
  return Number.isInteger(value) || Math.abs(value) >= 1000 ? String(Math.round(value)) : value.toPrecision(3);
}
