// `npm run bench -- NAME` runs bench/NAME.mts. Figures are printed, never asserted: they depend on the machine.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const names = readdirSync(here).filter((file) => file.endsWith('.mts')).map((file) => file.slice(0, -'.mts'.length));
const [name, ...rest] = process.argv.slice(2);

if (names.includes(name)) {
  process.exitCode =
    spawnSync('node', ['--import', 'tsx', join(here, `${name}.mts`), ...rest], {
      stdio: 'inherit',
      cwd: join(here, '..'),
    }).status ?? 1;
} else {
  console.error(`npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`);
  process.exitCode = 1;
}
