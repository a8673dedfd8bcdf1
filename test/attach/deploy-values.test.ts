import {
  App,
  CfnDynamicReference,
  CfnDynamicReferenceService,
  CfnParameter,
  CfnResource,
  Duration,
  Fn,
  Lazy,
  SecretValue,
  Stack,
  Token,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import * as fc from 'fast-check';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeErrorMasker,
  EdgeRedirector,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  RedirectSource,
  SecurityHeaders,
  type EdgeErrorMaskerOptions,
} from '../../src';
import { composeCode, inlineData } from '../../src/attach/slots/code';
import { configSource, ValueTable } from '../../src/attach/slots/config-source';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import { loadCloudFrontFunction } from '../../src/preview/edge/load-cloudfront-function';
import { codeOf, siteOrigin, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { deployedCode, deployedText } from '../support/deployed';
import { edgeEvent, type EventInput } from '../support/events';

const statuses = ErrorStatuses.codes(404);
const respond = (page: ErrorPage, statusCode?: number) => [
  { statuses, action: ErrorAction.respond({ page, statusCode }) },
];
const inline = (text: string) => respond(ErrorPage.fromInline(text));
const parameter = (stack: Stack, id = 'Text') => new CfnParameter(stack, id).valueAsString;

function masked(rules: (stack: Stack) => EdgeErrorMaskerOptions['rules'], distributionProps: object = {}) {
  const { stack, distribution } = siteStack(undefined, distributionProps);
  new EdgeErrorMasker(stack, 'Errors', { distribution, rules: rules(stack) });
  return { stack, code: () => Template.fromStack(stack) };
}

function run(
  template: Template,
  known: (intrinsic: any) => string,
  event: 'origin-response' | 'viewer-request' = 'origin-response',
) {
  const logs: any[] = [];
  const globals = { setTimeout, clearTimeout, process: { env: {} }, URL };
  const handler = loadFunction(deployedCode(template, event, known), (line) => logs.push(JSON.parse(line)), globals);
  return { logs, ask: (input: EventInput = {}) => handler(edgeEvent(event, { status: 404, uri: '/lost', ...input })) };
}

describe('the table of values', () => {
  it('has each value once, even if it is used several times', () => {
    const { code } = masked((stack) => {
      const text = parameter(stack);
      return [
        ...inline(`${text}${text}`),
        ...respond(ErrorPage.problemDetails({ title: text, detail: text })),
        { statuses, action: ErrorAction.redirectTo(text) },
      ];
    });
    const template = code();
    expect(
      JSON.stringify(codeOf(template, versionOn(template, '*', 'origin-response')!)).match(/Fn::Base64/g),
    ).toHaveLength(1);
  });

  it('is omitted without such values, and so is the part that checks them', () => {
    const config = { rules: [{ a: 1, b: ['x', null, true, 1.5], c: undefined, d: {}, e: 'ä"\\\n' }] };
    expect(configSource(config, new ValueTable())).toBe(JSON.stringify(config));
    expect(composeCode([{ part: 'mask-errors', config }], inlineData)).not.toMatch(/deployValues|edgeValue/);
  });

  it('can contain values of other stacks', async () => {
    const app = new App({ analyticsReporting: false });
    const env = { region: 'us-east-1' };
    const other = new Stack(app, 'Other', { env });
    const stack = new Stack(app, 'Web', { env });
    const distribution = new Distribution(stack, 'Site', { defaultBehavior: { origin: siteOrigin } });
    const name = new CfnResource(other, 'Topic', { type: 'AWS::SNS::Topic' }).getAtt('TopicName').toString();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules: inline(`<p>${name}`) });
    app.synth();
    const template = Template.fromStack(stack);
    const known = (intrinsic: any) => (intrinsic['Fn::ImportValue'] ? '"' : 'not imported');
    expect(await run(template, known).ask()).toMatchObject({ body: '<p>"' });
  });

  it('contains lazy values as resolved text', async () => {
    const template = masked(() => inline(Lazy.string({ produce: () => '"\u2028\\' }))).code();
    expect(codeOf(template, versionOn(template, '*', 'origin-response')!)).toEqual(expect.any(String));
    expect(await run(template, () => '').ask()).toMatchObject({ body: '"\u2028\\' });
  });

  it('is created for CloudFront Functions, too, in their dialect', async () => {
    const stack = new Stack();
    const code = 'function handler(event) { throw new Error("x"); }';
    const source = composeCloudFrontFunction([{ part: 'custom', config: { name: Fn.importValue('name') }, code }]);
    const name = '"\'\\\n\u2028`${x}*/ä😀';
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      const handler = loadCloudFrontFunction(
        { code: deployedText(stack.resolve(source), () => name), keyValues: {} } as any,
        () => undefined,
      ) as any;
      await handler(
        JSON.stringify({ context: { eventType: 'viewer-request', requestId: '1' }, request: { uri: '/' } }),
      );
      expect(JSON.parse(String(written.mock.calls[0][0]))).toMatchObject({ code: 'EDGE_STEP_FAILED', step: name });
    } finally {
      written.mockRestore();
    }
  });
});

