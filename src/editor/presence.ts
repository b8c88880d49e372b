// Who else writes the same piece: a socket that is open as long as the editor is.

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** Calls `tell` with the others' names whenever they change; gives back how to stop. */
export function followPresence(piece: string, tell: (names: string[]) => void): () => void {
  let socket: WebSocket | undefined;
  let failures = 0;
  let timer = 0;
  let isOver = false;
  let shown = '';

  function open() {
    if (isOver || socket) return;
    socket = new WebSocket(`/ws/bien-tap?bai=${piece}`);
    socket.onmessage = ({ data }) => {
      failures = 0;
      const { beside = [] } = JSON.parse(data) as { beside?: string[] };
      if (beside.join() !== shown) tell(beside);
      shown = beside.join();
    };
    socket.onclose = () => {
      socket = undefined;
      failures += 1;
      timer = window.setTimeout(open, Math.min(FIRST_WAIT * 2 ** failures, LONGEST_WAIT) * (0.5 + Math.random() / 2));
    };
  }

  /** A socket that is still opening complains when it is closed. */
  function close() {
    const closing = socket;
    socket = undefined;
    clearTimeout(timer);
    if (!closing) return;
    closing.onclose = closing.onmessage = null;
    if (closing.readyState === WebSocket.CONNECTING) closing.onopen = () => closing.close();
    else closing.close();
  }

  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
  return () => {
    isOver = true;
    close();
    removeEventListener('pagehide', close);
    removeEventListener('pageshow', open);
  };
}
