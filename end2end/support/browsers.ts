// Which browser the journeys run in, and how it is started.
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const found = (...paths: string[]) => paths.find((path) => existsSync(path));

/** With tabs, side panels and a back/forward cache; each window of it has an interface that costs as much as the page. */
const WHOLE = found('/usr/bin/chromium', '/usr/bin/google-chrome');
/** The same engine without an interface; it keeps no page that was left. */
const SHELL = found('/usr/bin/chromium-headless-shell') ?? WHOLE;

const launched = (executablePath: string | undefined): LaunchOptions => ({
  executablePath,
  // Without the flag Playwright switches the back/forward cache off, which readers have.
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

export const SHELL_OPTIONS = launched(SHELL);
/** For what a page does when a reader comes back to it. */
export const WHOLE_OPTIONS = launched(WHOLE);
