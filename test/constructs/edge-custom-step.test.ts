import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { CfnParameter, Fn } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { LambdaEdgeEventType, type Distribution } from 'aws-cdk-lib/aws-cloudfront';
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
  RedirectSource,
  type EdgeCustomStepOptions,
} from '../../src';
import { codeOf, renderedBehaviors, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

const folder = mkdtempSync(join(tmpdir(), 'steps-'));
let files = 0;

/** A file of the user with this code. */
function file(code: string): string {
  const path = join(folder, `step-${files++}.js`);
  writeFileSync(path, code);
  return path;
}

const step = (code: string) => EdgeStep.fromFile(file(code));
const functionStep = (code: string) => EdgeStep.fromFile(file(code), { host: EdgeStepHost.CLOUDFRONT_FUNCTION });
const { VIEWER_REQUEST, ORIGIN_REQUEST, ORIGIN_RESPONSE, VIEWER_RESPONSE } = LambdaEdgeEventType;

/** A site with redirects and error pages, and these steps of the user. */
function site(...steps: EdgeCustomStepOptions[]) {
  const { stack, distribution } = siteStack();
  new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: RedirectSource.fromInline('{ "/old": "/new" }') });
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }],
  });
  steps.forEach((options, index) => new EdgeCustomStep(stack, `Step${index}`, { distribution, ...options }));
  const logs: any[] = [];
  return {
    stack,
    logs,
    template: () => Template.fromStack(stack),
    handler: (event: string) => {
      const template = Template.fromStack(stack);
      return loadFunction(codeOf(template, versionOn(template, '*', event)!), (line) => logs.push(JSON.parse(line)));
    },
  };
}

const stamp = (value: string) =>
  step(`
  exports.handler = async (event) => {
    const { response } = event.Records[0].cf;
    response.headers['x-stamp'] = [...(response.headers['x-stamp'] || []), { key: 'X-Stamp', value: '${value}:' + response.status }];
    return response;
  };`);

/** CloudFormation looks for these in every string of a template, also in code. */
describe('a dynamic reference in the code of the user', () => {
  const code = "exports.handler = async () => ({ status: '200', headers: {}, body: '{{resolve:ssm:/x}}' });";
  const functionCode = "function handler(event) { return { statusCode: 200, body: '{{resolve:ssm:/x}}' }; }";

  it('moves the code into an asset', () => {
    const { template } = site({ event: ORIGIN_REQUEST, step: step(code) });
    expect(JSON.stringify(template().toJSON())).not.toContain('{{resolve');
  });

  it('is refused if the code has to be in the template', () => {
    const { stack, template } = site({ event: ORIGIN_RESPONSE, step: step(code) });
    const page = ErrorPage.fromInline(new CfnParameter(stack, 'Text').valueAsString);
    const distribution = stack.node.findChild('Site') as Distribution;
    new EdgeErrorMasker(stack, 'More', {
      distribution,
      rules: [{ statuses: ErrorStatuses.codes(403), action: ErrorAction.respond({ page }) }],
    });
    expect(template).toThrow(
      /the function of mask-errors, mask-errors, custom has "\{\{resolve:" in its code.*\[EDGE_CODE_DYNAMIC_REFERENCE\]/,
    );
  });

  it('is refused in a CloudFront Function', () => {
    const { stack, distribution } = siteStack();
    new EdgeCustomStep(stack, 'Step', { distribution, event: VIEWER_REQUEST, step: functionStep(functionCode) });
    expect(() => Template.fromStack(stack)).toThrow(/EDGE_CODE_DYNAMIC_REFERENCE/);
  });
});

