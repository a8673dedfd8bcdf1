// TypeScript for Jest, without its types, which `npm test` checks by themselves: a fresh clone needs a second for what
// takes ts-jest a minute in each of its processes.
const { readFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

/**
 * Exports of modules are replaceable, as TypeScript's are, for `jest.spyOn`, and found by one call of a function. A
 * variable of a helper has a digit in files that use its name themselves.
 */
const REPLACEABLE = [
  [/\{ get: (all\d*\[name\d*\]), enumerable: true \}/, '{ get: $1, enumerable: true, configurable: true }'],
  [/\{ get: \(\) => (from\d*\[key\d*\]), enumerable:/, '{ get: () => $1, configurable: true, enumerable:'],
  [
    /=> __copyProps\(__defProp\(\{\}, "__esModule", \{ value: true \}\), (mod\d*)\)/,
    '=> __defProp($1, "__esModule", { value: true })',
  ],
  [
    /__toESM = \((mod\d*), (isNodeMode\d*), (target\d*)\) => \(/,
    '__toESM = ($1, $2, $3) => $1 && $1.__esModule ? $1 : (',
  ],
];
const HELPERS = /^var __(?:export|copyProps|toESM|toCommonJS) = /gm;

function transform(source, sourcefile) {
  const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: true, sourcesContent: false, sourcefile };
  const { code, map } = transformSync(source, options);
  // What esbuild adds is before the first import and the list of exports; tests have such code in texts, too.
  const end = Math.max(0, code.search(/^var \w+ = \{\};$|\brequire\(/m));
  const added = code.slice(0, end);
  const patterns = REPLACEABLE.filter(([from]) => from.test(added));
  if (patterns.length !== (added.match(HELPERS) ?? []).length) {
    throw new Error(`esbuild ${version} writes other helpers: see ${__filename}`);
  }
  const replaced = patterns.reduce((text, [from, to]) => text.replace(from, to), added) + code.slice(end);
  return { code: replaced, map };
}

const own = `${version} ${readFileSync(__filename, 'utf8')}`;

module.exports = {
  process: transform,
  getCacheKey: (source, path, { configString }) =>
    createHash('sha1').update([own, configString, path, source].join('\0')).digest('hex'),
};
