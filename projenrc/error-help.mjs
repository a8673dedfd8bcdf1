// Extracts the help for codes of redirect lists from docs/errors.md, for the rules of SARIF results.
import { readFileSync } from 'node:fs';

/** Maps each code to what happened and what to do. */
export function errorHelp(file = 'docs/errors.md') {
  const page = readFileSync(file, 'utf8');
  const [section] = page.split(/^## /m).filter((part) => part.startsWith('Redirects\n'));
  const rows = [...section.matchAll(/^\| `(EDGE_[A-Z0-9_]+)` \| (.+) \|$/gm)];
  return Object.fromEntries(rows.map(([, code, cells]) => [code, cells.split(/(?<!\\) \| /).map(plain)]));
}

/** Removes the severity and the links, which are relative to the page. */
function plain(cell) {
  return cell.replace(/^(?:Warning|Note): ([a-z]?)/, (_, first) => first.toUpperCase())
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\\\|/g, '|');
}
