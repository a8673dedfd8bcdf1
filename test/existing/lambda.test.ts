import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Aspects, Aws, CfnCondition, CfnParameter, CustomResource, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import {
  CfnDistribution,
  Distribution,
  experimental,
  LambdaEdgeEventType,
  type EdgeLambda,
} from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  CfnFunction,
  Code,
  Function as LambdaFunction,
  LayerVersion,
  Runtime,
  Version,
  type FunctionProps,
  type IVersion,
} from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Construct } from 'constructs';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStep,
  EdgeStepHost,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  ExistingAttachments,
  ExistingFunctionOrder,
  RedirectSource,
  SecurityHeaders,
} from '../../src';
import { siteOrigin } from '../support/apps';

const VIRGINIA: StackProps = { env: { account: '111122223333', region: 'us-east-1' } };
const IRELAND: StackProps = { env: { account: '111122223333', region: 'eu-west-1' } };
const folder = mkdtempSync(join(tmpdir(), 'existing-lambda-'));
let count = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with these files. */
function files(contents: Readonly<Record<string, string>>): string {
  const path = join(folder, `files-${count++}`);
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const STAMP =
  "const { request } = event.Records[0].cf; request.headers['x-theirs'] = [{ key: 'x-theirs', value: request.uri }];";
const INLINE = `exports.handler = async (event) => { ${STAMP} return request; };`;
const props = (code: Code, more: Partial<FunctionProps> = {}): FunctionProps => (
  { code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X, ...more });
const on = (functionVersion: IVersion, more: Partial<EdgeLambda> = {}) => (
  { edgeLambdas: [{ functionVersion, eventType: LambdaEdgeEventType.VIEWER_REQUEST, ...more }] });
const rules = RedirectSource.fromInline('{ "/old": "/new" }');
const compose = ExistingAttachments.compose();

/** An app whose redirector joins the function that `theirs` makes. */
function app(
  theirs: (stack: Stack) => IVersion,
  env: StackProps = VIRGINIA,
  more: Partial<EdgeLambda> = {},
  existing = compose,
) {
  const root = new App({ analyticsReporting: false, outdir: join(folder, `app-${count++}`) });
  const stack = new Stack(root, 'Web', env);
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: siteOrigin, ...on(theirs(stack), more) },
  });
  new EdgeRedirector(stack, 'Redirects', { distribution, source: rules, existing });
  return { root, stack, distribution };
}

const lambda = (code: Code, more?: Partial<FunctionProps>) => (stack: Stack) =>
  new LambdaFunction(stack, 'Theirs', props(code, more)).currentVersion;

/** The functions of an app that this library made, with the folder or the text of their code. */
function made(root: App) {
  const assembly = root.synth();
  return assembly.stacks.flatMap((stack) => Object.entries<any>(stack.template.Resources ?? {})
    .filter(([id, { Type }]) => Type === 'AWS::Lambda::Function' && /EdgeSlots|^Distribution/.test(id))
    .map(([id, { Properties }]) => {
      const key: string = Properties.Code.S3Key ?? '';
      return {
        id,
        stack,
        properties: Properties,
        path: key && join(assembly.directory, `asset.${key.replace('.zip', '')}`),
      };
    }));
}

const event = (uri: string, eventType = 'viewer-request', more: object = {}) => ({
  Records: [
    {
      cf: {
        config: { eventType, distributionDomainName: 'd.cloudfront.net', requestId: 'id' },
        request: {
          method: 'GET',
          uri,
          querystring: '',
          headers: { host: [{ key: 'Host', value: 'example.com' }] },
          clientIp: '1.1.1.1',
          ...more,
        },
      },
    },
  ],
});

/**
 * Runs a made function in a process of its own as Lambda does: from the handler's file, with the code as current
 * folder.
 */
