// What the page brings: the piece, its last revision, and what its writer has typed over it.
import type { Head, KeptCopy } from './opening';
import type { MediaView } from '../media/upload';
import { uuid7 } from './uuid';

export interface Page {
  piece: string;
  account: string;
  head: Head;
  content: string;
  media: MediaView[];
  kept: KeptCopy | undefined;
}

export function readPage(root: HTMLElement): Page {
  const { piece, account = '', number, key = '', content = '', media, kept } = root.dataset;
  return {
    piece: piece || newPiece(),
    account,
    head: { number: Number(number), key },
    content,
    media: JSON.parse(media || '[]'),
    kept: kept ? JSON.parse(kept) : undefined,
  };
}

/** A new piece has its id from the beginning; its address finds it again. */
function newPiece() {
  const asked = new URLSearchParams(location.search).get('ban');
  return asked && /^[0-9a-f-]{36}$/.test(asked) ? asked : uuid7();
}

export function nameInAddress(piece: string) {
  if (!location.search.includes('ban=')) history.replaceState(history.state, '', `${location.pathname}?ban=${piece}`);
}
