import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATH = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

/** `describe` where there is a browser; skipped where there is none, but never in CI. */
export const describeInBrowser: typeof describe.skip =
  PATH === undefined && process.env.CI !== 'true' ? describe.skip : describe;

export const IN_A_BROWSER =
  PATH === undefined ? 'in a browser (no Chromium found; set CHROMIUM to its path)' : 'in a browser';

export function launchBrowser(): Promise<Browser> {
  if (PATH === undefined) throw new Error('CI needs Chromium: install it, or set CHROMIUM to its path.');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  return chromium.launch({ executablePath: PATH, args });
}
