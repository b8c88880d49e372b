// What comes from another program's clipboard, as the browser hands it to a page.
import type { Locator } from '@playwright/test';

export const paste = (target: Locator, parts: Record<string, string>) =>
  target.evaluate((target, parts) => {
    const clipboard = new DataTransfer();
    for (const [kind, data] of Object.entries(parts)) clipboard.setData(kind, data);
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
  }, parts);
