import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
// EDGE_EVENTS and EDGE_REGION are constants of the code.
const codes = new Set(sources.flatMap((f) => readFileSync(join(root, 'src', f), 'utf8').match(/\bEDGE_(?!EVENTS|REGION\b)[A-Z0-9]+(_[A-Z0-9]+)*\b/g) ?? []));
const documented = readFileSync(join(root, 'docs', 'errors.md'), 'utf8').match(/^\| `EDGE_[A-Z0-9_]+`/gm)?.map((m) => m.slice(3, -1)) ?? [];

describe('docs/errors.md', () => {
  it('lists every code of the source', () => expect([...codes].filter((c) => !documented.includes(c)).sort()).toEqual([]));
  it('lists no code that is gone', () => expect(documented.filter((c) => !codes.has(c)).sort()).toEqual([]));
  it('lists each once', () => expect(documented.filter((c, i) => documented.indexOf(c) !== i)).toEqual([]));
});
