import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Rules of the layering check that a little source tree breaks. */
function brokenRules(files: Record<string, string>): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'layers-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    cpSync(join(root, '.dependency-cruiser.cjs'), join(directory, '.dependency-cruiser.cjs'));
    writeFileSync(join(directory, 'tsconfig.json'), '{}');
    const bin = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const run = spawnSync('node', [bin, '--config', '.dependency-cruiser.cjs', '-T', 'json', 'src'], {
      cwd: directory,
      encoding: 'utf8',
    });
    const { summary } = JSON.parse(run.stdout);
    // a checker that reads no TypeScript finds nothing
    expect(summary.totalCruised).toBeGreaterThanOrEqual(Object.keys(files).length);
    return [...new Set<string>(summary.violations.map((v: any) => v.rule.name))];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const leaf = 'export const x = 1;\n';
const imports = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;

/** One file of the redirect engine that imports another. */
const room = (from: string, to: string): Record<string, string> => ({
  [`src/core/redirects/${from}.ts`]: imports(`${'../'.repeat(from.split('/').length - 1)}${to}`),
  [`src/core/redirects/${to}.ts`]: leaf,
});

describe('the layering check', () => {
  it.each([
    ['core-is-pure', { 'src/core/a.ts': imports('../attach/b'), 'src/attach/b.ts': leaf }],
    ['core-is-pure', { 'src/core/a.ts': 'import { readFileSync } from "node:fs";\nexport const y = readFileSync;\n' }],
    ['handlers-know-only-core', { 'src/handlers/a.ts': imports('../preview/b'), 'src/preview/b.ts': leaf }],
    ['stored-object-knows-no-use', { 'src/handlers/lambda-edge/stored-object/a.ts': imports('../b'), 'src/handlers/lambda-edge/b.ts': leaf }],
    ['stored-object-knows-no-use', { 'src/handlers/lambda-edge/stored-object/a.ts': imports('../../../core/b'), 'src/core/b.ts': leaf }],
    ['preview-knows-no-cdk', { 'src/preview/a.ts': imports('../constructs/b'), 'src/constructs/b.ts': leaf }],
    ['preview-knows-no-cli', { 'src/preview/a.ts': imports('../cli/b'), 'src/cli/b.ts': leaf }],
    ['constructs-carry-bundles', { 'src/constructs/a.ts': 'import type { x } from "../handlers/b";\nexport type Y = typeof x;\n', 'src/handlers/b.ts': leaf }],
    ['attach-stays-below', { 'src/attach/a.ts': imports('../constructs/b'), 'src/constructs/b.ts': leaf }],
    ['index-is-the-only-door', { 'src/constructs/a.ts': imports('../index'), 'src/index.ts': leaf }],
    ['redirects-rule', room('rule/a', 'rule/conditions/b')],
    ['redirects-rule-conditions', room('rule/conditions/a', 'traits/b')],
    ['redirects-rule-conditions', room('rule/conditions/a', 'program/write/b')],
    ['redirects-rule-conditions', room('rule/conditions/a', 'program/format')],
    ['redirects-program-read', room('program/read/a', 'rule/conditions/b')],
    ['cache-key-asks-nobody', { 'src/core/cache-key/a.ts': imports('../redirects/b'), 'src/core/redirects/b.ts': leaf }],
    ['cache-key-asks-nobody', { 'src/core/cache-key/a.ts': imports('../errors/b'), 'src/core/errors/b.ts': leaf }],
    ['no-circular', { 'src/core/a.ts': `${imports('./b')}export { x } from './b';\n`, 'src/core/b.ts': `${leaf}${imports('./a').replace('x }', 'x as z }').replace('= x', '= z')}` }],
  ])('reports %s', (rule, files) => expect(brokenRules(files as Record<string, string>)).toEqual([rule]));

  it('lets the arrows of the architecture pass', () => {
    expect(brokenRules({
      'src/core/a.ts': leaf,
      'src/core/problem.ts': leaf,
      'src/core/cache-key/b.ts': imports('../problem'),
      'src/core/redirects/c.ts': imports('../cache-key/b').replace('x }', 'y as x }'),
      'src/handlers/b.ts': imports('../core/a'),
      'src/attach/c.ts': imports('../core/a'),
      'src/constructs/d.ts': imports('../attach/c').replace('x }', 'y as x }'),
      'src/preview/e.ts': imports('../core/a'),
      ...room('rule/conditions/f', 'rule/g'),
      ...room('rule/conditions/h', 'program/format'),
      ...room('traits/i', 'rule/conditions/h'),
    })).toEqual([]);
  });
});
