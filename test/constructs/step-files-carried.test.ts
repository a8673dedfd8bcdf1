import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import {
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStep,
  EdgeStepFailure,
  EdgeStepHost,
  EdgeStepPosition,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  ExistingAttachments,
  RedirectSource,
  type EdgeCustomStepProps,
} from '../../src';
import { preview } from '../preview/support/site';

const folder = mkdtempSync(join(tmpdir(), 'step-carried-'));
let count = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

/** A folder with these files. */
function written(contents: Files): string {
  const path = join(folder, `files-${count++}`);
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const answer = (expression: unknown) =>
  `exports.handler = async () => ({ status: '200', body: String(${expression}) });`;
const x = { 'config.json': '{ "value": "x" }' };
const X = "module.exports = 'x';";

function app(contents: Files, step: string, more: Partial<EdgeCustomStepProps> = {}) {
  const root = new App({ analyticsReporting: false, outdir: join(folder, `out-${count++}`) });
  const stack = new Stack(root, 'Web', { env: { account: '111122223333', region: 'us-east-1' } });
  const distribution = new cloudfront.Distribution(stack, 'Site', {
    defaultBehavior: { origin: new HttpOrigin('www.example.com') },
  });
  new EdgeCustomStep(stack, 'Step', {
    distribution,
    event: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
    step: EdgeStep.fromFile(join(written(contents), step)),
    ...more,
  });
  return { root, stack, distribution };
}

function problemsOf(contents: Files, step = 'step.js', host = EdgeStepHost.LAMBDA_EDGE) {
  return EdgeStep.fromFile(join(written(contents), step), { host })._load().problems;
}

describe('files that a step reaches are in its function', () => {
  it.each<[string, Files, string?]>([
    ['a JSON file', { 'step.js': answer("require('./config.json').value"), ...x }],
    ['a module without its extension', { 'step.js': answer("require('./lib/x')"), 'lib/x.js': X }],
    ['a folder with an index', { 'step.js': answer("require('./lib')"), 'lib/index.js': X }],
    ['a folder with a main file', { 'step.js': answer("require('./lib')"), 'lib/package.json': '{ "main": "src/x" }', 'lib/src/x.js': X }],
    ['a file above it', { 'edge/auth/step.js': answer("require('../../shared/x')"), 'shared/x.js': X }, 'edge/auth/step.js'],
    ['a module of a module', { 'step.js': answer("require('./a')"), 'a.js': "module.exports = require('./b/c');", 'b/c.js': "module.exports = require('../x');", 'x.js': X }],
    ['modules that need each other', { 'step.js': `exports.x = 'x'; ${answer("require('./a')()")}`, 'a.js': "module.exports = () => require('./step').x;" }],
    ['a file that is read', { 'step.js': `const fs = require('fs'); ${answer("JSON.parse(fs.readFileSync(__dirname + '/config.json')).value")}`, ...x }],
    ['a file that is read by a joined path', { 'step.js': `const { readFileSync } = require('fs'), path = require('path'); const file = path.join(__dirname, 'data', 'x.txt'); ${answer("readFileSync(file, 'utf8')")}`, 'data/x.txt': 'x' }],
    ['a file of a folder in a variable', { 'step.js': `const { join } = require('path'); const data = join(__dirname, 'data'); ${answer("require('fs').readFileSync(join(data, 'x.txt'), 'utf8')")}`, 'data/x.txt': 'x' }],
    ['a file of a template', { 'step.js': answer("require('fs').readFileSync(`${__dirname}/x.txt`, 'utf8')"), 'x.txt': 'x' }],
    ['a file with the folder and its slash', { 'step.js': `const here = __dirname + '/'; ${answer("require('fs').readFileSync(here + 'x.txt', 'utf8')")}`, 'x.txt': 'x' }],
    ['a file by its folder from the name of the file', { 'step.js': `const path = require('path'); ${answer("require('fs').readFileSync(path.resolve(path.dirname(__filename), 'x.txt'), 'utf8')")}`, 'x.txt': 'x' }],
    ['a file that a function of its own reads', { 'step.js': `const read = (file) => require('fs').readFileSync(file, 'utf8'); ${answer("read(require('path').join(__dirname, 'x.txt'))")}`, 'x.txt': 'x' }],
    ['a file that is resolved', { 'step.js': answer("require('fs').readFileSync(require.resolve('./x.txt'), 'utf8')"), 'x.txt': 'x' }],
    ['a file by another name of require', { 'step.js': `const load = require; ${answer("load('./x') && module.require('./x')")}`, 'x.js': X }],
    ['a file by createRequire', { 'step.js': `const load = require('module').createRequire(__filename); ${answer("load('./lib/x')")}`, 'lib/x.js': X }],
    ['an ES module by its URL', { 'step.js': "const { pathToFileURL } = require('url'), path = require('path'); exports.handler = async () => ({ status: '200', body: (await import(pathToFileURL(path.join(__dirname, 'x.mjs')).href)).x });", 'x.mjs': "export const x = 'x';" }],
    ['an ES module that has createRequire', { 'step.js': "exports.handler = async () => ({ status: '200', body: (await import('./x.mjs')).x });", 'x.mjs': "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); export const x = require('./config.json').value;", ...x }],
    ['an imported JSON file', { 'step.js': "exports.handler = async () => ({ status: '200', body: (await import('./x.mjs')).x });", 'x.mjs': "import config from './config.json' with { type: 'json' }; export const x = config.value;", ...x }],
    ['an ES module', { 'step.js': "exports.handler = async () => { const { x } = await import('./x.mjs'); return { status: '200', body: x }; };", 'x.mjs': "import { y } from './y.mjs'; export const x = await y();", 'y.mjs': "import { readFileSync } from 'node:fs'; export const y = async () => readFileSync(new URL('./x.txt', import.meta.url), 'utf8');", 'x.txt': 'x' }],
    ['ES modules by their package', { 'step.cjs': "exports.handler = async () => { const { x } = await import('./lib/x.js'); return { status: '200', body: x }; };", 'lib/x.js': "export { y as x } from './y.js';", 'lib/y.js': "export const y = 'x';", 'package.json': '{ "type": "module" }' }, 'step.cjs'],
    ['CommonJS in a package of ES modules', { 'step.js': answer("require('./lib/x')"), 'lib/x.js': X, 'package.json': '{ "type": "module" }' }],
    ['both kinds, in folders of their own', { 'step.js': "const y = require('./lib/in/y'); exports.handler = async () => ({ status: '200', body: y + (await import('./lib/x.js')).x });", 'lib/x.js': "export const x = 'x';", 'lib/in/y.js': "module.exports = '';" }],
    ['a folder with a package.json of its own', { 'step.js': "exports.handler = async () => ({ status: '200', body: (await require('./lib')).x });", 'lib/package.json': '{ "main": "m.cjs", "type": "module" }', 'lib/m.cjs': "module.exports = import('./x.js');", 'lib/x.js': "export const x = 'x';" }],
    ['a file that is read and loaded', { 'step.js': `const text = require('fs').readFileSync(__dirname + '/a.js', 'utf8'); ${answer("text && require('./a')")}`, 'a.js': "module.exports = require('./x');", 'x.js': X }],
    ['a handler of another file', { 'step.js': "module.exports = require('./guard');", 'guard.js': answer("'x'") }],
    ['a part of a handler of another file', { 'step.js': "exports.handler = require('./guard').check;", 'guard.js': `${answer("'x'")} exports.check = exports.handler;` }],
    ['a file in a try', { 'step.js': "let c = {}; try { c = require('./config.json'); } catch {} exports.handler = async () => ({ status: '200', body: c.value });", ...x }],
    ['no file in a try that is not there', { 'step.js': `let c = { value: 'x' }; try { c = require('./local.json'); } catch {} const d = require('./config.json'); ${answer('c.value && d.value')}`, ...x }],
  ])('%s', async (_, contents, step = 'step.js') => {
    const { root } = app(contents, step);
    const running = preview(root.synth().directory);
    const response = await running.fetch('/');
    expect([running.logs, response.status, await response.text()]).toEqual([[], 200, 'x']);
  });

  it('and no other files', () => {
    const { root } = app(
      {
        'step.js': answer("require('./lib/x')"),
        'lib/x.js': X,
        'lib/other.js': '',
        'secret.json': '{}',
        '.env': 'S=1',
      },
      'step.js',
    );
    const { directory } = root.synth();
    const asset = readdirSync(directory).find((name) => name.startsWith('asset.'))!;
    const all = readdirSync(join(directory, asset), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(join(directory, asset).length))
      .sort();
    expect(all).toEqual(['/index.js', '/step-0/lib/x.js', '/step-0/step.js']);
  });

  it('a change of one of them changes the function', () => {
    const key = (value: string) => {
      const { root } = app({ 'step.js': answer("require('./x')"), 'x.js': `module.exports = '${value}';` }, 'step.js');
      return JSON.stringify(root.synth().stacks[0]!.template).match(/[0-9a-f]{64}\.zip/g);
    };
    expect(key('x')).toEqual(key('x'));
    expect(key('x')).not.toEqual(key('y'));
  });

  it('beside another step with files, redirects, and an existing function with files', async () => {
    const theirs = written({
      'index.js': "exports.handler = async (e) => ({ status: '401', body: require('./config.json').value });",
      'config.json': '{ "value": "theirs" }',
    });
    const pass =
      "const { path } = require('./config.json'); exports.handler = async (event) => { const { request } = "
        + "event.Records[0].cf; if (request.uri === path) return { status: '200', body: path }; return request; };";
    const { root, stack, distribution } = app({ 'step.js': pass, 'config.json': '{ "path": "/a" }' }, 'step.js', {
      position: EdgeStepPosition.FIRST,
    });
    distribution.addBehavior('/*', new HttpOrigin('www.example.com'), {
      edgeLambdas: [{
        eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
        functionVersion: new lambda.Function(stack, 'Theirs', {
          code: lambda.Code.fromAsset(theirs), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
        }).currentVersion,
      }],
    });
    const on = { distribution, behaviors: EdgeBehaviors.paths('/*'), existing: ExistingAttachments.compose() };
    for (const path of ['/b', '/c']) {
      new EdgeCustomStep(stack, `Step${path.slice(1)}`, {
        ...on,
        event: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
        step: EdgeStep.fromFile(join(written({ 'step.js': pass, 'config.json': JSON.stringify({ path }) }), 'step.js')),
      });
    }
    new EdgeRedirector(stack, 'Redirects', { ...on, source: RedirectSource.fromInline('{ "/old": "/new" }') });
    const running = preview(root.synth().directory);
    const bodies = await Promise.all(['/b', '/c', '/d'].map(async (path) => (await running.fetch(path)).text()));
    expect(bodies).toEqual(['/b', '/c', 'theirs']);
    expect((await running.fetch('/old')).headers.get('location')).toBe('/new');
    expect(running.logs).toEqual([]);
  });
});

describe('a step with files that fails', () => {
  it.each([
    ['throws while a file loads', { 'x.js': "throw new Error('boom');" }],
    ['loads a file with a handler that throws', { 'x.js': "module.exports = () => { throw new Error('boom'); };" }],
  ])('because it %s refuses the request', async (_, more) => {
    const { root } = app(
      { 'step.js': "const x = require('./x'); exports.handler = async () => x();", ...more },
      'step.js',
    );
    const running = preview(root.synth().directory);
    const response = await running.fetch('/');
    expect([response.status, response.headers.get('cache-control')]).toEqual([503, 'no-store']);
    expect(running.logs.join('\n')).toMatch(/EDGE_STEP_FAILED.*"step":"step.js".*"refused":true.*boom/);
  });

  it('lets it pass with onFailure', async () => {
    const { root } = app(
      { 'step.js': "const x = require('./x'); exports.handler = async () => x();", 'x.js': "throw new Error('boom');" },
      'step.js',
      { onFailure: EdgeStepFailure.PASS },
    );
    expect((await preview(root.synth().directory).fetch('/')).status).toBe(502); // of the origin, which is not there
  });
});

describe('what the code does not tell is refused', () => {
  it.each([
    ["require('./lib/' + name)", 1], ['require(`./lib/${name}`)', 1], ["import('../' + name)", 1],
    ["require('path').join(__dirname, name)", 1], ['require(__dirname + name)', 1], ['`${__dirname}/${name}`', 1],
    ["require('fs').readdirSync(__dirname)", 1], ["require('fs').readdirSync(require('path').join(__dirname, 'data'))", 1],
    ["load(require('path').join(__dirname, 'data'))", 1], ['load(__dirname)', 1], ["load(require('path').join(__dirname, '..'))", 1],
    ["require('fs').readFileSync('data/x.txt')", 1], ["{ data: __dirname + '/data' }", 1],
    ["require('lodash')", 1], ["require('lodash/get')", 1], ["import('@acme/auth')", 1], ["require('#config')", 1],
    ["require('./gone.json')", 1], ["require('fs').readFileSync(__dirname + '/gone.json')", 1],
  ])('%s', (code, found) => {
    const problems = problemsOf({
      'step.js': `let name = process.argv[2]; function load() {} const value = (${code});\n${answer('value')}`,
      'data/x.txt': 'x',
    });
    expect(problems.map((problem) => problem.code)).toEqual(Array(found).fill('EDGE_STEP_FILES'));
    expect(problems[0]).toMatchObject({ line: 1 });
  });

  it('a folder in a variable that is assigned twice', () => {
    const code =
      "const path = require('path'); let dir = path.join(__dirname, 'a'); if (process.env.B) dir = "
        + "path.join(__dirname, 'b'); const f = require('fs').readFileSync(path.join(dir, 'x.txt'));";
    expect(
      problemsOf({ 'step.js': `${code}\n${answer('f')}`, 'a/x.txt': '', 'b/x.txt': '' }).map(({ code: c }) => c),
    ).toContain('EDGE_STEP_FILES');
  });

  it('in a file that it loads, with its place', () => {
    const [problem, ...more] = problemsOf({
      'step.js': answer("require('./lib/x')"),
      'lib/x.js': "\n  module.exports = require('lodash');",
    });
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ code: 'EDGE_STEP_FILES', line: 2, column: 20 });
    expect(problem!.file).toMatch(/lib\/x\.js$/);
    expect(problem!.message).toContain('needs the package "lodash"');
  });

  it('a JSON file that is damaged', () => {
    const [problem] = problemsOf({ 'step.js': answer("require('./config.json')"), 'config.json': '{' });
    expect(problem).toMatchObject({ code: 'EDGE_STEP_FILES', message: expect.stringMatching(/^is loaded by a step, and cannot be read/) });
    expect(problem!.file).toMatch(/config\.json$/);
  });

  it('both kinds of modules in one folder', () => {
    const [problem] = problemsOf({ 'step.js': "exports.handler = async () => import('./x.js');", 'x.js': 'export const x = 1;' });
    expect(problem).toMatchObject({ code: 'EDGE_STEP_FILES', message: expect.stringContaining('end in .mjs') });
  });

  it('a file that it loads and that is not JavaScript', () => {
    const [problem] = problemsOf({ 'step.js': answer("require('./lib/x')"), 'lib/x.js': 'const = 1;' });
    expect(problem).toMatchObject({
      code: 'EDGE_STEP_FILES',
      message: expect.stringMatching(/^is loaded by a step, and cannot be read/),
    });
  });

  it('values of the deployment in the same function', () => {
    const { root, stack, distribution } = app(
      {
        'step.js':
          "const c = require('./config.json'); exports.handler = async (event) => event.Records[0].cf.response;",
        ...x,
      },
      'step.js',
      { event: cloudfront.LambdaEdgeEventType.ORIGIN_RESPONSE },
    );
    const page = ErrorPage.fromInline(`<p>${new CfnParameter(stack, 'P').valueAsString}</p>`);
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{ statuses: ErrorStatuses.serverErrors(), action: ErrorAction.respond({ page }) }],
    });
    expect(() => root.synth()).toThrow(/needs files beside it \(step\.js\), which are in an asset.*EDGE_STEP_FILES/s);
  });
});

