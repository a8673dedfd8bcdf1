import { existsSync } from 'node:fs';

const PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser on this machine: `CHROMIUM`, or one of the usual paths. */
export const CHROMIUM = (process.env.CHROMIUM ? [process.env.CHROMIUM] : PATHS).find((path) => existsSync(path));

/** Keeps the browser from other requests than those of the page: updates, safe-browsing lists, proxy detection. */
export const QUIET = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export const INSTALL_HINT = 'needs Chromium: apt-get install chromium, or set CHROMIUM to the path of one';
