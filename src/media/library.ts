// The library's way in, where scripts run: several files at once with progress, cancel and retry; dragged, pasted or chosen.
// Without it the same form is sent as a plain one.
import { upload, UploadError } from './upload';

const AT_ONCE = 2;

interface Job {
  file: File;
  album: string;
  row: Row;
  stop: AbortController;
}

/** Takes over an upload form. Gives what undoes it. */
export function enhance(root: HTMLElement): () => void {
  const input = root.querySelector<HTMLInputElement>('input[type=file]');
  const form = root.querySelector('form');
  const list = root.querySelector<HTMLElement>('[data-queue]');
  const says = root.querySelector<HTMLElement>('[data-says]');
  if (!input || !form || !list || !says) return () => undefined;
  const queue = new Queue(root, list, says);
  const listening = new AbortController();
  const { signal } = listening;
  root.dataset.live = '';

  const takeChosen = () => {
    queue.add([...(input.files ?? [])]);
    input.value = '';
  };
  input.addEventListener('change', takeChosen, { signal });
  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      takeChosen();
    },
    { signal },
  );
  document.addEventListener(
    'paste',
    (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      queue.add(files.map(named));
    },
    { signal },
  );
  listenToDrags(root, (files) => queue.add(files), signal);
  addEventListener('beforeunload', (event) => queue.isBusy && event.preventDefault(), { signal });
  return () => {
    listening.abort();
    delete root.dataset.live;
  };
}

function listenToDrags(root: HTMLElement, take: (files: File[]) => void, signal: AbortSignal) {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    // Elsewhere on the page a browser would open the file, and the page would be gone.
    event.preventDefault();
    root.dataset.over = '';
  };
  document.addEventListener('dragenter', over, { signal });
  document.addEventListener('dragover', over, { signal });
  document.addEventListener(
    'dragleave',
    (event) => {
      if (!event.relatedTarget) delete root.dataset.over;
    },
    { signal },
  );
  document.addEventListener(
    'drop',
    (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      delete root.dataset.over;
      take([...(event.dataTransfer?.files ?? [])]);
    },
    { signal },
  );
}

