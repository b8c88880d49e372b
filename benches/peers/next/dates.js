// Microseconds since 1970 as dates in Vietnam, seven hours before UTC.
const local = (micros) => new Date(micros / 1000 + 7 * 3_600_000).toISOString();

export function date(micros) {
  const [year, month, day] = local(micros).slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}

export function dateTime(micros) {
  return `${local(micros).slice(11, 16)}, ${date(micros)}`;
}

export function machineTime(micros) {
  return `${local(micros).slice(0, 19)}+07:00`;
}
