// Files to upload, made here.
import { deflateSync } from 'node:zlib';

/** A PNG of one colour; another colour is another file. Noise cannot be packed, so it is as large as it looks. */
export function png(colour: number, width = 640, height = 400, noise = false): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + width * 3, Buffer.from([colour & 255, (colour >> 8) & 255, (colour >> 16) & 255]));
  row[0] = 0;
  const rows = Array.from({ length: height }, () => {
    if (!noise) return row;
    const grain = Buffer.from(Array.from({ length: 1 + width * 3 }, () => Math.floor(Math.random() * 256)));
    grain[0] = 0;
    return grain;
  });
  const pixels = deflateSync(Buffer.concat(rows));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer) {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(bytes: Buffer) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  return ~crc >>> 0;
}

export const anyColour = () => Math.floor(Math.random() * 0xffffff);
export const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png(anyColour()) });
export const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7 ${Math.random()}`) });
