import { writeFileSync } from 'node:fs';
import { startChromium } from './drivers/chromium';
import { startFirefox } from './drivers/firefox';
import { measure } from './measure';
const B: any = { chromium: (p: string) => startChromium('/usr/bin/chromium', p), firefox: (p: string) => startFirefox('/usr/bin/firefox-esr', p) };
test.each((process.env.B ?? 'chromium').split(','))('%s', async (b) => {
  console.time(b);
  const m = await measure(B[b]);
  console.timeEnd(b);
  writeFileSync(`/tmp/judges15/${b}.json`, JSON.stringify(m, null, 1));
}, 120_000);
