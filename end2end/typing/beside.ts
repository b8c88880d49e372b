// What goes on beside the typing: the text being kept on the server, and a colleague coming and going.
import { type Page, expect } from '@playwright/test';

interface Noted {
  saveStates?: string[];
}

/** From now on the text is sent to the server in the middle of the typing: at every so many keys, between two of a burst. */
export async function keepAtEveryKeys(page: Page, count: number) {
  await page.evaluate((count) => {
    const states: string[] = ((window as Noted).saveStates = []);
    const status = document.querySelector('[data-save-state]');
    const note = () => states.push(status?.getAttribute('data-save-state') ?? '');
    if (status) new MutationObserver(note).observe(status, { attributeFilter: ['data-save-state'] });
    let keys = 0;
    const onKey = () => {
      keys += 1;
      if (keys % count === 0) window.dispatchEvent(new Event('congdan:keep'));
    };
    window.addEventListener('keydown', onKey, { capture: true });
  }, count);
}

/** How often the save state went to this one. */
export const timesOf = (page: Page, state: string) =>
  page.evaluate((state) => ((window as Noted).saveStates ?? []).filter((noted) => noted === state).length, state);

/** Lets a colleague open the piece and leave it again, over and over, until the work is done; how often the writer was told. */
export async function withColleague(colleague: Page, writer: Page, work: () => Promise<void>): Promise<number> {
  let isDone = false;
  let timesTold = 0;
  const told = writer.getByText('cũng đang soạn bài này');
  const comings = (async () => {
    while (!isDone) {
      await colleague.goto(writer.url());
      await expect(told).toBeVisible();
      timesTold += 1;
      await colleague.goto('about:blank');
      await expect(told).toBeHidden();
    }
  })();
  await Promise.all([work().finally(() => (isDone = true)), comings]);
  return timesTold;
}
