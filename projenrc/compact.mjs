// Writes .jsii, the description of the API for other languages, without indentation: 3 KB less in the packed package.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = process.argv[2] ?? '.jsii';

const text = readFileSync(FILE, 'utf8');
const compact = JSON.stringify(JSON.parse(text));
writeFileSync(FILE, compact);
console.log(`${FILE}: ${text.length} characters, ${compact.length} without indentation`);