describe('a configuration as code', () => {
  const evaluated = (source: string, edgeValue: unknown = undefined) =>
    new Function('edgeValue', `return ${source}`)(edgeValue);

  it('evaluates to the same value', () => fc.assert(fc.property(fc.jsonValue({ stringUnit: 'binary' }), (config) => {
    const source = configSource(config, new ValueTable());
    expect(JSON.stringify(evaluated(source))).toBe(JSON.stringify(config));
    expect(source).not.toMatch(/[\u2028\u2029]/);
  })));

  it('contains no line terminators', () => {
    expect(configSource({ 'a\u2028': 'b\u2029' }, new ValueTable())).toBe('{"a\\u2028":"b\\u2029"}');
  });

  it('sets no prototype', () => {
    const config = JSON.parse('{"__proto__":{"admin":true},"a":{"__proto__":1}}');
    const made = evaluated(configSource(config, new ValueTable()));
    expect(made.admin).toBeUndefined();
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(JSON.stringify(made)).toBe(JSON.stringify(config));
  });

  it('has values in texts, names and numbers', () => {
    const config = {
      [`n-${Fn.importValue('a')}`]: [
        `${Fn.importValue('b')}${Fn.importValue('c')}`,
        Token.asNumber(Fn.getAtt('D', 'E')),
        Fn.getAtt('F', 'G'),
      ],
    };
    const source = configSource(config, new ValueTable());
    expect(evaluated(source, (index: number) => String(index))).toEqual({ 'n-0': ['12', 3, '4'] });
  });
});

describe('dynamic references', () => {
  const references: [string, (stack: Stack) => string][] = [
    ['of SSM', () => new CfnDynamicReference(CfnDynamicReferenceService.SSM, '/text:1').toString()],
    ['of a version of a parameter', (stack) => StringParameter.fromStringParameterAttributes(stack, 'P', { parameterName: '/text', version: 1 }).stringValue],
    ['that are secret', () => SecretValue.secretsManager('secret').unsafeUnwrap()],
    ['with a parameter inside', (stack) => SecretValue.secretsManager(`arn:aws:secretsmanager:us-east-1:111122223333:secret:${parameter(stack)}`).unsafeUnwrap()],
    ['that are computed late', () => Lazy.string({ produce: () => '{{resolve:ssm:/text}}' })],
    ['below a condition', () => Fn.conditionIf('Prod', '{{resolve:ssm:/text}}', 'x').toString()],
  ];
  const places: [string, (value: string) => EdgeErrorMaskerOptions['rules']][] = [
    ['a page', (value) => inline(`<p>${value}`)],
    ['problem details', (value) => respond(ErrorPage.problemDetails({ extensions: { a: [value] } }))],
    ['a location', (value) => [{ statuses, action: ErrorAction.redirectTo(value) }]],
  ];

  describe.each(places)('in %s are refused', (_, rules) => {
    it.each(references)('%s', (__, make) => {
      expect(() => masked((stack) => rules(make(stack))).code()).toThrow(
        /^Web\/Errors: 1 problem\n  holds a dynamic reference, got "\{\{resolve:.*StringParameter\.valueForStringParameter.*\[EDGE_VALUE_DYNAMIC_REFERENCE\]$/,
      );
    });
  });

  it('in a policy that a function completes are refused, and are CloudFormation\'s where none does', () => {
    const synth = (...scriptSrc: CspSource[]) => {
      const { stack, distribution } = siteStack();
      const contentSecurityPolicy = ContentSecurityPolicy.fromDirectives({ scriptSrc });
      new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy });
      return Template.fromStack(stack);
    };
    const source = CspSource.host(SecretValue.ssmSecure('/host').unsafeUnwrap());
    expect(() => synth(source, CspSource.distributionDomain())).toThrow(/EDGE_VALUE_DYNAMIC_REFERENCE/);
    expect(JSON.stringify(synth(source).toJSON())).toContain('script-src {{resolve:ssm-secure:/host}}');
  });

  it.each(['{{resolve:ssm:/x}}', '{{{resolve:ssm:/x}}}', '{{ resolve : ssm:/x }}', '{{RESOLVE:ssm:/x}}'])(
    'on a page are plain text: %s',
    async (text) => {
      const template = masked(() => [
        ...inline(text),
        { statuses: ErrorStatuses.codes(403), action: ErrorAction.redirectTo('/404.html') },
      ]).code();
      expect(JSON.stringify(template.toJSON())).not.toMatch(/\{\{\s*resolve/i);
      expect(await run(template, () => '').ask()).toMatchObject({ body: text });
    },
  );

  it('that result from concatenation with a value are plain text, too', async () => {
    const template = masked((stack) => inline(`{{resolve:ssm:${parameter(stack)}}}`)).code();
    expect(JSON.stringify(template.toJSON())).not.toContain('{{resolve');
    expect(await run(template, () => '/x').ask()).toMatchObject({ body: '{{resolve:ssm:/x}}' });
  });
});

