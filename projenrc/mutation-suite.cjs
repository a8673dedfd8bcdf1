// Runs the tests of a mutation run as one mocha suite, which is loaded once and not for each mutant: Jest's globals,
// TypeScript without type check, and functions built from the source, since a bundle would hide the mutants.
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('esbuild');
const { expect } = require('expect');
const { bind } = require('jest-each');
const { ModuleMocker } = require('jest-mock');

const root = join(__dirname, '..');
Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    sourcefile: filename,
  });
  module._compile(code, filename);
};
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  /\/support\/bundles$/.test(request)
    ? join(root, 'test/support/functions-from-source.ts')
    : resolve.call(Module, request, ...rest);

it.each = bind(it);
describe.each = bind(describe);
Object.assign(globalThis, { expect, test: it, beforeAll: before, afterAll: after, jest: new ModuleMocker(globalThis) });

require(join(root, 'test/support/environment.ts'));
for (const path of JSON.parse(process.env.MUTATION_TESTS)) describe(path, () => { require(join(root, path)); });
