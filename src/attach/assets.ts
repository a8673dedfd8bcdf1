import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The path of a bundled file in `assets/`. */
export function asset(...path: readonly string[]): string {
  return join(folder ??= assetsAbove(__dirname), ...path);
}

let folder: string | undefined;

/** Modules are in folders of different depth: in `src/` one by one, and in the published `lib/` in one file. */
function assetsAbove(below: string): string {
  for (let at = below; ; at = dirname(at)) {
    const assets = join(at, 'assets');
    if (existsSync(join(assets, 'NOTICES.txt')) || at === dirname(at)) return assets;
  }
}
