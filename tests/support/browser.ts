/** A browser for the page tests, where the machine has one. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where Chromium is; null where there is none. */
export const chromiumPath: string | null =
  PLACES.find((place) => place !== undefined && place !== '' && existsSync(place)) ?? null;

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: QUIET });
}