/** Browsers call every pasted picture "image.png". */
function named(file: File): File {
  if (file.name && !/^image\.\w+$/.test(file.name)) return file;
  const at = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const name = `anh-dan-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  return new File([file], `${name}.${file.name.split('.').pop() || 'png'}`, { type: file.type });
}

class Queue {
  private readonly waiting: Job[] = [];
  private running = 0;
  private taken = 0;
  private failed = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly list: HTMLElement,
    private readonly says: HTMLElement,
  ) {}

  get isBusy() {
    return this.running + this.waiting.length > 0;
  }

  add(files: File[]) {
    const album = this.root.querySelector<HTMLInputElement>('[data-album]')?.value ?? '';
    if (!this.isBusy) this.taken = this.failed = 0;
    for (const file of files) {
      const row = new Row(file);
      this.list.append(row.element);
      this.begin({ file, album, row, stop: new AbortController() });
    }
    this.list.hidden = this.list.childElementCount === 0;
    if (files.length > 0) this.says.textContent = `Đang tải lên ${files.length} tệp.`;
  }

  private begin(job: Job) {
    job.row.wait(() => job.stop.abort());
    // A job that waits is told at once that it is not wanted.
    job.stop.signal.addEventListener('abort', () => {
      const at = this.waiting.indexOf(job);
      if (at < 0) return;
      this.waiting.splice(at, 1);
      this.cancelled(job);
      this.rest();
    });
    this.waiting.push(job);
    this.next();
  }

  private next() {
    while (this.running < AT_ONCE) {
      const job = this.waiting.shift();
      if (!job) return;
      this.running += 1;
      void this.run(job).finally(() => {
        this.running -= 1;
        this.next();
        this.rest();
      });
    }
  }

  private async run(job: Job) {
    job.row.send(() => job.stop.abort());
    try {
      const { media } = await upload(
        job.file,
        job.file.name,
        (sent, total) => job.row.progress(sent, total),
        job.stop.signal,
        job.album,
      );
      this.taken += 1;
      job.row.done(`/bien-tap/thu-vien/${media.id}`);
    } catch (error) {
      if (job.stop.signal.aborted) return this.cancelled(job);
      this.failed += 1;
      const mayRetry = !(error instanceof UploadError) || error.mayRetry;
      const reason = error instanceof Error ? error.message : 'Chưa tải lên được.';
      job.row.fail(reason, mayRetry ? () => this.again(job) : undefined, () => this.drop(job));
    }
  }

  private again(job: Job) {
    this.failed = Math.max(0, this.failed - 1);
    this.begin({ ...job, stop: new AbortController() });
  }

  private cancelled(job: Job) {
    job.row.cancelled(
      () => this.again(job),
      () => this.drop(job),
    );
  }

  private drop(job: Job) {
    const next = job.row.element.nextElementSibling ?? job.row.element.previousElementSibling;
    job.row.element.remove();
    this.list.hidden = this.list.childElementCount === 0;
    // The focus stays near where it was.
    const target = next?.querySelector<HTMLElement>('button, a') ?? this.root.querySelector<HTMLElement>('input[type=file]');
    target?.focus();
  }

  /** Says what has become of all, once nothing is under way. */
  private rest() {
    if (this.isBusy) return;
    const told = [this.taken > 0 && `Đã tải lên ${this.taken} tệp`, this.failed > 0 && `${this.failed} tệp chưa tải lên được`];
    const words = told.filter(Boolean).join(', ');
    this.says.textContent = words ? `${words}.` : 'Đã hủy.';
    if (this.taken > 0) this.root.dispatchEvent(new CustomEvent('mediachanged', { bubbles: true }));
  }
}

/** One file in the list. */
class Row {
  readonly element = document.createElement('li');
  private readonly bar = document.createElement('progress');
  private readonly state = document.createElement('span');
  private readonly buttons = document.createElement('span');

  constructor(private readonly file: File) {
    const name = document.createElement('span');
    name.className = 'queue-name';
    name.textContent = file.name;
    this.bar.max = 100;
    this.bar.value = 0;
    this.bar.setAttribute('aria-label', `Đã gửi của ${file.name}`);
    this.state.className = 'queue-state';
    this.buttons.className = 'queue-buttons';
    this.element.append(name, this.bar, this.state, this.buttons);
  }

  wait(cancel: () => void) {
    this.show('waiting', 'Đang chờ');
    this.bar.hidden = false;
    this.bar.value = 0;
    this.offer(this.button('Hủy', cancel));
  }

  send(cancel: () => void) {
    this.show('sending', '0%');
    this.offer(this.button('Hủy', cancel));
  }

  progress(sent: number, total: number) {
    const percent = total > 0 ? Math.floor((sent / total) * 100) : 0;
    this.bar.value = percent;
    this.show('sending', percent >= 100 ? 'Đang xử lý…' : `${percent}%`);
  }

  done(href: string) {
    this.show('done', 'Xong');
    this.bar.hidden = true;
    const link = document.createElement('a');
    link.href = href;
    link.textContent = 'Mở';
    link.setAttribute('aria-label', `Mở ${this.file.name}`);
    link.className = 'button button-small';
    this.offer(link);
  }

  fail(reason: string, retry: (() => void) | undefined, drop: () => void) {
    this.show('failed', reason);
    this.bar.hidden = true;
    this.offer(...(retry ? [this.button('Thử lại', retry)] : []), this.button('Bỏ', drop));
  }

  cancelled(retry: () => void, drop: () => void) {
    this.show('cancelled', 'Đã hủy');
    this.bar.hidden = true;
    this.offer(this.button('Tải lại', retry), this.button('Bỏ', drop));
  }

  private show(state: string, words: string) {
    this.element.dataset.state = state;
    this.state.textContent = words;
  }

  /** The focus follows from a button to the one that takes its place. */
  private offer(...offered: HTMLElement[]) {
    const hadFocus = this.buttons.contains(document.activeElement);
    this.buttons.replaceChildren(...offered);
    if (hadFocus) offered[0]?.focus();
  }

  private button(words: string, act: () => void) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-small';
    button.textContent = words;
    button.setAttribute('aria-label', `${words} ${this.file.name}`);
    button.addEventListener('click', act);
    return button;
  }
}

/** Wherever a page has a form of this name, it is taken over. */
class UploadDesk extends HTMLElement {
  private undo: (() => void) | undefined;

  connectedCallback() {
    this.undo ??= enhance(this);
  }

  disconnectedCallback() {
    this.undo?.();
    this.undo = undefined;
  }
}

if (!customElements.get('upload-desk')) customElements.define('upload-desk', UploadDesk);
