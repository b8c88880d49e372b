// The files that a text shows: what the server knows of them, and those that are on their way to it.
import { upload, UploadError, type MediaView, type Uploaded } from '../media/upload';
import { dataOf, isPending, keepWaiting } from './pending';

/** After a failure that may pass by itself. */
const RETRY_AFTER = 5_000;

export class MediaShelf {
  private readonly known = new Map<string, MediaView>();
  private readonly uploading = new Set<string>();
  /** What was not taken waits until someone asks for it again, or there is a network again. */
  private readonly refused = new Set<string>();
  private readonly listeners = new Set<() => void>();
  /** Sends again what waits. */
  retry = () => {};
  /** What is under way ends with the editor. */
  readonly leaving = new AbortController();

  constructor(media: MediaView[]) {
    for (const view of media) this.known.set(view.id, view);
  }

  find(id: string) {
    return this.known.get(id);
  }

  isUploading(id: string) {
    return this.uploading.has(id);
  }

  isRefused(id: string) {
    return this.refused.has(id);
  }

  tryAgain() {
    this.refused.clear();
  }

  private retryLater(id: string) {
    setTimeout(() => {
      this.refused.delete(id);
      if (!this.leaving.signal.aborted) this.retry();
    }, RETRY_AFTER);
  }

  get isBusy() {
    return this.uploading.size > 0;
  }

  listen(listener: () => void) {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  add(view: MediaView) {
    this.known.set(view.id, view);
    this.tell();
  }

  /** Those of the ids that the page did not bring. */
  async learn(ids: string[]) {
    const unknown = ids.filter((id) => !isPending(id) && !this.known.has(id)).slice(0, 64);
    if (unknown.length === 0) return;
    const answer = await fetch(`/api/media/views?ids=${unknown.join(',')}`, { headers: { accept: 'application/json' } });
    if (!answer.ok) return;
    const { items } = (await answer.json()) as { items: Uploaded[] };
    for (const { media } of items) this.known.set(media.id, media);
    this.tell();
  }

  /** Sends a picture that waits under a name of its own. */
  async sendPending(id: string): Promise<Uploaded> {
    const data = dataOf(id);
    if (!data) {
      this.refused.add(id);
      throw new Error('Ảnh này không còn trên máy. Hãy chèn lại.');
    }
    this.uploading.add(id);
    this.tell();
    try {
      return await upload(bytesOf(data), nameOf(data), () => {}, this.leaving.signal);
    } catch (error) {
      this.refused.add(id);
      if (error instanceof UploadError && error.mayRetry) this.retryLater(id);
      throw error;
    } finally {
      this.uploading.delete(id);
      this.tell();
    }
  }

  private tell() {
    for (const listener of this.listeners) listener();
  }
}

/** Pictures that wait go into the journal with the text. */
export function filesOf(ids: string[]): [string, string][] {
  return ids.filter(isPending).flatMap((id) => {
    const data = dataOf(id);
    return data ? [[id, data] as [string, string]] : [];
  });
}

export function takeBack(files: [string, string][]) {
  for (const [id, data] of files) keepWaiting(id, data);
}

export function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(named(String(reader.result), file));
    reader.onerror = () => reject(reader.error ?? new Error('file'));
    reader.readAsDataURL(file);
  });
}

/** The name goes along within the address of the data: it is found in the library by it. */
const named = (data: string, file: Blob) =>
  file instanceof File && file.name ? data.replace(/[;,]/, (sign) => `;name=${encodeURIComponent(file.name)}${sign}`) : data;

const nameOf = (data: string) => decodeURIComponent(/^data:[^,]*;name=([^;,]*)/.exec(data)?.[1] ?? 'anh-dan.png');

function bytesOf(data: string): Blob {
  const [head = '', body = ''] = data.split(',', 2);
  const kind = /^data:([^;,]+)/.exec(head)?.[1] ?? 'application/octet-stream';
  const text = head.endsWith(';base64') ? atob(body) : decodeURIComponent(body);
  return new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], { type: kind });
}
