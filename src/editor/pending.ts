// Pictures that were pasted with their bytes: each gets a name of its own until the server has taken it.

const START = 'tam-';
const waiting = new Map<string, string>();

/** The same bytes get the same name. */
export function pendingId(dataUrl: string) {
  const id = `${START}${hash(dataUrl)}`;
  waiting.set(id, dataUrl);
  return id;
}

export const isPending = (media: string) => media.startsWith(START);

export function keepWaiting(id: string, dataUrl: string) {
  waiting.set(id, dataUrl);
}

export const dataOf = (id: string) => waiting.get(id);

/** Two runs of FNV-1a: enough to tell the pictures of one text apart. */
function hash(text: string) {
  const run = (seed: number) => {
    let value = seed;
    for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
    return (value >>> 0).toString(36);
  };
  return run(2166136261) + run(40389);
}
