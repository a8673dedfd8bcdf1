import { startChromium } from './drivers/chromium';
import { testsIn } from './in-browser';
import { CHROMIUM, INSTALL_HINT } from '../../e2e/support/chromium';

// In CI it must not be missing.
const path = CHROMIUM ?? (process.env.CI ? '/usr/bin/chromium' : undefined);
testsIn('chromium', path === undefined ? undefined : (proxy) => startChromium(path, proxy), INSTALL_HINT);
