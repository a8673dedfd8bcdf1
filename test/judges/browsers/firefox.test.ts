import { existsSync } from 'node:fs';
import { startFirefox } from './drivers/firefox';
import { testsIn } from './in-browser';

const PATHS = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];
const path = (process.env.FIREFOX ? [process.env.FIREFOX] : PATHS).find((one) => existsSync(one));
const hint = 'they need Firefox: apt-get install firefox-esr, or set FIREFOX to the path of one';
testsIn('firefox', path === undefined ? undefined : (proxy) => startFirefox(path, proxy), hint);
