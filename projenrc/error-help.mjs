// What docs/errors.md says about the codes of redirect lists, for results that code hosts show with their rules.
import { readFileSync } from 'node:fs';

/** By code: what happened, and what to do. */
export function errorHelp(file = 'docs/errors.md') {
  const page = readFileSync(file, 'utf8');
  const [section] = page.split(/^## /m).filter((part) => part.startsWith('Redirects\n'));
  const rows = [...section.matchAll(/^\| `(EDGE_[A-Z0-9_]+)` \| (.+) \|$/gm)];
  return Object.fromEntries(rows.map(([, code, cells]) => [code, cells.split(/(?<!\\) \| /).map(plain)]));
}

/** Links lead from the page to its neighbours. */
function plain(cell) {
  return cell.replace(/^(?:Warning|Note): ([a-z]?)/, (_, first) => first.toUpperCase())
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\\\|/g, '|');
}
