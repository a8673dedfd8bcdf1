// Fails if the packed npm package, which the packages of all other languages contain, is over its budget.
// Users install the package in every build: raise the budget only on purpose.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BUDGET = 900_000;

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const file = join(process.argv[2] ?? 'dist/js', `${name}@${version}.jsii.tgz`);
const { size } = statSync(file);
console.log(`${file}: ${size} bytes of ${BUDGET}${size > BUDGET ? '  OVER BUDGET' : ''}`);
process.exitCode = size > BUDGET ? 1 : 0;