function run({ properties, path }: ReturnType<typeof made>[number], ...events: object[]) {
  const code = path || files({ 'index.js': properties.Code.ZipFile });
  const [, file, name] = /^(.*\/?[^/.]+)\.(.+)$/.exec(properties.Handler)!;
  const script = `const { ${name}: handler } = require(${JSON.stringify(join(code, file))});
    (async () => { const out = []; for (const e of ${JSON.stringify(events)}) out.push(await handler(e, { getRemainingTimeInMillis: () => 2000 }));
    process.stdout.write('\\nRESULT' + JSON.stringify(out)); process.exit(0); })();`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: code, encoding: 'utf8' });
  const [logs, result] = stdout.split('\nRESULT');
  if (result === undefined) throw new Error(stderr);
  return {
    results: JSON.parse(result) as any[],
    logs: logs
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

function problems(root: App): { code: string; message: string }[] {
  try {
    root.synth();
    return [];
  } catch (thrown) {
    return (thrown as any).problems ?? [{ code: String(thrown), message: '' }];
  }
}

describe('the code of a Lambda@Edge function joins ours', () => {
  const CONFIG = { 'config.json': '{ "realm": "x" }' };
  const answer = (expression: string) =>
    `exports.handler = async (event) => { const { request } = event.Records[0].cf; request.headers['x-theirs'] = [{ value: ${expression} }]; return request; };`;

  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['reads a file beside it', { 'index.js': `const fs = require('fs'); const c = JSON.parse(fs.readFileSync(__dirname + '/config.json')); ${answer('c.realm')}`, ...CONFIG }, 'index.handler', 'x'],
    ['requires a file beside it', { 'index.js': `const c = require('./config.json'); ${answer('c.realm')}`, ...CONFIG }, 'index.handler', 'x'],
    ['reads a file of the current folder', { 'index.js': `const c = JSON.parse(require('fs').readFileSync('./config.json')); ${answer('c.realm')}`, ...CONFIG }, 'index.handler', 'x'],
    ['has packages of its own', { 'index.js': answer('require("realm").name'), 'node_modules/realm/index.js': 'exports.name = "x";' }, 'index.handler', 'x'],
    ['is in a folder', { 'dist/api/index.js': answer('require("../config.json").realm'), 'dist/config.json': CONFIG['config.json'] }, 'dist/api/index.handler', 'x'],
    ['has another name', { 'main.js': 'exports.auth = { check: async (e) => { e.Records[0].cf.request.headers[\'x-theirs\'] = [{ value: \'x\' }]; return e.Records[0].cf.request; } };' }, 'main.auth.check', 'x'],
    ['calls back', { 'index.js': 'exports.handler = (e, c, cb) => { e.Records[0].cf.request.headers[\'x-theirs\'] = [{ value: \'x\' }]; setTimeout(() => cb(null, e.Records[0].cf.request), 5); };' }, 'index.handler', 'x'],
    ['is not strict', { 'index.js': `undeclared = 'x'; ${answer('undeclared')}` }, 'index.handler', 'x'],
    ['is an ES module by its extension', { 'index.mjs': answer('realm').replace('exports.handler =', 'const realm = await Promise.resolve("x"); export const handler =') }, 'index.handler', 'x'],
    ['is an ES module by its package', { 'index.js': `import { readFileSync } from 'node:fs'; const c = readFileSync(new URL('config.json', import.meta.url), 'utf8'); ${answer('JSON.parse(c).realm').replace('exports.handler =', 'export const handler =')}`, 'package.json': '{ "type": "module" }', ...CONFIG }, 'index.handler', 'x'],
    ['is CommonJS in a package of modules', { 'index.cjs': answer('"x"'), 'package.json': '{ "type": "module" }' }, 'index.handler', 'x'],
    ['has a folder with our name', { 'index.js': answer('require("./cdk-cloudfront-edge/x.js")'), 'cdk-cloudfront-edge/x.js': 'module.exports = "x";' }, 'index.handler', 'x'],
    ['keeps state', { 'index.js': `let n = 0; ${answer('String(++n)')}` }, 'index.handler', '1'],
  ])('that %s', (_, contents, handler, expected) => {
    const { root } = app(lambda(Code.fromAsset(files(contents)), { handler }));
    const [fn, ...others] = made(root);
    expect(others).toEqual([]);
    const { results: [passed, redirect], logs } = run(fn!, event('/docs'), event('/old'));
    expect(logs).toEqual([]);
    expect(passed.headers['x-theirs'][0].value).toBe(expected);
    expect(redirect).toMatchObject({ status: '301' });
  });

  it.each<[string, string, string, string]>([
    ['inline', INLINE, 'index.handler', '/docs'],
    ['inline, not strict', `x = 1; ${answer('String(x)')}`, 'index.handler', '1'],
    ['inline, with another name', INLINE.replace('handler', 'guard'), 'index.guard', '/docs'],
    ['inline, as a module', 'module.exports = { handler: (e, c, cb) => { const { request } = e.Records[0].cf; request.headers[\'x-theirs\'] = [{ value: \'x\' }]; cb(null, request); } } // end', 'index.handler', 'x'],
  ])('that is %s', (_, code, handler, expected) => {
    const { root } = app(lambda(Code.fromInline(code), { handler }));
    const { results: [passed, redirect] } = run(made(root)[0]!, event('/docs'), event('/old'));
    expect(passed.headers['x-theirs'][0].value).toBe(expected);
    expect(redirect.status).toBe('301');
  });

  it('with values of the deployment in inline code', () => {
    const { root } = app((stack) =>
      lambda(Code.fromInline(`const realm = "${new CfnParameter(stack, 'Realm').valueAsString}"; ${INLINE}`))(stack),
    );
    const [{ properties }] = made(root) as any;
    const [, pieces] = properties.Code.ZipFile['Fn::Join'];
    expect(pieces).toContainEqual({ Ref: 'Realm' });
    expect(pieces.join('')).toContain('const realm = "[object Object]"');
  });

  it('before our steps, with functionOrder', () => {
    const rewrite =
      'exports.handler = async (e) => { e.Records[0].cf.request.uri = "/old"; return e.Records[0].cf.request; };';
    const order = ExistingAttachments.compose({ functionOrder: ExistingFunctionOrder.BEFORE });
    expect(
      run(made(app(lambda(Code.fromInline(rewrite)), VIRGINIA, {}, order).root)[0]!, event('/docs')).results[0].status,
    ).toBe('301');
    expect(run(made(app(lambda(Code.fromInline(rewrite))).root)[0]!, event('/docs')).results[0].uri).toBe('/old');
  });

  it('and its answers to requests get our headers', () => {
    const deny = 'exports.handler = async () => ({ status: "401" });';
    const { root, stack, distribution } = app(lambda(Code.fromInline(deny)));
    new SecurityHeaders(stack, 'Headers', {
      distribution,
      contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ imgSrc: [CspSource.distributionDomain()] }),
    });
    const fn = made(root).find(({ id }) => id.includes('ViewerRequest'))!;
    expect(run(fn, event('/docs')).results[0].headers['content-security-policy'][0].value).toContain(
      'd.cloudfront.net',
    );
  });
});