describe('what cannot be filled in is refused', () => {
  it.each<[string, (stack: Stack) => object]>([
    ['a list', (stack) => new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList],
    ['a list inside', (stack) => ({ a: { b: new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList } })],
    ['the name of a member', (stack) => ({ [parameter(stack)]: 1 })],
  ])('%s', (_, value) => {
    expect(() =>
      masked((stack) => respond(ErrorPage.problemDetails({ extensions: { value: value(stack) } }))).code(),
    ).toThrow(/rules\[0\]\.action\.page\.extensions holds a list.*\[EDGE_VALUE_LIST\]/);
  });

  it('a value that resolves to one', () => {
    const late = Lazy.any({ produce: () => ({ a: 1, b: 2 }) });
    expect(() => masked(() => respond(ErrorPage.problemDetails({ extensions: { late } }))).code()).toThrow(
      /holds a list or an object.*\[EDGE_VALUE_LIST\]/,
    );
  });

  it('inline rules, which are compiled at synth', () => {
    const { stack, distribution } = siteStack();
    const source = RedirectSource.fromInline(
      JSON.stringify({ '/a': `https://${parameter(stack)}/b`, '/c': `/${parameter(stack, 'More')}` }),
    );
    new EdgeRedirector(stack, 'Redirects', { distribution, source });
    expect(() => Template.fromStack(stack)).toThrow(
      /source holds a value that is only known at deploy time.*\[EDGE_REDIRECT_LATE\]/,
    );
  });
});

describe('a number in problem details', () => {
  const template = masked((stack) =>
    respond(
      ErrorPage.problemDetails({
        extensions: {
          limit: new CfnParameter(stack, 'Limit', { type: 'Number' }).valueAsNumber,
          more: [Token.asNumber(Fn.getAtt('Thing', 'Size'))],
        },
      }),
    ),
  ).code();

  it.each<[string, unknown]>([
    ['10', 10],
    ['-1.5', -1.5],
    ['1e3', 1000],
    ['', ''],
    ['010', '010'],
    ['1,"a":2', '1,"a":2'],
    ['NaN', 'NaN'],
    ['0x10', '0x10'],
  ])('%j', async (value, expected) => {
    const { body } = await run(template, () => value).ask();
    expect(JSON.parse(body)).toMatchObject({ limit: expected, more: [expected] });
  });
});

describe('an error page that is only known at deploy time', () => {
  const redirect = (stack: Stack) => [{ statuses, action: ErrorAction.redirectTo(parameter(stack)) }];

  it.each([
    ['/404.html', '/404.HTML'],
    ['/404.html?x', '/404%2Ehtml'],
    ['https://d1.cloudfront.net/404.html#a', '//404.html/'],
    ['/', '/index.html'],
  ])('%s is never redirected to itself', async (value, uri) => {
    const { ask } = run(masked(redirect, { defaultRootObject: 'index.html' }).code(), () => value);
    expect(await ask({ uri })).toMatchObject({ status: '404', headers: {} });
    expect(await ask()).toMatchObject({ status: '302', headers: { location: [{ value }] } });
  });

  it('is the default root object, whose name is a parameter', async () => {
    const { stack, distribution } = siteStack();
    (distribution.node.defaultChild as any).distributionConfig.defaultRootObject = parameter(stack);
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules: [{ statuses, action: ErrorAction.redirectTo('/') }] });
    const { ask } = run(Template.fromStack(stack), () => 'start.html');
    expect(await ask({ uri: '/start.html' })).toMatchObject({ status: '404', headers: {} });
    expect(await ask()).toMatchObject({ status: '302' });
  });
});

