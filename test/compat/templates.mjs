// Checks the templates of the matrix: equal with the oldest and the newest CDK, and no errors of two independent
// validators.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { differences } from '../packages/assembly.mjs';

/** Paths of all templates below a folder. */
export function templatesIn(folder) {
  return readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.template.json')).sort();
}

/** Where the same app gives different templates on two versions of the CDK. */
export const unequal = (oldest, newest) => () => {
  const [before, after] = [templatesIn(oldest), templatesIn(newest)];
  const read = (folder, file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const missing = before.filter((file) => !after.includes(file)).concat(after.filter((file) => !before.includes(file)));
  if (before.length === 0 || missing.length > 0)
    return [`${before.length} templates on the oldest CDK; only on one of the two: ${missing.join(', ')}`];
  return before
    .flatMap((file) => differences(read(oldest, file), read(newest, file)).map((line) => `${file} ${line}`))
    .slice(0, 20);
};

/** Disabled rules of cfn-lint, with the reason. All others count, including warnings. */
const NOT_ASKED = {
  W3005: 'the CDK itself writes DependsOn beside a reference to the role of a function; harmless',
};

/**
 * Errors and warnings of the validation that the CDK ships with: the engine takes seconds to start and is started once.
 */
export const cdkFindings = (app, folder) => () => {
  const require = createRequire(join(app, 'node_modules', 'aws-cdk-lib', 'package.json'));
  const { CompositeEngine, TemplateContent } = require('@aws/cloudformation-validate');
  const engine = new CompositeEngine();
  const findings = (name, text) =>
    engine
      .validateTemplate(new TemplateContent(text, name), { detailLevel: 'STANDARD', severityLevel: 'WARN' })
      .diagnostics.filter((d) => !(d.ruleId in NOT_ASKED))
      .map((d) => `${name} ${d.ruleId} ${d.message}`);
  if (findings('broken', JSON.stringify(BROKEN)).length === 0) return ['finds nothing wrong with a template that is'];
  return templatesIn(folder).flatMap((file) => findings(file, readFileSync(join(folder, file), 'utf8'))).slice(0, 20);
};

/** cfn-lint is a Python program: it is installed once, in an environment of its own below the user's cache. */
const CFN_LINT = 'cfn-lint==1.58.0';

export const cfnLintFindings = (work, folder) => async (run) => (
  await lint(run, work, templatesIn(folder).map((file) => join(folder, file)))).slice(0, 20);

/** Findings of cfn-lint in templates, as lines that begin with the file. */
export async function lint(run, work, templates) {
  const bin = await installCfnLint(run);
  mkdirSync(work, { recursive: true });
  const broken = join(work, 'broken.template.json');
  writeFileSync(broken, JSON.stringify(BROKEN));
  if ((await findings(run, bin, work, [broken])).length === 0) return ['finds nothing wrong with a template that is'];
  return findings(run, bin, work, templates);
}

let cfnLint;
const installCfnLint = (run) => (cfnLint ??= installedCfnLint(run));

async function installedCfnLint(run) {
  const environment = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk-cloudfront-edge', CFN_LINT);
  const bin = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
  if (!existsSync(join(environment, 'complete'))) {
    await run('python3', ['-m', 'venv', '--clear', environment]);
    await run(join(bin, 'python'), ['-m', 'pip', 'install', '--no-input', '--quiet', CFN_LINT]);
    writeFileSync(join(environment, 'complete'), '');
  }
  return bin;
}

async function findings(run, bin, work, files) {
  const output = join(work, 'cfn-lint.json');
  const rules = Object.keys(NOT_ASKED).flatMap((id) => ['--ignore-checks', id]);
  // --non-zero-exit-code none: what is found is read from the file, so that a non-zero status means that cfn-lint
  // itself failed.
  await run(join(bin, 'cfn-lint'), [
    '--non-zero-exit-code', 'none', '--format', 'json', '--output-file', output, ...rules, '--', ...files,
  ]);
  return JSON.parse(readFileSync(output, 'utf8')).map(
    (f) => `${f.Filename} ${f.Rule.Id} ${f.Message} at ${f.Location.Path?.join('/')}`,
  );
}

/** Fails if a validator does not run: it would find no errors. */
const BROKEN = {
  Resources: {
    Site: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { Enabled: 'perhaps' } } },
  },
};
