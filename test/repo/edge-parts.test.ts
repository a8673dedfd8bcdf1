import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { composeCode, inlineData } from '../../src/attach/slots/code';
import { FUNCTION_KINDS, HOST_PARTS, partFile, type EdgePart, type FunctionKindName } from '../../src/core/slots/parts';
import { requireApart } from '../support/bundles';

const root = join(__dirname, '..', '..');
const KINDS = Object.keys(FUNCTION_KINDS) as FunctionKindName[];
const parts = Object.entries(HOST_PARTS).flatMap(([name, named]) => {
  const host = name as keyof typeof HOST_PARTS;
  return Object.entries(named as Record<string, EdgePart>).flatMap(([part, { kinds, ...rest }]) => (
    (kinds ? KINDS : [undefined]).map((kind) => ({ ...rest, host, file: partFile(host, part, kind) }))));
});
const built = (file: string) => readFileSync(join(root, 'assets', file), 'utf8');

describe('the parts of functions that were built', () => {
  it.each(parts)('$file is within its budget', ({ file, budget }) => {
    expect(Buffer.byteLength(built(file))).toBeLessThanOrEqual(budget);
  });

  it.each(parts.filter(({ global }) => global !== undefined))(
    '$file leaves its variable behind',
    ({ file, global }) => {
      const context: Record<string, any> = { require: requireApart, Buffer, TextDecoder, URL };
      runInNewContext(built(file), context);
      expect(typeof context[global!]).toBe('object');
    },
  );

  it('are those of the registry, and no others', () => {
    for (const host of Object.keys(HOST_PARTS)) {
      expect(readdirSync(join(root, 'assets', host)).map((name) => `${host}/${name}`).sort()).toEqual(
        parts.filter((part) => part.host === host).map(({ file }) => file).sort());
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
