// How long a text is, and its headings.
import type { Node } from 'prosemirror-model';

/** Syllables a minute, read by someone in no hurry. */
const PACE = 200;

export function countWords(doc: Node): number {
  let words = 0;
  doc.descendants((node) => {
    if (!node.isTextblock) return true;
    words += node.textBetween(0, node.content.size, ' ', ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
    return false;
  });
  return words;
}

/** "1.204 chữ · đọc khoảng 7 phút" */
export function lengthWords(words: number): string {
  const minutes = Math.max(1, Math.round(words / PACE));
  return `${words.toLocaleString('vi-VN')} chữ · đọc khoảng ${minutes} phút`;
}

export interface Heading {
  level: number;
  text: string;
  at: number;
}

export function headings(doc: Node): Heading[] {
  const found: Heading[] = [];
  doc.forEach((node, at) => {
    if (node.type.name === 'heading') found.push({ level: node.attrs.level, text: node.textContent || '(đề mục trống)', at });
  });
  return found;
}
