// What every spec starts from: a portal of its own worker, an audit, and no tolerance for console errors.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { Cluster } from './cluster';
import { enter, type Role } from './people';
import { Portal } from './program';

/** The project whose journeys run on three nodes. */
export const SEVERAL_NODES = 'ba nút';

interface Fixtures {
  /** Fails on any accessibility problem, and on any answer that axe could not give. */
  audit: (page?: Page) => Promise<void>;
  /** Opens a page and waits until the app has taken it over. */
  open: (path: string) => Promise<void>;
  /** What the console may say in this test; nothing by default. */
  allowed: RegExp[];
  /** What the console has said, of every page of the test. */
  said: string[];
  watch: void;
  /** On several nodes one is killed and replaced in the middle of each journey. */
  loss: void;
  /** Another person with these roles, signed in, in a browser of his own. */
  someone: (name: string, roles: Role[]) => Promise<Page>;
}

/** What axe leaves to people, and who judges it here. Anything else that it cannot decide fails. */
const EXPLAINED = [
  // Behind a card's link, which covers the card, axe sees no background: colours.hydrate.spec.ts composes and measures all of them.
  'color-contrast',
];

/** Said of a socket that was just being opened when its node was lost; the page opens it again. */
const LOST_NODE = /WebSocket connection to .* failed/;

function listen(context: BrowserContext, said: string[]) {
  const listenTo = (page: Page) => {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') said.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => said.push(`page error: ${error.message}`));
  };
  context.pages().forEach(listenTo);
  context.on('page', listenTo);
}

export const test = base.extend<Fixtures, { portal: Portal }>({
  portal: [
    async ({}, use, { project }) => {
      const data = mkdtempSync(join(tmpdir(), 'congdan-test-'));
      cpSync(process.env.CONGDAN_SEED ?? '', data, { recursive: true });
      const isSeveral = project.name === SEVERAL_NODES;
      const portal = isSeveral ? await Cluster.over(data, process.env.CONGDAN_TEST_POSTGRES ?? '') : await Portal.start(data);
      await use(portal);
      await portal.stop();
      rmSync(data, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ portal }, use) => use(portal.xa),

  allowed: [async ({}, use) => use([]), { option: false }],

  said: async ({}, use) => use([]),

  watch: [
    async ({ browser, context, portal, allowed, said }, use) => {
      listen(context, said);
      // Also what a test opens for other people.
      const make = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const another = await make(options);
        listen(another, said);
        return another;
      };
      await use();
      browser.newContext = make;
      const patterns = portal instanceof Cluster ? [...allowed, LOST_NODE] : allowed;
      expect(said.filter((line) => !patterns.some((pattern) => pattern.test(line)))).toEqual([]);
    },
    { auto: true },
  ],

  loss: [
    async ({ portal }, use, { file }) => {
      // Those of nodes/ choose the moment themselves.
      if (!(portal instanceof Cluster) || file.includes('/nodes/')) return use();
      const loss = portal.replaceOne();
      await use();
      await loss;
    },
    { auto: true },
  ],

  someone: async ({ browser, portal }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (name, roles) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      await enter(page, portal, `${name}-${Math.random().toString(36).slice(2, 8)}`, roles);
      return page;
    });
    for (const context of contexts) await context.close();
  },

  open: async ({ page, javaScriptEnabled }, use) => {
    await use(async (path) => {
      await page.goto(path);
      // What only the server knows brings no app.
      const isApp = (await page.locator('script[data-app]:not([data-app=""])').count()) > 0;
      if (javaScriptEnabled !== false && isApp) await expect(page.locator('body')).toHaveAttribute('data-hydrated', '');
    });
  },

  audit: async ({ page, javaScriptEnabled }, use) => {
    await use(async (audited = page) => {
      // axe is a script itself; the same HTML is audited where scripts run.
      if (javaScriptEnabled === false) return;
      const found = await new AxeBuilder({ page: audited })
        .options({ rules: { 'label-content-name-mismatch': { enabled: true } } })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      const shown = (results: typeof found.violations) =>
        results.map((result) => `${result.id}: ${result.nodes.map((node) => node.target.join(' ')).join(', ')}`);
      expect(shown(found.violations)).toEqual([]);
      const isExplained = ({ id }: (typeof found.incomplete)[number]) => EXPLAINED.includes(id);
      expect(shown(found.incomplete.filter((result) => !isExplained(result)))).toEqual([]);
    });
  },
});

export { expect };
