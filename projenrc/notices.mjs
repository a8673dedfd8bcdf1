// The package must contain the licences of the bundled packages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const INTRODUCTION =
  'The files in this folder contain code of the packages below, each under the licence that follows its name.\n';
const RULE = `\n${'-'.repeat(80)}\n\n`;

/**
 * The text of NOTICES.txt for these inputs of bundles: name, version and licence of each package, sorted by name.
 */
export function notices(inputs) {
  const folders = new Set(inputs.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  const entries = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return `${name} ${version} (${license})\n\n${textsIn(folder).join('\n')}`;
  });
  return [INTRODUCTION, ...[...new Set(entries)].sort()].join(RULE);
}

/** A package without a licence text must not be bundled, because we may not distribute it. */
function textsIn(folder) {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)([-.].*)?$/i.test(name)).sort();
  if (!files.some((name) => !/^notice/i.test(name))) throw new Error(`${folder} has no text of its licence`);
  return files.map((name) => `${readFileSync(join(folder, name), 'utf8').replace(/\r\n/g, '\n').trim()}\n`);
}
