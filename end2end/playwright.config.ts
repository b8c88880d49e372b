// Journeys in a real browser, on the release build, each worker with a server and a seeded database of its own.
import { defineConfig, devices } from '@playwright/test';
import { SHELL_OPTIONS } from './support/browsers';

export default defineConfig({
  testDir: '.',
  outputDir: './results',
  globalSetup: './support/seed.ts',
  fullyParallel: true,
  workers: 2,
  // On a shared machine once more; the closing lines name what needed it. At home a shaky test fails at once.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./support/closing-line.ts']],
  use: {
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    // Kept of a second try alone: recording takes a fifth of the time. At home: --trace on.
    trace: 'on-first-retry',
    launchOptions: SHELL_OPTIONS,
  },
  projects: [
    { name: 'có script', testIgnore: /nodes\//, use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } } },
    {
      name: 'không script',
      testIgnore: /\.hydrate\.spec\.ts$|nodes\//,
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
    },
    // The journeys once more on three nodes, of which one is lost in the middle of each; scripts/postgres.sh names the server.
    ...(process.env.CONGDAN_TEST_POSTGRES
      ? [
          {
            name: 'ba nút',
            testMatch: [
              /nodes\/.*\.spec\.ts$/,
              /reader\/(article|corrected\.hydrate|navigation\.hydrate|search|suggest\.hydrate|tag)\.spec\.ts$/,
              /newsroom\/(accounts|workflow|live\.hydrate|administration|media)\.spec\.ts$/,
            ],
            use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } },
          },
        ]
      : []),
  ],
});
