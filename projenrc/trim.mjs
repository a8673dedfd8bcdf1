// Keeps in lib/ only what users of the package load or compile against: modules that lib/index.js requires, and
// declarations that lib/index.d.ts or lib/testing/index.d.ts imports. Removes comments from modules and from the
// declarations of internal folders: docs are in the declarations of public types. Shortens statements, but keeps names,
// so that stack traces can be read.
import { transformSync } from 'esbuild';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const [LIB = 'lib', SRC = LIB === 'lib' ? 'src' : undefined] = process.argv.slice(2);

// Where a module became a folder, the old file would be found first: `./problem` is problem.js before problem/index.js.
if (SRC !== undefined) removeWithoutSource();

const entries = [['index', '.js'], ['index', '.d.ts'], ['testing/index', '.d.ts']]
  .filter(([name, ending]) => name === 'index' || existsSync(join(LIB, `${name}${ending}`)));
const kept = new Set(entries.flatMap(([name, ending]) => [...reachedFrom(join(LIB, `${name}${ending}`), ending)]));
const files = readdirSync(LIB, { recursive: true }).map((path) => join(LIB, path));
// This includes files of an earlier build.
const gone = files.filter((file) => /\.(js|d\.ts)$/.test(file) && !kept.has(file));
for (const file of gone) rmSync(file);
for (const file of kept) {
  if (file.endsWith('.js')) writeFileSync(file, shortened(withoutComments(file, ts.ScriptKind.JS)));
  else if (isInternal(file)) writeFileSync(file, withoutComments(file, ts.ScriptKind.TS));
}
console.log(`${LIB}: ${kept.size} files kept, ${gone.length} removed`);

/** Users see types of these folders in signatures at most; that of a problem says what it is in its names. */
function isInternal(file) {
  return ['core', 'attach', 'preview/assembly'].some((folder) => file.startsWith(join(LIB, folder, '/')));
}

/** Removes what an earlier build made of modules that are gone. */
function removeWithoutSource() {
  for (const path of readdirSync(LIB, { recursive: true })) {
    const module = /^(.*?)(\.d\.ts|\.js)$/.exec(path)?.[1];
    if (module !== undefined && !existsSync(join(SRC, `${module}.ts`))) rmSync(join(LIB, path));
  }
}

/** The file and those that it imports, and so on. */
function reachedFrom(file, ending, reached = new Set()) {
  if (reached.has(file)) return reached;
  reached.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles) {
    if (fileName.startsWith('.')) reachedFrom(resolved(join(dirname(file), fileName), ending), ending, reached);
  }
  return reached;
}

function resolved(path, ending) {
  const found = [`${path}${ending}`, join(path, `index${ending}`)].find((file) => existsSync(file));
  if (!found) throw new Error(`${path} is imported, but there is no ${path}${ending}`);
  return found;
}

function withoutComments(file, kind) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true, kind);
  return ts.createPrinter({ removeComments: true }).printFile(source);
}

function shortened(code) {
  return transformSync(code, { minifySyntax: true, target: 'node20' }).code;
}