describe('EdgeCustomStep in Lambda@Edge', () => {
  it('shares the function of the slot', () => {
    // viewer-request and origin-response
    site({ event: ORIGIN_RESPONSE, step: stamp('a') }).template().resourceCountIs('AWS::Lambda::Function', 2);
  });

  it('may return a status only, and later steps get a complete response', async () => {
    const first = {
      event: ORIGIN_RESPONSE,
      position: EdgeStepPosition.FIRST,
      step: step('exports.handler = async () => ({ status: "404" });'),
    };
    const { handler, logs } = site(first);
    expect(await handler('origin-response')(edgeEvent('origin-response', { status: 200 }))).toMatchObject({
      status: '302',
    });
    expect(logs).toEqual([]);
  });

  it('runs before and after the steps of the library, and equal positions in the order of the app', async () => {
    const handler = site(
      { event: ORIGIN_RESPONSE, step: stamp('last'), position: EdgeStepPosition.LAST },
      { event: ORIGIN_RESPONSE, step: stamp('one') },
      { event: ORIGIN_RESPONSE, step: stamp('two') },
      { event: ORIGIN_RESPONSE, step: stamp('first'), position: EdgeStepPosition.FIRST },
    ).handler('origin-response');
    const { status, headers } = await handler(edgeEvent('origin-response', { uri: '/x', status: 200 }));
    expect(status).toBe('200');
    expect(headers['x-stamp'].map((h: any) => h.value)).toEqual(['first:200', 'one:200', 'two:200', 'last:200']);
  });

  it('sees the response of an earlier step, and changes what later steps see', async () => {
    const recover = step('exports.handler = (event) => ({ ...event.Records[0].cf.response, status: \'200\' });');
    const behind = site({ event: ORIGIN_RESPONSE, step: stamp('after') }).handler('origin-response');
    expect((await behind(edgeEvent('origin-response', { uri: '/x', status: 404 }))).headers['x-stamp'][0].value).toBe(
      'after:302',
    );
    const before = site({ event: ORIGIN_RESPONSE, step: recover, position: EdgeStepPosition.FIRST }).handler(
      'origin-response',
    );
    expect(await before(edgeEvent('origin-response', { uri: '/x', status: 404 }))).toMatchObject({ status: '200' });
  });

  it('changes requests or responds to them, unless an earlier step has responded', async () => {
    const handler = site({
      event: VIEWER_REQUEST,
      step: step(`
      module.exports.handler = async (event) => {
        const { config, request } = event.Records[0].cf;
        if (request.uri === '/private') return { status: '401', statusDescription: config.requestId };
        request.uri += '/index.html';
        return request;
      };`),
    }).handler('viewer-request');
    const event = edgeEvent('viewer-request', { uri: '/docs' });
    expect(await handler(event)).toEqual({ ...event.Records[0].cf.request, uri: '/docs/index.html' });
    expect(event.Records[0].cf.request.uri).toBe('/docs'); // a copy was changed
    expect(await handler(edgeEvent('viewer-request', { uri: '/private' }))).toMatchObject({
      status: '401',
      statusDescription: event.Records[0].cf.config.requestId,
    });
    expect(await handler(edgeEvent('viewer-request', { uri: '/old' }))).toMatchObject({ status: '301' });
  });

  it.each([
    ['throws', 'exports.handler = async (event) => { event.Records[0].cf.response.status = "500"; throw new Error("boom"); };'],
    ['throws while it loads', 'throw new Error("boom"); exports.handler = () => {};'],
    ['returns rubbish', 'exports.handler = async () => "boom";'],
    ['exports something else', 'exports.handler = "boom";'],
  ])('does not change the message if the file %s', async (_, code) => {
    const broken = site({ event: ORIGIN_RESPONSE, step: step(code), position: EdgeStepPosition.FIRST });
    const handler = broken.handler('origin-response');
    const event = edgeEvent('origin-response', { uri: '/x', status: 200 });
    expect(await handler(event)).toEqual(event.Records[0].cf.response);
    // the others go on
    expect(await handler(edgeEvent('origin-response', { uri: '/x', status: 404 }))).toMatchObject({ status: '302' });
    expect(broken.logs[0]).toMatchObject({ code: 'EDGE_STEP_FAILED', step: expect.stringMatching(/^step-\d+\.js$/) });
  });

  it.each([
    ['a guard', {}, { status: '503' }],
    ['a guard that is to refuse', { onFailure: EdgeStepFailure.REFUSE }, { status: '503' }],
    ['code that is to pass', { onFailure: EdgeStepFailure.PASS }, { uri: '/x' }],
    ['code that is to pass, in front of a redirect', { onFailure: EdgeStepFailure.PASS }, { status: '301' }, '/old'],
  ])('on a request event %s that throws does as `onFailure` says', async (_, options, expected, uri = '/x') => {
    const broken = site({
      event: VIEWER_REQUEST,
      step: step('exports.handler = async () => { throw new Error("boom"); };'),
      position: EdgeStepPosition.FIRST,
      ...options,
    });
    expect(await broken.handler('viewer-request')(edgeEvent('viewer-request', { uri }))).toMatchObject(expected);
    expect(broken.logs).toHaveLength(1);
  });

  it('may have `onFailure` PASS on response events, where that is the only behavior', () => {
    expect(() =>
      site({ event: ORIGIN_RESPONSE, step: stamp('x'), onFailure: EdgeStepFailure.PASS }).template(),
    ).not.toThrow();
  });

  it('encodes whether a step refuses or passes in the function\'s code', () => {
    const passing = site({
      event: ORIGIN_REQUEST,
      step: step('exports.handler = async () => {};'),
      onFailure: EdgeStepFailure.PASS,
    }).template();
    const refusing = site({ event: ORIGIN_REQUEST, step: step('exports.handler = async () => {};') }).template();
    expect(
      [passing, refusing].map(
        (t) => /"response":false(,"pass":true)?\}/.exec(codeOf(t, versionOn(t, '*', 'origin-request')!))![1],
      ),
    ).toEqual([',"pass":true', undefined]);
  });

  it('may use the modules of Node.js, and returning nothing means "go on"', async () => {
    const handler = site({
      event: ORIGIN_REQUEST,
      step: step(
        'const { createHash } = require("node:crypto");\nexports.handler = async () => { createHash("sha256"); };\n// a comment at the end',
      ),
    }).handler('origin-request');
    const event = edgeEvent('origin-request', { uri: '/x' });
    expect(await handler(event)).toEqual(event.Records[0].cf.request);
  });

  it('includes the body of requests', () => {
    const template = site({
      event: ORIGIN_REQUEST,
      step: step('exports.handler = async () => {};'),
      includeBody: true,
    }).template();
    const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
    expect(distribution.Properties.DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations).toContainEqual(
      expect.objectContaining({ EventType: 'origin-request', IncludeBody: true }));
  });

  it('warns on viewer-response, where errors are not seen', () => {
    const { stack } = site({ event: VIEWER_RESPONSE, step: stamp('x') });
    Annotations.fromStack(stack).hasWarning('/Web/Step0', Match.stringLikeRegexp('EDGE_VIEWER_RESPONSE'));
  });

  it.each([
    ['a file that is not there', { step: EdgeStep.fromFile('no-such-file.js'), event: ORIGIN_REQUEST }, 'EDGE_STEP_FILE'],
    ['an ES module', { step: step('export const handler = async () => {};'), event: ORIGIN_REQUEST }, 'EDGE_STEP_SYNTAX'],
    ['TypeScript', { step: step('exports.handler = async (event: any) => {};'), event: ORIGIN_REQUEST }, 'EDGE_STEP_SYNTAX'],
    ['a file with a value of the deployment', { step: step(`exports.handler = async () => "${Fn.importValue('x')}";`), event: ORIGIN_REQUEST }, 'EDGE_STEP_TOKEN'],
    ['a list of the deployment', { step: functionStep(`function handler() { return ["${Fn.split(',', Fn.importValue('x'))[0]}"]; }`), event: VIEWER_REQUEST }, 'EDGE_STEP_TOKEN'],
    ['a file with what looks like one', { step: step('exports.handler = async () => "${Token[TOKEN.1]}";'), event: ORIGIN_REQUEST }, 'EDGE_STEP_TOKEN'],
    ['a file without handler', { step: step('exports.main = async () => {};'), event: ORIGIN_REQUEST }, 'EDGE_STEP_HANDLER'],
    ['to refuse on a response event', { step: stamp('x'), event: ORIGIN_RESPONSE, onFailure: EdgeStepFailure.REFUSE }, 'EDGE_STEP_REFUSE'],
    ['a body on a response event', { step: stamp('x'), event: ORIGIN_RESPONSE, includeBody: true }, 'EDGE_INCLUDE_BODY'],
    ['a CloudFront Function on an origin event', { step: functionStep('function handler(event) {}'), event: ORIGIN_REQUEST }, 'EDGE_FUNCTION_EVENT'],
    ['a CloudFront Function without handler', { step: functionStep('function main(event) {}'), event: VIEWER_RESPONSE }, 'EDGE_STEP_HANDLER'],
  ])('refuses %s', (_, options, code) => expect(site(options).template).toThrow(new RegExp(code)));

  it('refuses both kinds on the viewer events of a behavior', () => {
    const { stack, distribution } = siteStack();
    const source = RedirectSource.fromInline('{ "/old": "/new" }');
    // Without `host`, the redirects would run in a CloudFront Function, too.
    new EdgeRedirector(stack, 'Redirects', { distribution, source, host: EdgeStepHost.LAMBDA_EDGE });
    new EdgeCustomStep(stack, 'Step0', {
      distribution,
      event: VIEWER_RESPONSE,
      step: functionStep('function handler(event) { return event.response; }'),
    });
    expect(() => Template.fromStack(stack)).toThrow(
      /Web\/Redirects: 1 problem[^]*beside Web\/Step0 on viewer-response[^]*Web\/Step0: 1 problem[^]*beside Web\/Redirects on viewer-request/,
    );
  });
});

