// One file on its way into the library, with how far it is. The server's word counts; what is plain beforehand is said at once.

export interface Rendition {
  format: 'webp' | 'jpeg' | 'original';
  width: number;
  height: number;
  url: string;
}

export interface MediaView {
  id: string;
  kind: 'picture' | 'file' | 'video';
  name: string;
  mime: string;
  bytes: number;
  width: number;
  height: number;
  renditions: Rendition[];
}

/** A file in the library, with what is kept with it. The same bytes again give the same file. */
export interface Uploaded {
  media: MediaView;
  alt: string;
  caption: string;
  credit: string;
}

/** Says in Vietnamese why a file was not taken, and whether trying again may help. */
export class UploadError extends Error {
  constructor(
    message: string,
    /** Of the answer; 0 where there was none. */
    readonly status: number,
  ) {
    super(message);
    this.name = 'UploadError';
  }

  get mayRetry() {
    return this.status === 0 || this.status === 401 || this.status === 429 || this.status >= 500;
  }
}

const MEGABYTE = 1024 * 1024;
const MAX_PICTURE = 20 * MEGABYTE;
const MAX_FILE = 200 * MEGABYTE;

/** Sends the bytes of one file, to be filed in an album or none. Rejects with an UploadError, or with an AbortError once `signal` says stop. */
export function upload(
  file: Blob,
  name: string,
  onProgress: (sent: number, total: number) => void,
  signal: AbortSignal,
  album = '',
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(new DOMException('Đã hủy', 'AbortError'));
    if (signal.aborted) return aborted();
    const plain = problemOf(file);
    if (plain) return reject(new UploadError(plain, 422));
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const asked = new URLSearchParams({ name: wellFormed(name), album: wellFormed(album) });
    request.open('POST', `/api/media/upload?${asked}`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress(event.loaded, event.lengthComputable ? event.total : file.size);
    request.onload = () => answered(request, resolve, reject);
    request.onerror = () => reject(new UploadError('Mất kết nối, tệp chưa tải lên được.', 0));
    request.onabort = aborted;
    request.onloadend = () => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}

/** The end of a name, which tells its kind; half a character would be an error. */
function wellFormed(name: string) {
  return [...name]
    .slice(-200)
    .join('')
    .replace(/[\uD800-\uDFFF]/gu, '');
}

function answered(request: XMLHttpRequest, resolve: (uploaded: Uploaded) => void, reject: (error: UploadError) => void) {
  const told = parsed(request.responseText);
  if (request.status === 200 && told && 'media' in told) return resolve(told as unknown as Uploaded);
  reject(new UploadError(reasonOf(request.status, told), request.status));
}

function reasonOf(status: number, told: Record<string, unknown> | undefined): string {
  if (status === 401) return 'Phiên làm việc đã hết hạn. Hãy đăng nhập lại ở một thẻ khác rồi thử lại.';
  if (status === 403) return 'Tài khoản của bạn không có quyền tải tệp lên.';
  if (status === 413) return 'Tệp lớn hơn 200 MB.';
  const problems = told?.Invalid;
  if (Array.isArray(problems)) {
    const says = problems.map((problem: { says?: string }) => problem.says ?? '').filter(Boolean);
    if (says.length > 0) return sentence(says.join('; '));
  }
  return 'Máy chủ chưa nhận được tệp này. Hãy thử lại sau ít phút.';
}

function problemOf(file: Blob): string | undefined {
  if (file.size === 0) return 'Tệp rỗng.';
  if (file.type.startsWith('image/') && file.size > MAX_PICTURE) return 'Ảnh lớn hơn 20 MB; hãy thu nhỏ rồi tải lên lại.';
  if (file.size > MAX_FILE) return 'Tệp lớn hơn 200 MB.';
  return undefined;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function sentence(text: string) {
  return `${text.charAt(0).toLocaleUpperCase('vi')}${text.slice(1)}${/[.!?…]$/.test(text) ? '' : '.'}`;
}