describe('an existing Lambda@Edge function that fails', () => {
  it.each([
    ['throws', 'exports.handler = async () => { throw new Error("boom"); };'],
    ['calls back with an error', 'exports.handler = (e, c, cb) => cb(new Error("boom"));'],
    ['returns nothing', 'exports.handler = async () => {};'],
    ['returns nothing at all', 'exports.handler = (e) => {};'],
    ['returns a message that CloudFront refuses', 'exports.handler = async () => ({ status: "999" });'],
    ['hangs', 'exports.handler = () => new Promise(() => {});'],
    ['throws while it loads', 'throw new Error("boom"); exports.handler = 1;'],
    ['exports something else', 'exports.other = 1;'],
  ])('because it %s refuses the request', (_, code) => {
    const { root } = app(lambda(Code.fromAsset(files({ 'index.js': code }))));
    const { results: [refused], logs } = run(made(root)[0]!, event('/docs'));
    expect(refused).toMatchObject({ status: '503', headers: { 'cache-control': [{ value: 'no-store' }] } });
    expect(logs).toEqual([expect.objectContaining({ code: 'EDGE_STEP_FAILED', step: 'Web/Theirs', refused: true })]);
  });

  it('lets a response continue as it was', () => {
    const theirs = lambda(
      Code.fromInline('exports.handler = async (e) => { e.Records[0].cf.response.status = "500"; throw 1; };'),
    );
    const { root, stack, distribution } = app(theirs, VIRGINIA, { eventType: LambdaEdgeEventType.ORIGIN_RESPONSE });
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404') }],
      existing: compose,
    });
    const fn = made(root).find(({ id }) => id.includes('OriginResponse'))!;
    const given: any = event('/docs', 'origin-response');
    given.Records[0].cf.response = { status: '200', headers: {} };
    expect(run(fn, given).results[0]).toMatchObject({ status: '200' });
  });
});

