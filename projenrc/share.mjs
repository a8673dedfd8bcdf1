// Merges the modules of lib/ and the command line in a few files, after the library is compiled: modules of both are in
// the package once, and Node.js loads a few files instead of 400, which takes less than half of the time.
import { createRequire } from 'node:module';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleWithLibrary, writeFiles } from './tools.mjs';

const modules = scriptsIn('lib');
if (modules.some((file) => file.startsWith('lib/shared-'))) throw new Error('lib/ is merged already: compile it first');
const names = Object.keys(createRequire(resolve('lib/index.js'))('./index.js'));
const { library, cli } = await bundleWithLibrary();
const tools = scriptsIn('assets/cli').filter((file) => !file.endsWith('worker.js'));
for (const file of [...modules, ...tools]) rmSync(file);
// Node.js reads the names that an ES module can import from the text of a file.
const forModules = `0 && (module.exports = { ${names.join(', ')} });\n`;
writeFiles('lib', library.map(({ name, code }) => ({ name, code: name === 'index.js' ? code + forModules : code })));
writeFiles('assets/cli', cli);
console.log(`lib: ${modules.length} modules in ${library.length} files; assets/cli: ${cli.length} files`);

function scriptsIn(folder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.js'));
  return files.map((file) => join(folder, file));
}
