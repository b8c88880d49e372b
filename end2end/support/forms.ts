// Forms of the newsroom, sent as a page would send them, where a journey begins after many of them.
import { expect, type Page } from '@playwright/test';
import type { Portal } from './program';

/** Node's resolver knows no *.localhost: the host and the cookies are said by hand. */
export async function sendForm(page: Page, portal: Portal, action: string, form: Record<string, string>) {
  const cookies = (await page.context().cookies()).filter(({ domain }) => domain === 'xa.localhost');
  const answer = await page.request.post(`http://127.0.0.1:${portal.port}/api/${action}`, {
    form,
    headers: {
      accept: 'application/json',
      host: `xa.localhost:${portal.port}`,
      'sec-fetch-site': 'same-origin',
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as { to: string; says: string };
}

/** A new piece with one version: its id, and its address in the newsroom. */
export async function writePiece(page: Page, portal: Portal, title: string, more: Record<string, string> = {}) {
  const fields = { title, section: 'tin-hoat-dong', text: 'Lần thứ 1.', ...more };
  const { to } = await sendForm(page, portal, 'work/save', fields);
  return { id: to.split('/').at(-1) ?? '', to };
}
