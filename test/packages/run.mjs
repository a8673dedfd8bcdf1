// Packs the library, installs it in empty TypeScript, Python, Java and Go apps, synthesizes the same stacks from each
// and compares the templates. Needs a compiled tree (`npm test` or `npx projen build`) and Node, Python 3, Maven and
// Go; without Go its checks are skipped. `--keep` leaves the working folder behind.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Checks } from './checks.mjs';
import { differences, readAssembly, whatIsMissing } from './assembly.mjs';
import { generatedCode, go, whyNoGo } from './go.mjs';
import { java, npm, python, typescript, wrongFiles } from './languages.mjs';

const work = mkdtempSync(join(tmpdir(), 'edge-packages-'));
const checks = new Checks(join(work, 'logs'));

/** An empty app: its source files, the rules file, and nothing installed. */
function emptyApp(language) {
  const folder = join(work, language);
  mkdirSync(folder);
  cpSync(join(import.meta.dirname, language), folder, { recursive: true });
  for (const file of ['redirects.json', 'step.js']) cpSync(join(import.meta.dirname, file), join(folder, file));
  return folder;
}

const packages = join(work, 'dist');
const checkApp = (language, steps) => checks.inOrder(language, steps(emptyApp(language), packages));

/** Go's module is generated together with the code for C#, which nothing here compiles. */
async function checkGo() {
  if (!await checks.one('go and dotnet: code is generated', generatedCode(packages))) return false;
  const reason = whyNoGo();
  return reason ? checks.skip('go', reason) : checkApp('go', go);
}

if (await checks.one('npm: is packed', npm(packages))) {
  await checks.one('npm: holds what users need and nothing else', wrongFiles(packages));
  // Side by side: each of these waits for a registry as often as for a processor.
  const apps = { typescript, python, java };
  const finished = await Promise.all([
    ...Object.entries(apps).map(async ([language, steps]) => [language, await checkApp(language, steps)]),
    checkGo().then((good) => ['go', good]),
  ]);

  const assemblies = Object.fromEntries(finished
    .filter(([, synthesized]) => synthesized)
    .map(([language]) => [language, readAssembly(join(work, language, 'cdk.out'))]));
  const { typescript: reference, ...others } = assemblies;
  if (reference) {
    await checks.one('typescript: the template holds what the constructs promise', () => whatIsMissing(reference));
    for (const [language, assembly] of Object.entries(others)) {
      for (const file of new Set([...reference.keys(), ...assembly.keys()])) {
        await checks.one(`${language}: ${file} is the same as from typescript`, () =>
          differences(reference.get(file), assembly.get(file)),
        );
      }
    }
  }
}

if (process.argv.includes('--keep') || checks.failed > 0) console.log(`\nLeft for a look: ${work}`);
else rmSync(work, { recursive: true, force: true });
checks.close();
