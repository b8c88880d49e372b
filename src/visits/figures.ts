// The live figures on pages that have no app: one socket while a page is shown, none while it waits in the back/forward cache.

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

let socket: WebSocket | undefined;
let failures = 0;

/** Opens the socket and keeps it as long as the page is shown. */
export function follow() {
  open();
  addEventListener('pagehide', close);
  addEventListener('pageshow', ({ persisted }) => persisted && open());
}

function open() {
  if (socket) return;
  socket = new WebSocket('/ws/truy-cap');
  socket.onmessage = ({ data }) => hear(JSON.parse(data));
  socket.onclose = lost;
}

/** Ours to close: nothing is said, nothing is tried again until the page comes back. */
function close() {
  if (!socket) return;
  socket.onclose = socket.onmessage = null;
  socket.close();
  socket = undefined;
}

/** Tries again, later each time, and each browser at its own moment. */
function lost() {
  socket = undefined;
  tell(false);
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
  failures += 1;
  setTimeout(open, longest * (0.5 + Math.random() / 2));
}

/** Frames of another kind tell of corrections, which these pages do not show. */
function hear(frame: Record<string, unknown>) {
  if (frame.live === false) return tell(false);
  if (typeof frame.online !== 'number') return;
  failures = 0;
  for (const [name, value] of Object.entries(frame)) {
    for (const place of document.querySelectorAll(`[data-figure="${name}"]`)) {
      const text = String(value).replace(/\B(?=(\d{3})+$)/g, '.');
      if (place.textContent !== text) place.textContent = text;
    }
  }
  tell(true);
}

function tell(isLive: boolean) {
  for (const word of document.querySelectorAll<HTMLElement>('.visits-live')) {
    word.textContent = isLive ? 'trực tiếp' : 'tạm dừng';
    word.toggleAttribute('data-live', isLive);
  }
}
