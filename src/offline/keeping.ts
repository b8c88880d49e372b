// Tells the worker what a reader has opened.
import type { Opened } from './worker';

/** Only on a reader's page that exists: the newsroom is never kept. */
export function keepPages() {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !document.querySelector('link[rel=canonical]')) return;
  const tell = (cache: RequestCache) => async () => {
    const files = performance.getEntriesByType('resource').map(({ name }) => name);
    const opened: Opened = { page: location.href.replace(/#.*/, ''), files, cache };
    (await serviceWorker.ready).active?.postMessage(opened);
  };
  // What was loaded through the worker is kept already.
  if (!serviceWorker.controller) tell('force-cache')().catch(() => undefined);
  serviceWorker.register('/ngoai-tuyen.js').catch(() => undefined);
  // The app gives each page its title.
  const title = document.querySelector('title');
  if (title) new MutationObserver(tell('no-cache')).observe(title, { childList: true });
}
