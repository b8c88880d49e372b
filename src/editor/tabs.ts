// One tab of a browser writes a piece at a time: a second one reads until it takes over, and the first gives up what it has first.

const name = (account: string, piece: string) => `congdan/${account}/${piece}`;

/** A tab keeps its name over reloads. */
export function tabId(): string {
  const KEY = 'congdan-the';
  let id = sessionStorage.getItem(KEY);
  if (!id) {
    id = crypto.randomUUID();
    sessionStorage.setItem(KEY, id);
  }
  return id;
}

export interface Turn {
  isOurs: boolean;
  /** Asks the other tab to give up, and waits until it has. */
  takeOver: () => Promise<void>;
  end: () => void;
}

/** `giveUp` is called when another tab takes over: what it returns is waited for. */
export async function takeTurn(account: string, piece: string, giveUp: () => Promise<void>): Promise<Turn> {
  const lock = name(account, piece);
  const channel = new BroadcastChannel(lock);
  let release: (() => void) | undefined;
  const hold = (options: LockOptions) =>
    new Promise<boolean>((resolve, reject) => {
      navigator.locks
        .request(lock, options, (held) => {
          resolve(held !== null);
          return held ? new Promise<void>((free) => (release = free)) : undefined;
        })
        .catch(reject);
    });
  const isOurs = await hold({ ifAvailable: true });
  channel.onmessage = async () => {
    if (!release) return;
    await giveUp();
    release();
    release = undefined;
  };
  return {
    isOurs,
    async takeOver() {
      channel.postMessage('take over');
      await hold({});
    },
    end() {
      release?.();
      channel.close();
    },
  };
}
