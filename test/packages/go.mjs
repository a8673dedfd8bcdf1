// How Go gets the library: jsii-pacmak writes its module, and the app that names it in a `replace` line is compiled.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BIN, MANIFEST, QUIET, VERSIONS, pacmak, synthesizing } from './languages.mjs';

/** A module that the CDK needs, and that not every module proxy has. It is generated from an npm package, as ours. */
const SCHEMA = { module: /\S+\/cloud-assembly-schema-go\/\S+@\S+/g, npm: '@aws-cdk/cloud-assembly-schema' };
const byVersion = new Intl.Collator('en', { numeric: true }).compare;
/**
 * The CDK's bindings take nearly all the time: a third less without optimization and with more memory, next to none in
 * the next run, if what is cached does not name the folder that they were generated in.
 */
const BUILD = ['build', '-mod=mod', '-trimpath', '-p', '2', '-gcflags=all=-N -l', '-ldflags=-s -w', '-o', 'app', '.'];
const WITH_MEMORY = { ...process.env, GOGC: '400' };

/** Why nothing can be compiled here, if so. */
export const whyNoGo = () => spawnSync('go', ['version']).status === 0 ? undefined : 'there is no Go on this machine';

/** Of C# there is no more than that, for want of a tool chain. */
export const generatedCode = (packages) => async (run) => {
  await pacmak(run, join(packages, 'code'), '--code-only', '--targets', 'go', 'dotnet');
};

export const go = (app, packages) => {
  const tool = (run, ...args) => run('go', args, { cwd: app });
  return {
    'is installed': async (run) => {
      const ours = moduleIn(join(packages, 'code', 'go'));
      const wanted = {
        'github.com/aws/aws-cdk-go/awscdk/v2': VERSIONS['aws-cdk-lib'],
        'github.com/aws/constructs-go/constructs/v10': VERSIONS.constructs,
        [ours.path]: MANIFEST.version,
      };
      const lines = Object.entries(wanted).map(([path, version]) => `-require=${path}@v${version}`);
      await tool(run, 'mod', 'init', 'example');
      await tool(run, 'mod', 'edit', ...lines, `-replace=${ours.path}=${ours.folder}`);
      await addSchema(run, tool, join(packages, 'schema'));
    },
    compiles: async (run) => { await run('go', BUILD, { cwd: app, env: WITH_MEMORY }); },
    synthesizes: async (run) => { await run(join(app, 'app'), [], synthesizing(app)); },
  };
};

/** Where the module proxy lacks the schema, bindings from the npm package of the same version stand in. */
async function addSchema(run, tool, work) {
  const [wanted] = ((await tool(run, 'mod', 'graph')).match(SCHEMA.module) ?? []).sort(byVersion).reverse();
  if (!wanted || await tool(run, 'mod', 'download', wanted).then(() => true, () => false)) return;

  const [path, version] = wanted.split('@v');
  const source = `${SCHEMA.npm}@${version}`;
  console.log(`note  go: ${wanted} is not to be had; its code is generated from ${source}`);
  await run('npm', ['install', '--prefix', work, '--no-audit', '--no-fund', '--no-save', source]);
  const options = { cwd: join(work, 'node_modules', SCHEMA.npm), env: QUIET };
  await run(join(BIN, 'jsii-pacmak'), ['--code-only', '--target', 'go', '--outdir', join(work, 'code')], options);
  await tool(run, 'mod', 'edit', `-replace=${path}=${moduleIn(join(work, 'code', 'go')).folder}`);
}

/** The one module that jsii-pacmak has written there, by its own word. */
function moduleIn(code) {
  const [name] = readdirSync(code);
  const folder = join(code, name);
  return { folder, path: /^module (\S+)/m.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))[1] };
}
