import { existsSync } from 'node:fs';
import { startWebKit } from './drivers/webkit';
import { testsIn } from './in-browser';

const path = '/usr/bin/WebKitWebDriver';
const has = [path, '/usr/bin/Xvfb'].every((one) => existsSync(one));
const hint = 'they need WebKitGTK: apt-get install webkit2gtk-driver xvfb';
testsIn('webkit', has ? (proxy) => startWebKit(path, proxy) : undefined, hint);