describe('where the function is', () => {
  const edge = (stack: Stack) =>
    new experimental.EdgeFunction(stack, 'Theirs', props(Code.fromAsset(files({ 'index.js': INLINE }))));

  it.each([['us-east-1', VIRGINIA], ['eu-west-1', IRELAND]])('EdgeFunction in %s', (_, env) => {
    const { root } = app(edge, env);
    const [fn, ...others] = made(root);
    expect(others).toEqual([]);
    expect(run(fn!, event('/docs')).results[0].headers['x-theirs'][0].value).toBe('/docs');
  });

  it('in another Region our function has their role, by weak references', () => {
    const { root } = app(edge, IRELAND);
    const [{ properties, stack }] = made(root) as any;
    const edgeStack = root.synth().stacks.find(({ stackName }) => stackName.startsWith('edge-lambda-stack'))!;
    const { 'Fn::GetStackOutput': output } = properties.Role;
    expect(output).toMatchObject({ StackName: edgeStack.stackName });
    expect(edgeStack.template.Outputs[output.OutputName].Value['Fn::GetAtt'][0]).toMatch(/ServiceRole/);
    expect(JSON.stringify(edgeStack.template.Outputs)).not.toContain('Export');
    expect(stack.dependencies.map(({ id }: { id: string }) => id)).toContain(edgeStack.id);
    expect(Object.values<any>(stack.template.Resources).filter(({ Type }) => Type === 'AWS::IAM::Role')).toEqual([]);
  });

  it('in this stack our function has their role, and what is granted to it', () => {
    const { root, stack } = app((scope) => {
      const theirs = new LambdaFunction(scope, 'Theirs', props(Code.fromInline(INLINE)));
      theirs.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/k'] }));
      return theirs.currentVersion;
    });
    const [{ properties }] = made(root) as any;
    const resources = root.synth().getStackByName(stack.stackName).template.Resources;
    const theirs = Object.entries<any>(resources).find(
      ([id, { Type }]) => id.startsWith('Theirs') && Type === 'AWS::Lambda::Function',
    )!;
    expect(properties.Role).toEqual(theirs[1].Properties.Role);
    expect(Object.values<any>(resources).filter(({ Type }) => Type === 'AWS::IAM::Role')).toHaveLength(1);
  });

  it('may write its logs if their role does not allow all', () => {
    const { root, stack } = app((scope) => {
      const own = new Role(scope, 'Own', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
      return lambda(Code.fromInline(INLINE), { role: own })(scope);
    });
    const policies = Object.values<any>(root.synth().getStackByName(stack.stackName).template.Resources).filter(
      ({ Type }) => Type === 'AWS::IAM::ManagedPolicy',
    );
    expect(policies.map(({ Properties }) => Properties.Roles)).toEqual([[{ Ref: expect.stringMatching(/^Own/) }]]);
  });

  it.each([[false, 0], [true, 1]])('a role that is not in the app cannot read pages (%s)', (stored, warnings) => {
    const { root, stack, distribution } = app(
      (scope) =>
        lambda(Code.fromInline('exports.handler = async (e) => e.Records[0].cf.response;'), {
          role: Role.fromRoleArn(scope, 'R', 'arn:aws:iam::111122223333:role/x'),
        })(scope),
      VIRGINIA,
      { eventType: LambdaEdgeEventType.ORIGIN_RESPONSE },
    );
    const page = stored
      ? ErrorPage.fromBucket(Bucket.fromBucketName(stack, 'B', 'bucket'), '404.html')
      : ErrorPage.fromInline('<p>x</p>');
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      existing: compose,
      rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.respond({ page }) }],
    });
    const { messages } = root.synth().getStackByName('Web');
    expect(messages.filter(({ entry }) => String(entry.data).includes('EDGE_EXISTING_ROLE'))).toHaveLength(warnings);
  });

  it('a version of another stack, by references across Regions', () => {
    const root = new App({ analyticsReporting: false, outdir: join(folder, `app-${count++}`) });
    const other = new Stack(root, 'Other', { ...VIRGINIA, crossRegionReferences: true });
    const stack = new Stack(root, 'Web', { ...IRELAND, crossRegionReferences: true });
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: { origin: siteOrigin, ...on(lambda(Code.fromAsset(files({ 'index.js': INLINE })))(other)) },
    });
    new EdgeRedirector(stack, 'Redirects', { distribution, source: rules, existing: compose });
    const [fn] = made(root);
    expect(run(fn!, event('/docs')).results[0].headers['x-theirs'][0].value).toBe('/docs');
    expect(fn!.properties.Role['Fn::GetStackOutput'].StackName).toBe('Other');
  });

  it('under a condition joins where the condition holds', () => {
    const root = new App({ analyticsReporting: false, outdir: join(folder, `app-${count++}`) });
    const stack = new Stack(root, 'Web', VIRGINIA);
    const theirs = lambda(Code.fromInline(INLINE))(stack);
    const condition = new CfnCondition(stack, 'Guarded', {
      expression: Fn.conditionEquals(new CfnParameter(stack, 'P').valueAsString, 'yes'),
    });
    const distribution = new CfnDistribution(stack, 'Cdn', {
      distributionConfig: {
        enabled: true,
        origins: [{ id: 'o', domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } }],
        defaultCacheBehavior: {
          targetOriginId: 'o',
          viewerProtocolPolicy: 'allow-all',
          lambdaFunctionAssociations: [
            Fn.conditionIf(
              condition.logicalId,
              { EventType: 'viewer-request', IncludeBody: true, LambdaFunctionARN: theirs.functionArn },
              { Ref: 'AWS::NoValue' },
            ) as any,
          ],
        },
      },
    });
    new EdgeRedirector(stack, 'Redirects', { distribution, source: rules, existing: compose });
    const [withTheirs, without] = made(root)
      .sort(
        (a, b) =>
          Number(a.properties.Description.includes('Theirs')) - Number(b.properties.Description.includes('Theirs')),
      )
      .reverse();
    expect(run(withTheirs!, event('/docs')).results[0].headers).toHaveProperty('x-theirs');
    expect(run(without!, event('/docs')).results[0].headers).not.toHaveProperty('x-theirs');
    const {
      LambdaFunctionAssociations: [
        {
          'Fn::If': [name, then, otherwise],
        },
      ],
    } = root.synth().getStackByName('Web').template.Resources.Cdn.Properties.DistributionConfig.DefaultCacheBehavior;
    expect(name).toBe('Guarded');
    expect(then).toMatchObject({ EventType: 'viewer-request', IncludeBody: true });
    expect(otherwise).toMatchObject({ EventType: 'viewer-request' });
    expect(then.LambdaFunctionARN).not.toEqual(otherwise.LambdaFunctionARN);
  });

  it('two functions with one code', () => {
    const code = Code.fromAsset(files({ 'index.js': INLINE }));
    const { root } = app((stack) => {
      new LambdaFunction(stack, 'First', props(code));
      return lambda(code)(stack);
    });
    expect(run(made(root)[0]!, event('/docs')).results[0].headers['x-theirs'][0].value).toBe('/docs');
  });

  it('with staging disabled', () => {
    const root = new App({
      analyticsReporting: false,
      outdir: join(folder, `app-${count++}`),
      context: { 'aws:cdk:disable-asset-staging': true },
    });
    const stack = new Stack(root, 'Web', VIRGINIA);
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: { origin: siteOrigin, ...on(lambda(Code.fromAsset(files({ 'index.js': INLINE })))(stack)) },
    });
    new EdgeRedirector(stack, 'Redirects', { distribution, source: rules, existing: compose });
    const [fn] = made(root);
    const { packaging, path } = Object.values<any>(
      JSON.parse(readFileSync(join(root.outdir, 'Web.assets.json'), 'utf8')).files,
    )
      .map(({ source }) => source)
      .find(({ path: at }) => at.includes('cdk-cloudfront-edge-'));
    expect(packaging).toBe('zip');
    expect(run({ ...fn!, path }, event('/docs')).results[0].headers['x-theirs'][0].value).toBe('/docs');
    rmSync(path, { recursive: true });
  });

  it('a role by its ARN is used as it is', () => {
    const { root } = app((scope) =>
      lambda(Code.fromInline(INLINE), { role: Role.fromRoleArn(scope, 'R', 'arn:aws:iam::111122223333:role/a/x') })(
        scope,
      ),
    );
    expect((made(root)[0] as any).properties.Role).toBe('arn:aws:iam::111122223333:role/a/x');
  });

  it('the user\'s function stays as it was, and other behaviors keep it', () => {
    const root = new App({ analyticsReporting: false, outdir: join(folder, `app-${count++}`) });
    const stack = new Stack(root, 'Web', VIRGINIA);
    const theirs = lambda(Code.fromInline(INLINE))(stack);
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: { origin: siteOrigin, ...on(theirs) },
      additionalBehaviors: { '/kept/*': { origin: siteOrigin, ...on(theirs) } },
    });
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      source: rules,
      existing: compose,
      behaviors: EdgeBehaviors.defaultBehavior(),
    });
    const { Resources } = root.synth().getStackByName('Web').template;
    const { DefaultCacheBehavior, CacheBehaviors } = Object.values<any>(Resources).find(
      ({ Type }) => Type === 'AWS::CloudFront::Distribution',
    ).Properties.DistributionConfig;
    expect(DefaultCacheBehavior.LambdaFunctionAssociations).toEqual([
      { EventType: 'viewer-request', LambdaFunctionARN: { Ref: expect.stringMatching(/EdgeSlots/) } },
    ]);
    expect(CacheBehaviors[0].LambdaFunctionAssociations[0].LambdaFunctionARN.Ref).toMatch(/^Theirs/);
  });

  it('an included template', () => {
    const root = new App({ analyticsReporting: false, outdir: join(folder, `app-${count++}`) });
    const stack = new Stack(root, 'Web', VIRGINIA);
    const templateFile = join(
      files({
        't.json': JSON.stringify({
          Resources: {
            Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
            Theirs: {
              Type: 'AWS::Lambda::Function',
              Properties: {
                Code: { ZipFile: INLINE },
                Handler: 'index.handler',
                Runtime: 'nodejs20.x',
                Role: { 'Fn::GetAtt': 'Role.Arn' },
              },
            },
            V: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Theirs' } } },
            Cdn: {
              Type: 'AWS::CloudFront::Distribution',
              Properties: {
                DistributionConfig: {
                  Enabled: true,
                  Origins: [
                    { Id: 'o', DomainName: 'example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } },
                  ],
                  DefaultCacheBehavior: {
                    TargetOriginId: 'o',
                    ViewerProtocolPolicy: 'allow-all',
                    LambdaFunctionAssociations: [
                      { EventType: 'viewer-request', IncludeBody: true, LambdaFunctionARN: { Ref: 'V' } },
                    ],
                  },
                },
              },
            },
          },
        }),
      }),
      't.json',
    );
    const distribution = new CfnInclude(stack, 'Included', { templateFile }).getResource('Cdn') as CfnDistribution;
    new EdgeRedirector(stack, 'Redirects', { distribution, source: rules, existing: compose });
    const [fn] = made(root);
    expect(run(fn!, event('/docs')).results[0].headers['x-theirs'][0].value).toBe('/docs');
    expect(fn!.properties).toMatchObject({ Runtime: 'nodejs24.x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } });
    const [association] = root.synth().getStackByName('Web').template.Resources.Cdn.Properties.DistributionConfig
      .DefaultCacheBehavior.LambdaFunctionAssociations;
    expect(association).toMatchObject({ EventType: 'viewer-request', IncludeBody: true });
    expect(association.LambdaFunctionARN.Ref).not.toBe('V');
  });
});

describe('settings of the function', () => {
  const settings = (more: Partial<FunctionProps>) =>
    made(app(lambda(Code.fromInline(INLINE), more)).root)[0]!.properties;

  it.each([
    [{ memorySize: 512, timeout: Duration.seconds(20) }, { MemorySize: 512, Timeout: 25 }],
    [{ timeout: Duration.seconds(30) }, { MemorySize: 128, Timeout: 30 }],
    [{}, { MemorySize: 128, Timeout: 5 }],
    [{ timeout: Duration.seconds(5) }, { Timeout: 7 }],
    [{ runtime: Runtime.NODEJS_20_X }, { Runtime: 'nodejs24.x' }],
  ])('%j', (more, expected) => expect(settings(more)).toMatchObject(expected));

  it('the body of requests', () => {
    const { root } = app(lambda(Code.fromInline(INLINE)), VIRGINIA, { includeBody: true });
    const { Resources } = root.synth().getStackByName('Web').template;
    const { DefaultCacheBehavior } = Object.values<any>(Resources).find(
      ({ Type }) => Type === 'AWS::CloudFront::Distribution',
    ).Properties.DistributionConfig;
    expect(DefaultCacheBehavior.LambdaFunctionAssociations).toEqual([expect.objectContaining({ IncludeBody: true })]);
  });
});

describe('what cannot join is refused', () => {
  it.each<[string, string, string, (stack: Stack) => IVersion]>([
    ['Python', 'EDGE_EXISTING_RUNTIME', 'python3.12', lambda(Code.fromInline('def handler(event, context): pass'), { runtime: Runtime.PYTHON_3_12 })],
    ['an imported version', 'EDGE_EXISTING_IMPORTED', 'EdgeStep.fromFile', (stack) => Version.fromVersionArn(stack, 'V', 'arn:aws:lambda:us-east-1:111122223333:function:x:1')],
    ['a version that a custom resource makes', 'EDGE_EXISTING_IMPORTED', 'custom resource Web/Made, so that', (stack) => Version.fromVersionArn(stack, 'V', new CustomResource(stack, 'Made', { serviceToken: 'arn:aws:lambda:us-east-1:111122223333:function:x' }).getAttString('Arn'))],
    ['the same of another type', 'EDGE_EXISTING_IMPORTED', 'RedirectEventType.ORIGIN_REQUEST', (stack) => Version.fromVersionArn(stack, 'V', new CustomResource(stack, 'Made', { serviceToken: 'arn:aws:lambda:us-east-1:111122223333:function:x', resourceType: 'Custom::Made' }).getAttString('Arn'))],
    ['an object in S3', 'EDGE_EXISTING_CODE', 'Code.fromAsset', (stack) => lambda(Code.fromBucketV2(Bucket.fromBucketName(stack, 'B', 'bucket'), 'k.zip'))(stack)],
    ['code of parameters', 'EDGE_EXISTING_CODE', 'Code.fromAsset', lambda(Code.fromCfnParameters())],
    ['code that is a parameter', 'EDGE_EXISTING_TOKEN', 'Code.fromAsset', (stack) => lambda(Code.fromInline(new CfnParameter(stack, 'P').valueAsString))(stack)],
    ['a syntax error', 'EDGE_EXISTING_CODE', 'cannot be read', lambda(Code.fromInline('exports.handler = async ('))],
    ['an ES module in a template', 'EDGE_EXISTING_CODE', 'ES module', lambda(Code.fromInline('export const handler = async () => {};'))],
    ['no exports', 'EDGE_EXISTING_CODE', 'exports nothing', lambda(Code.fromInline('const handler = 1;'))],
    ['no file for its handler', 'EDGE_EXISTING_CODE', 'app.handler', lambda(Code.fromAsset(files({ 'index.js': INLINE })), { handler: 'app.handler' })],
    ['a handler outside of its folder', 'EDGE_EXISTING_CODE', '../x.handler', lambda(Code.fromAsset(files({ 'index.js': INLINE })), { handler: '../x.handler' })],
    ['an archive', 'EDGE_EXISTING_CODE', 'unpack', lambda(Code.fromAsset(join(files({ 'x.zip': 'PK' }), 'x.zip')))],
    ['layers', 'EDGE_LAMBDA_FEATURE', 'bundle them', (stack) => lambda(Code.fromInline(INLINE), { layers: [LayerVersion.fromLayerVersionArn(stack, 'L', 'arn:aws:lambda:us-east-1:111122223333:layer:x:1')] })(stack)],
  ])('%s', (_, code, text, theirs) => {
    const found = problems(app(theirs).root);
    expect(found.map((problem) => problem.code)).toEqual([code]);
    expect(found[0]!.message).toContain(text);
  });

  describe('a value in the code of an EdgeFunction of another Region', () => {
    const edgeFunction = (code: (stack: Stack) => Code) => (stack: Stack) => (
      new experimental.EdgeFunction(stack, 'Guard', props(code(stack))));
    const inCode = (value: string) => Code.fromInline(`${INLINE} // ${value}`.replace('// ', `const at = '${value}'; // `));

    it('says which one, and cures that the user can follow', () => {
      const [found] = problems(app(edgeFunction(() => inCode(Aws.REGION)), IRELAND).root);
      expect(found!.code).toBe('EDGE_EXISTING_TOKEN');
      for (const part of ['"AWS::Region"', 'as text', 'Code.fromAsset', 'another event']) expect(found!.message).toContain(part);
      expect(found!.message).not.toContain('values of the same stack');
    });

    it.each<[string, (stack: Stack) => IVersion]>([
      ['the value as text', edgeFunction(() => inCode('us-east-1'))],
      ['code in a folder', edgeFunction(() => Code.fromAsset(files({ 'index.js': INLINE })))],
    ])('the cure works: %s', (_, theirs) => expect(problems(app(theirs, IRELAND).root)).toEqual([]));

    it('the cure works: another event', () => {
      const more = { eventType: LambdaEdgeEventType.ORIGIN_REQUEST };
      expect(problems(app(edgeFunction(() => inCode(Aws.REGION)), IRELAND, more).root)).toEqual([]);
    });

    it.each(['a Lambda function of another stack in us-east-1'])('%s gets the same', () => {
      const theirs = (stack: Stack) => new LambdaFunction(
        new Stack(stack.node.root, 'Guards', VIRGINIA), 'Guard', props(inCode(Aws.ACCOUNT_ID))).currentVersion;
      expect(problems(app(theirs).root)[0]!.message).toMatch(/"AWS::AccountId".*as text/);
    });
  });

  it('an alias', () => {
    const { root, stack, distribution } = app(lambda(Code.fromInline(INLINE)));
    const theirs = stack.node.findChild('Theirs') as LambdaFunction;
    const alias = new Alias(stack, 'Alias', { aliasName: 'a', version: theirs.currentVersion });
    const resource = distribution.node.defaultChild as CfnDistribution;
    resource.distributionConfig = {
      enabled: true,
      origins: [{ id: 'o', domainName: 'example.com' }],
      defaultCacheBehavior: {
        targetOriginId: 'o',
        viewerProtocolPolicy: 'allow-all',
        lambdaFunctionAssociations: [{ eventType: 'viewer-request', lambdaFunctionArn: alias.functionArn }],
      },
    };
    expect(problems(root).map(({ code }) => code)).toEqual(['EDGE_LAMBDA_VERSION']);
  });

  it('a step of the other host', () => {
    const { root, stack, distribution } = app(lambda(Code.fromInline(INLINE)));
    const step = EdgeStep.fromFile(
      join(files({ 'f.js': 'function handler(event) { return event.request; }' }), 'f.js'),
      { host: EdgeStepHost.CLOUDFRONT_FUNCTION },
    );
    new EdgeCustomStep(stack, 'Step', {
      distribution,
      step,
      event: LambdaEdgeEventType.VIEWER_REQUEST,
      existing: compose,
    });
    expect(problems(root).map(({ code }) => code)).toContain('EDGE_EXISTING_HOST');
  });

  it('files beside a value of the deployment', () => {
    const theirs = lambda(
      Code.fromAsset(files({ 'index.js': 'exports.handler = async (e) => e.Records[0].cf.response;' })),
    );
    const { root, stack, distribution } = app(theirs, VIRGINIA, { eventType: LambdaEdgeEventType.ORIGIN_RESPONSE });
    const page = ErrorPage.fromInline(`<p>${new CfnParameter(stack, 'P').valueAsString}</p>`);
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      existing: compose,
      rules: [{ statuses: ErrorStatuses.serverErrors(), action: ErrorAction.respond({ page }) }],
    });
    expect(problems(root).map(({ code }) => code)).toEqual(['EDGE_EXISTING_VALUES']);
  });

  it('a later change of the code', () => {
    const { root, stack } = app(lambda(Code.fromInline(INLINE)));
    const resource = stack.node.findChild('Theirs').node.defaultChild as CfnFunction;
    const last = new Construct(stack, 'Last');
    Aspects.of(stack).add(
      { visit: (node) => node === last && resource.addPropertyOverride('Code.ZipFile', `${INLINE} // new`) },
      { priority: 900 },
    );
    expect(problems(root).map(({ code }) => code)).toEqual(['EDGE_EXISTING_LATE']);
  });

  it('nothing if no construct says so', () => {
    const { root } = app(lambda(Code.fromInline(INLINE)), VIRGINIA, {}, ExistingAttachments.refuse());
    expect(problems(root).map(({ code }) => code)).toEqual(['EDGE_EVENT_TAKEN']);
  });
});
