import { defineConfig } from 'playwright/test';

const chromium = process.env['CHROMIUM'];

/** Browser tests, against a demo of their own that `e2e/support/start-demo.ts` starts on free ports. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '.playwright',
  globalSetup: './e2e/support/start-demo.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: 'list',
  // Patience for two cores, on which passwords are hashed beside two browsers, and for a machine that has other work too: this
  // ends what would never end.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  use: {
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
    // A trace of every test takes a third of the time, and the gate keeps none: `--trace retain-on-failure` asks for them.
    trace: 'off',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      // Chromium refuses its sandbox to root.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
    },
  },
});