describe('an invalid value is logged once, without the value', () => {
  it('a location', async () => {
    const options = { statusCode: 301, cacheTtl: Duration.days(9) };
    const template = masked((stack) => [
      { statuses, action: ErrorAction.redirectTo(parameter(stack), options) },
    ]).code();
    const { ask, logs } = run(template, () => '//secret.example');
    const { headers, ...answer } = await ask();
    expect(answer).toEqual({
      status: '404',
      statusDescription: '',
      bodyEncoding: 'text',
      body: '<!doctype html><title>Error</title><h1>404 Error</h1>',
    });
    expect(Object.values<any>(headers).map(([{ key, value }]) => `${key}: ${value}`.toLowerCase())).toEqual([
      'cache-control: no-store', 'content-type: text/html; charset=utf-8',
    ]);
    await ask();
    expect(logs).toEqual([
      {
        level: 'ERROR',
        code: 'EDGE_DEPLOY_VALUE',
        step: 'mask-errors',
        message: 'a value of the deployment cannot be used: rules[0].action is not a valid location',
      },
    ]);
  });

  it('a page that is too large, which is replaced by a page with an error status', async () => {
    const { ask, logs } = run(
      masked((stack) => respond(ErrorPage.fromInline(parameter(stack).repeat(300)), 200)).code(),
      () => 'x'.repeat(4096),
    );
    expect(await ask()).toMatchObject({ status: '503', body: expect.stringContaining('503 Service Unavailable') });
    expect(logs).toMatchObject([
      { code: 'EDGE_DEPLOY_VALUE', message: expect.stringContaining('pages[0] is too large') },
    ]);
  });

  it.each(['/x', '../x', 'a/./b', 'ä'.repeat(513), ''])('a key of S3: %s', async (value) => {
    const { ask, logs } = run(
      masked((stack) =>
        respond(ErrorPage.fromBucket(new Bucket(stack, 'Pages'), parameter(stack), { contentType: 'text/html' })),
      ).code(),
      (intrinsic) => (intrinsic.Ref === 'Text' ? value : intrinsic.Ref === 'AWS::Region' ? 'us-east-1' : 'pages'),
    );
    expect(await ask()).toMatchObject({ status: '404', body: expect.stringContaining('404 Not Found') });
    expect(logs[0]).toMatchObject({
      code: 'EDGE_DEPLOY_VALUE',
      message: expect.stringContaining('pages[0] is not an S3 object'),
    });
  });
});

describe('a value that would have been accepted at synth gives the same response', () => {
  it.each(['/404.html', '/a?b=%22#c', 'https://example.com', 'HTTP://Example.com:8443/x'])(
    'as a location: %s',
    async (value) => {
      const late = run(
        masked((stack) => [
          { statuses, action: ErrorAction.redirectTo(parameter(stack), { keepQuery: false }) },
        ]).code(),
        () => value,
      );
      const known = run(
        masked(() => [{ statuses, action: ErrorAction.redirectTo(value, { keepQuery: false }) }]).code(),
        () => '',
      );
      expect(await late.ask()).toEqual(await known.ask());
      expect(late.logs).toEqual([]);
    },
  );
});

describe('what the function may read', () => {
  it.each([
    ['a*', 'a${*}'],
    ['?', '${?}'],
    ['${aws:username}', '${$}{aws:username}'],
    ['errors/404', 'errors/404'],
  ])('is exactly one object: %s', (value, key) => {
    const { code } = masked((stack) =>
      respond(ErrorPage.fromBucket(new Bucket(stack, 'Pages'), `*/${parameter(stack)}.html`)),
    );
    const statements = Object.values(code().findResources('AWS::IAM::ManagedPolicy')).flatMap(
      (policy: any) => policy.Properties.PolicyDocument.Statement,
    );
    const [{ Resource }] = statements.filter(({ Action }) => Action === 's3:GetObject');
    expect(deployedText(Resource, ({ Ref }) => (Ref === 'Text' ? value : 'name'))).toBe(
      `arn:name:s3:::name/\${*}/${key}.html`,
    );
  });
});
