import { existsSync } from 'node:fs';
import { startWebKit } from './drivers/webkit';
import { testsIn } from './in-browser';

const path = '/usr/bin/WebKitWebDriver';
const has = [path, '/usr/bin/Xvfb'].every((one) => existsSync(one));
const hint = 'they take two minutes and run with WEBKIT=1, if webkit2gtk-driver and xvfb are installed';
testsIn('webkit', has && process.env.WEBKIT === '1' ? (proxy) => startWebKit(path, proxy) : undefined, hint);
