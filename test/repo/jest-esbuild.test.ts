import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

interface Transform {
  process(source: string, path: string): { readonly code: string };
}

const { process: transform } = createRequire(__filename)(join(__dirname, '../../projenrc/jest-esbuild.cjs')) as Transform;

describe('tests compiled by esbuild', () => {
  test.each([
    ['names of their own', ['first', 'second']],
    ['names of the variables in what esbuild adds', ['all', 'name', 'from', 'key', 'to', 'mod', 'target', 'isNodeMode', 'desc']],
  ])('have exports that can be replaced, with %s', (_, names) => {
    const source = `import * as path from 'node:path';
      ${names.map((name) => `export const ${name} = path.join('a', '${name}');`).join('\n')}
      export default 'var __export = (target, all) => {};\\nvar __toCommonJS = (mod) => mod;';`;
    const module = { exports: {} as Record<string, unknown> };
    new Script(`(function (module, require) { ${transform(source, 'x.ts').code}\n})`).runInThisContext()(module, require);
    expect(names.map((name) => module.exports[name])).toEqual(names.map((name) => join('a', name)));
    expect(module.exports.__esModule).toBe(true);
    for (const name of names) {
      const found = Object.getOwnPropertyDescriptor(module.exports, name);
      expect(found).toMatchObject({ configurable: true, enumerable: true });
    }
  });
});