describe('EdgeCustomStep in CloudFront Functions', () => {
  const { stack, distribution } = siteStack();
  const add = (id: string, code: string, options: Partial<EdgeCustomStepOptions> = {}) =>
    new EdgeCustomStep(stack, id, {
      distribution,
      event: VIEWER_REQUEST,
      step: functionStep(code),
      behaviors: EdgeBehaviors.all(),
      ...options,
    });
  add(
    'Two',
    'import cf from "cloudfront";\nconst name = "two";\nfunction handler(event) { event.request.headers[name] = { value: typeof cf }; return event.request; }',
  );
  add('Broken', 'function handler(event) { event.request.uri = "/broken"; throw new Error("boom"); }', {
    onFailure: EdgeStepFailure.PASS,
  });
  add(
    'One',
    'const name = "one";\nasync function handler(event) {\n  if (event.request.uri === "/stop") return { statusCode: 403 };\n  event.request.headers[name] = { value: "1" };\n  return event.request;\n}',
    { position: EdgeStepPosition.FIRST },
  );
  const template = Template.fromStack(stack);

  it('is one function, shared by behaviors', () => {
    template.resourceCountIs('AWS::CloudFront::Function', 1);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    const [id] = Object.keys(template.findResources('AWS::CloudFront::Function'));
    for (const behavior of Object.values(renderedBehaviors(template))) {
      expect(behavior.functions).toEqual([
        { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [id, 'FunctionARN'] } },
      ]);
    }
    template.hasResourceProperties('AWS::CloudFront::Function', { FunctionConfig: { Runtime: 'cloudfront-js-2.0' } });
  });

  const run = async (uri: string) => {
    const [{ Properties: { FunctionCode } }] = Object.values(template.findResources('AWS::CloudFront::Function'));
    const logs: string[] = [];
    const [first, ...rest] = FunctionCode.split('\n');
    expect(first).toBe("import cf from 'cloudfront';"); // has to be the first line
    const handler = runInNewContext(`${rest.join('\n')}\nhandler`, {
      cf: {},
      console: { log: (line: string) => logs.push(line) },
    });
    const event = {
      context: { eventType: 'viewer-request', requestId: 'id' },
      request: { method: 'GET', uri, headers: {} },
    };
    return { result: await handler(event), logs };
  };

  it('runs the files in order, each in its own scope, and skips one that fails with PASS', async () => {
    const { result, logs } = await run('/x');
    expect(result).toEqual({ method: 'GET', uri: '/x', headers: { one: { value: '1' }, two: { value: 'object' } } });
    expect(logs.map((l) => JSON.parse(l))).toEqual([
      expect.objectContaining({ code: 'EDGE_STEP_FAILED', requestId: 'id' }),
    ]);
  });

  it('supports imports of runtime modules, with the names that each file uses', () => {
    const { stack: more, distribution: of } = siteStack();
    const imports = (...lines: string[]) => functionStep(
      `${lines.join('\n')}\nfunction handler(event) { event.request.headers[typeof x] = { value: typeof y }; return event.request; }`);
    const steps = [
      imports("import x from 'crypto';", 'import y from "cloudfront"'),
      imports('  import x from "querystring"', "import y from 'buffer';"),
    ];
    steps.forEach(
      (one, index) => new EdgeCustomStep(more, `Step${index}`, { distribution: of, event: VIEWER_REQUEST, step: one }),
    );
    const [
      {
        Properties: { FunctionCode },
      },
    ] = Object.values(Template.fromStack(more).findResources('AWS::CloudFront::Function'));
    expect(FunctionCode.match(/^.*\bimport\b.*$/gm)).toEqual(["import cf from 'cloudfront';"]);
    const asked: string[] = [];
    const required = (name: string) => asked.push(name) && (() => 0);
    const handler = runInNewContext(`${FunctionCode.split('\n').slice(1).join('\n')}\nhandler`, {
      cf: {},
      require: required,
      console,
    });
    const event = { context: { eventType: 'viewer-request' }, request: { method: 'GET', uri: '/', headers: {} } };
    expect(handler(event)).toMatchObject({ headers: { function: { value: 'function' } } });
    expect(asked).toEqual(['crypto', 'querystring', 'buffer']);
  });

  it('ends with a response', async () => expect((await run('/stop')).result).toEqual({ statusCode: 403 }));

  it('is refused if it is larger than CloudFront accepts', () => {
    const big = siteStack();
    new EdgeCustomStep(big.stack, 'Big', {
      distribution: big.distribution,
      event: VIEWER_REQUEST,
      step: functionStep(`function handler(event) { return event.request; }\nvar text = '${'x'.repeat(10_240)}';`),
    });
    expect(() => Template.fromStack(big.stack)).toThrow(
      /bytes of code, \d{5} of [^ ]+, \d{4} of this library; CloudFront takes 10240, and comments and spaces are not among them: shorten the names in the files, or use Lambda@Edge.*\[EDGE_FUNCTION_SIZE\]/,
    );
  });
});
