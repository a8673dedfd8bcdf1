// The matrix with the oldest and the newest CDK, and three validators for what it synthesizes: the CDK's
// own validation, cfn-lint and cdk-nag. Then an app of both in the preview, and the construct libraries of others
// (libraries/run.mjs). Needs a compiled tree and Python 3. With MATRIX_TEMPLATES set, the templates of the oldest CDK
// are taken from there, where `npm test` has left them; otherwise the matrix runs here. `--keep` leaves the working
// folder behind.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, install, matrix, ROOT, writeApp } from './app.mjs';
import { checkLibraries } from './libraries/run.mjs';
import { equalPreviews } from './previews.mjs';
import { cdkFindings, cfnLintFindings, templatesIn, unequal } from './templates.mjs';
import { Checks } from '../packages/checks.mjs';

const work = mkdtempSync(join(tmpdir(), 'edge-compat-'));
const checks = new Checks(join(work, 'logs'));
const app = join(work, 'app');
const given = process.env.MATRIX_TEMPLATES;
const oldest = given && existsSync(given) && templatesIn(given).length > 0 ? given : join(work, 'oldest');
const newest = join(work, 'newest');

async function newestCdk() {
  mkdirSync(app);
  writeApp(app);
  const ready = await checks.inOrder('newest CDK', {
    'is installed': install(app),
    'the matrix compiles, library declarations included': compile(app),
    'the matrix passes': matrix(app, newest),
  });
  const compared = oldest === given || await checks.one('oldest CDK: the matrix passes', matrix(ROOT, oldest));
  if (ready) {
    await checks.one('newest CDK: cdk-nag finds nothing', async (run) => {
      await run(process.execPath, ['nag.mjs'], { cwd: app });
    });
    if (compared)
      await checks.one('the templates are the same on the oldest and the newest CDK', unequal(oldest, newest));
    await checks.one('the preview answers alike for apps of the oldest and the newest CDK',
      equalPreviews(join(work, 'previews'), ROOT, app));
  }
  // One of the two folders is enough: they are equal, or the difference was just reported.
  const judged = ready ? newest : oldest;
  if (ready) await checks.one('the CDK validates all templates', cdkFindings(app, judged));
  if (ready || compared) await checks.one('cfn-lint passes all templates', cfnLintFindings(join(work, 'lint'), judged));
}

// Side by side: both wait for a registry, and neither uses more than a processor.
await Promise.all([newestCdk(), checkLibraries(checks, join(work, 'libraries'))]);

if (process.argv.includes('--keep') || checks.failed > 0) console.log(`\nLeft for a look: ${work}`);
else rmSync(work, { recursive: true, force: true });
checks.close();
