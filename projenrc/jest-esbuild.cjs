// TypeScript for Jest, without its types, which `npm test` checks by themselves: a fresh clone needs a second for what
// takes ts-jest a minute in each of its processes.
const { readFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

/** Exports of modules are replaceable, as TypeScript's are, for `jest.spyOn`, and found by one call of a function. */
const REPLACEABLE = [
  ['{ get: all[name], enumerable: true }', '{ get: all[name], enumerable: true, configurable: true }'],
  ['{ get: () => from[key], enumerable:', '{ get: () => from[key], configurable: true, enumerable:'],
  [
    '=> __copyProps(__defProp({}, "__esModule", { value: true }), mod)',
    '=> __defProp(mod, "__esModule", { value: true })',
  ],
  [
    '__toESM = (mod, isNodeMode, target) => (',
    '__toESM = (mod, isNodeMode, target) => mod && mod.__esModule ? mod : (',
  ],
];
const HELPERS = /^var __(?:export|copyProps|toESM|toCommonJS) = /gm;

function transform(source, sourcefile) {
  const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: true, sourcesContent: false, sourcefile };
  const { code, map } = transformSync(source, options);
  let found = 0;
  const replaced = REPLACEABLE.reduce((text, [from, to]) => text.replace(from, () => (found++, to)), code);
  if (found !== (code.match(HELPERS) ?? []).length) {
    throw new Error(`esbuild ${version} writes other helpers: see ${__filename}`);
  }
  return { code: replaced, map };
}

const own = `${version} ${readFileSync(__filename, 'utf8')}`;

module.exports = {
  process: transform,
  getCacheKey: (source, path, { configString }) =>
    createHash('sha1').update([own, configString, path, source].join('\0')).digest('hex'),
};