describe('what needs no file is not refused', () => {
  it.each([
    'const here = __dirname;',
    'console.log(__dirname);',
    'const { name } = { name: __filename };',
    'const t = `started in ${__dirname}`;',
    "const u = require('url').pathToFileURL(__filename).href;",
    'function f(require) { return require("./lib/x"); }',
    "(function () { var require = (id) => id; return require('./x'); })();",
    'const r = (name) => require(name);',
    "const { S3Client } = require('@aws-sdk/client-s3'); const s = require('@smithy/types');",
    "const w = require('node:worker_threads');",
  ])('%s', (code) => expect(problemsOf({ 'step.js': `${code}\n${answer(1)}` })).toEqual([]));

  it.each(['cjs', 'iife'] as const)('a file that esbuild has bundled (%s)', (format) => {
    const source = written({
      'step.js':
        "const c = require('./config.json'); const { join } = require('path'); exports.handler = async () => ({ "
          + "status: '200', body: c.value + join('a', 'b') });",
      ...x,
    });
    const outfile = join(source, 'out.js');
    buildSync({
      entryPoints: [join(source, 'step.js')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      minify: format === 'iife',
      outfile,
    });
    expect(EdgeStep.fromFile(outfile)._load()).toMatchObject({ problems: [], files: undefined });
  });
});

describe('a file for a CloudFront Function has no modules of its own', () => {
  it.each([
    "import { x } from './x.js';",
    "import x from 'lodash';",
    "const x = require('./x');",
    "const fs = require('fs');",
    "const load = () => import('./x.js');",
    "export { x } from './x.js';",
  ])('%s', (code) => {
    const [problem, ...more] = problemsOf(
      { 'step.js': `${code}\nfunction handler(event) { return event.request; }`, 'x.js': '' },
      'step.js',
      EdgeStepHost.CLOUDFRONT_FUNCTION,
    );
    expect([problem?.code, problem?.line, more]).toEqual(['EDGE_STEP_FILES', 1, []]);
    expect(problem!.message).toContain('EdgeStepHost.LAMBDA_EDGE');
  });

  it.each(['cloudfront', 'crypto', 'querystring', 'buffer'])('but %s', (name) => {
    expect(
      problemsOf(
        { 'step.js': `import m from '${name}';\nfunction handler(event) { return event.request; }` },
        'step.js',
        EdgeStepHost.CLOUDFRONT_FUNCTION,
      ),
    ).toEqual([]);
  });

  it('bundled as the message says, it is accepted', () => {
    const source = written({
      'step.js':
        "import cf from 'cloudfront'; import { x } from './x.js'; function handler(event) { event.request.uri = x; "
          + 'return event.request; }',
      'x.js': "export const x = '/x';",
    });
    const outfile = join(source, 'out.js');
    buildSync({
      entryPoints: [join(source, 'step.js')],
      bundle: true,
      format: 'esm',
      treeShaking: false,
      external: ['cloudfront'],
      outfile,
    });
    expect(EdgeStep.fromFile(outfile, { host: EdgeStepHost.CLOUDFRONT_FUNCTION })._load().problems).toEqual([]);
  });
});
