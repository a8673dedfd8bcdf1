import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { composeCode, inlineData } from '../../src/attach/slots/code';
import { HOST_PARTS, partFile, type EdgePart } from '../../src/core/slots/parts';
import { requireApart } from '../support/bundles';

const root = join(__dirname, '..', '..');
const parts = Object.entries(HOST_PARTS).flatMap(([host, named]) =>
  Object.entries(named as Record<string, EdgePart>).map(([name, part]) => ({
    ...part,
    host: host as keyof typeof HOST_PARTS,
    name,
  })),
);
const built = (host: keyof typeof HOST_PARTS, name: string) =>
  readFileSync(join(root, 'assets', partFile(host, name)), 'utf8');

describe('the parts of functions that were built', () => {
  it.each(parts)('$host/$name is within its budget', ({ host, name, budget }) => {
    expect(Buffer.byteLength(built(host, name))).toBeLessThanOrEqual(budget);
  });

  it.each(parts.filter(({ global }) => global !== undefined))(
    '$host/$name leaves its variable behind',
    ({ host, name, global }) => {
      const context: Record<string, any> = { require: requireApart, Buffer, TextDecoder, URL };
      runInNewContext(built(host, name), context);
      expect(typeof context[global!]).toBe('object');
    },
  );

  it('are those of the registry, and no others', () => {
    for (const [host, named] of Object.entries(HOST_PARTS)) {
      expect(readdirSync(join(root, 'assets', host)).sort()).toEqual(
        Object.keys(named)
          .map((name) => `${name}.js`)
          .sort(),
      );
    }
  });

  it('are what functions are composed of: a step without one stops the synthesis', () => {
    const made = { part: 'made-up' as 'custom', config: {} };
    (HOST_PARTS['lambda-edge'] as Record<string, EdgePart>)['made-up'] = {
      entry: 'src/made-up.ts',
      global: 'madeUp',
      budget: 1,
    };
    try {
      expect(() => composeCode([made], inlineData)).toThrow(/ENOENT.*assets\/lambda-edge\/made-up\.js/);
    } finally {
      delete (HOST_PARTS['lambda-edge'] as Record<string, EdgePart>)['made-up'];
    }
  });
});

/** Builds a registry of its own, as the build does with that of the library. */
function building(registry: object, files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'parts-'));
  try {
    mkdirSync(join(folder, 'src'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'src', name), text);
    const text = JSON.stringify(registry).replaceAll('src/', `${folder}/src/`);
    writeFileSync(
      join(folder, 'parts.ts'),
      `export const HOST_PARTS = ${text};\nexport const partFile = (host: string, name: string) => host + '/' + name + '.js';\n`,
    );
    const script =
      `import { bundleParts, loadRegistry, reportSizes } from '${join(root, 'projenrc', 'edge-parts.mjs')}';`
      + `process.exitCode = reportSizes(await bundleParts(await loadRegistry('${folder}/parts.ts'), `
      + `'${folder}/assets'));`;
    const run = spawnSync('node', ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
    return { status: run.status, stdout: run.stdout, stderr: run.stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the build', () => {
  const step = { 'step.ts': 'export const create = () => 1;\n' };
  const part = (budget: number, entry = 'src/step.ts') => ({
    'lambda-edge': { made: { entry, global: 'madeStep', budget } },
  });
  const SIZE = 'var madeStep=(()=>{var e=()=>1;return{create:e}})();'.length;

  it('passes a part that is within its budget', () => {
    expect(building(part(SIZE), step)).toEqual({
      status: 0,
      stdout: `lambda-edge/made.js: ${SIZE} bytes of ${SIZE}\n`,
      stderr: '',
    });
  });

  it('fails with a part that is over its budget', () => {
    expect(building(part(SIZE - 1), step)).toMatchObject({ status: 1, stdout: expect.stringContaining('OVER BUDGET') });
  });

  it('fails with a part that has no source', () => {
    const { status, stderr } = building(part(SIZE, 'src/missing.ts'), step);
    expect(status).not.toBe(0);
    expect(stderr).toContain('src/missing.ts');
  });

  it('holds a CloudFront Function to its budget, too', () => {
    const registry = { 'cloudfront-function': { made: { entry: 'src/step.ts', budget: 10 } } };
    expect(
      building(registry, { 'step.ts': 'export function run(a: number): number { return a + 1; }\n' }),
    ).toMatchObject({ status: 1 });
  });
});
