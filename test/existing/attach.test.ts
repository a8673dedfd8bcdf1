import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aws, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnDistribution,
  CfnFunction,
  Distribution,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  KeyValueStore,
  LambdaEdgeEventType,
  type DistributionProps,
} from 'aws-cdk-lib/aws-cloudfront';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { inPreview } from './support';
import {
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeRedirector,
  EdgeStep,
  EdgeStepHost,
  ExistingAttachments,
  ExistingFunctionOrder,
  RedirectEventType,
  RedirectSource,
  type EdgeCustomStepOptions,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';

const INDEX = `function handler(event) {
  if (event.request.uri.endsWith('/')) event.request.uri += 'index.html';
  return event.request;
}`;
const OURS = file('ours.js', `function handler(event) {
  const part = event.response || event.request;
  part.headers['x-ours'] = { value: event.request.uri };
  return part;
}`);

function file(name: string, code: string): string {
  const path = join(tmpdir(), `existing-${process.pid}-${name}`);
  writeFileSync(path, code);
  return path;
}

const OPTIONS: EdgeCustomStepOptions = {
  event: LambdaEdgeEventType.VIEWER_REQUEST,
  step: EdgeStep.fromFile(OURS, { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
  existing: ExistingAttachments.compose(),
};

const on = (fn: CloudFrontFunction, eventType = FunctionEventType.VIEWER_REQUEST) => ({
  functionAssociations: [{ function: fn, eventType }],
});

/** A stack whose distribution has what `props` says. */
function site(props: (stack: Stack) => Partial<DistributionProps>) {
  const { stack } = siteStack();
  stack.node.tryRemoveChild('Site');
  const distribution = new Distribution(stack, 'Site', { defaultBehavior: { origin: siteOrigin }, ...props(stack) });
  return { stack, distribution };
}

const inline = (stack: Stack, id = 'Theirs', code = INDEX, props: object = {}) => new CloudFrontFunction(stack, id, {
  code: FunctionCode.fromInline(code), runtime: FunctionRuntime.JS_2_0, ...props,
});

/** The function on an event of a behavior, from the template. */
function functionOn(stack: Stack, pattern = '*', event = 'viewer-request') {
  const template = Template.fromStack(stack);
  const { functions } = renderedBehaviors(template)[pattern];
  const found = functions.filter(({ EventType }) => EventType === event);
  expect(found).toHaveLength(1);
  const id = found[0].FunctionARN['Fn::GetAtt'][0];
  return { id, ...template.toJSON().Resources[id].Properties };
}

const withIndex = (stack: Stack) => ({ defaultBehavior: { origin: siteOrigin, ...on(inline(stack)) } });

const request = (uri: string) => ({
  context: { eventType: 'viewer-request', requestId: 'id' },
  request: { method: 'GET', uri, querystring: {}, headers: {}, cookies: {} },
});

function answers({ FunctionCode: code }: { FunctionCode: unknown }, uri = '/docs/'): any {
  expect(typeof code).toBe('string');
  return inPreview(code as string)(request(uri));
}

const codesOf = (stack: Stack): string[] => {
  try {
    Template.fromStack(stack);
    return [];
  } catch (thrown) {
    return ((thrown as any).problems ?? [{ code: String(thrown) }]).map(({ code }: { code: string }) => code);
  }
};
const messageOf = (stack: Stack): string => {
  try {
    Template.fromStack(stack);
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
};

describe('a function of this app joins our steps', () => {
  it('as an L2 with code in the app; the user\'s function stays as it was', () => {
    const { stack, distribution } = site(withIndex);
    const before = Template.fromStack(
      site(withIndex).stack,
    ).toJSON();
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS });
    expect(answers(functionOn(stack))).toMatchObject({
      uri: '/docs/index.html',
      headers: { 'x-ours': { value: '/docs/' } },
    });
    const after = Template.fromStack(stack).toJSON();
    const [theirs] = Object.keys(before.Resources).filter((id) => id.startsWith('Theirs'));
    expect(after.Resources[theirs]).toEqual(before.Resources[theirs]);
  });

  it('before ours, if the construct says so', () => {
    const { stack, distribution } = site(withIndex);
    new EdgeCustomStep(stack, 'Step', {
      distribution, ...OPTIONS, existing: ExistingAttachments.compose({ functionOrder: ExistingFunctionOrder.BEFORE }),
    });
    expect(answers(functionOn(stack))).toMatchObject({
      uri: '/docs/index.html',
      headers: { 'x-ours': { value: '/docs/index.html' } },
    });
  });

  it('with code from a file', () => {
    const path = file('theirs.js', INDEX);
    const { stack, distribution } = site((scope) => ({
      defaultBehavior: {
        origin: siteOrigin,
        ...on(new CloudFrontFunction(scope, 'Theirs', { code: FunctionCode.fromFile({ filePath: path }) })),
      },
    }));
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS });
    expect(answers(functionOn(stack)).uri).toBe('/docs/index.html');
    expect(functionOn(stack).FunctionConfig.Runtime).toBe('cloudfront-js-2.0');
    expect(readFileSync(path, 'utf8')).toBe(INDEX);
  });

  it('as an L1, by any reference', () => {
    const stack = siteStack().stack;
    const theirs = new CfnFunction(stack, 'Theirs', {
      name: 'theirs', functionCode: INDEX, functionConfig: { comment: '', runtime: 'cloudfront-js-1.0' },
    });
    const arns = [
      theirs.attrFunctionArn,
      theirs.ref,
      Fn.getAtt('Theirs', 'FunctionARN').toString(),
      Fn.ref('Theirs'),
      Fn.sub('${Theirs.FunctionARN}'),
    ];
    arns.forEach((functionArn, index) => {
      const distribution = new CfnDistribution(stack, `D${index}`, {
        distributionConfig: {
          enabled: true,
          origins: [{ id: 'o', domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } }],
          defaultCacheBehavior: {
            targetOriginId: 'o',
            viewerProtocolPolicy: 'allow-all',
            functionAssociations: [{ eventType: 'viewer-request', functionArn }],
          },
        },
      });
      new EdgeCustomStep(stack, `Step${index}`, { distribution, ...OPTIONS });
    });
    const { Resources } = Template.fromStack(stack).toJSON();
    const made = Object.entries<any>(Resources).filter(
      ([id, { Type }]) => Type === 'AWS::CloudFront::Function' && id !== 'Theirs',
    );
    expect(made).toHaveLength(arns.length);
    for (const [, { Properties }] of made) expect(answers(Properties).uri).toBe('/docs/index.html');
  });

  it('from an included template, with values that stay as they are', () => {
    const { stack } = siteStack();
    const templateFile = file(
      'template.json',
      JSON.stringify({
        Parameters: { Page: { Type: 'String', Default: 'index.html' } },
        Resources: {
          Store: { Type: 'AWS::CloudFront::KeyValueStore', Properties: { Name: 'store' } },
          Theirs: {
            Type: 'AWS::CloudFront::Function',
            Properties: {
              Name: 'theirs',
              AutoPublish: true,
              FunctionCode: {
                'Fn::Sub':
                  "import cf from 'cloudfront';\nconst page = '${Page}', store = cf.kvs('${Store.Id}'), t = "
                    + '`${!x}`;\nasync function handler(event) { event.request.uri += page; return event.request; }',
              },
              FunctionConfig: {
                Comment: 'theirs',
                Runtime: 'cloudfront-js-2.0',
                KeyValueStoreAssociations: [{ KeyValueStoreARN: { 'Fn::GetAtt': ['Store', 'Arn'] } }],
              },
            },
          },
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
                  FunctionAssociations: [
                    {
                      EventType: 'viewer-request',
                      FunctionARN: { 'Fn::GetAtt': 'Theirs.FunctionMetadata.FunctionARN' },
                    },
                  ],
                },
              },
            },
          },
        },
      }),
    );
    const included = new CfnInclude(stack, 'Included', { templateFile });
    new EdgeCustomStep(stack, 'Step', { distribution: included.getResource('Cdn') as CfnDistribution, ...OPTIONS });
    const { Resources } = Template.fromStack(stack).toJSON();
    const [
      {
        'Fn::GetAtt': [id],
      },
    ] = Resources.Cdn.Properties.DistributionConfig.DefaultCacheBehavior.FunctionAssociations.map(
      (a: any) => a.FunctionARN,
    );
    expect(id).not.toBe('Theirs');
    const { FunctionCode: code, FunctionConfig: config } = Resources[id].Properties;
    const [, pieces] = code['Fn::Join'];
    expect(pieces.filter((piece: unknown) => typeof piece !== 'string')).toEqual([
      { Ref: 'Page' },
      { 'Fn::GetAtt': ['Store', 'Id'] },
    ]);
    expect(pieces.join('')).toContain('t = `${x}`');
    expect(config.KeyValueStoreAssociations).toEqual([{ KeyValueStoreARN: { 'Fn::GetAtt': ['Store', 'Arn'] } }]);
  });

  it('from another stack, with its store', () => {
    const { app, stack } = siteStack();
    const other = new Stack(app, 'Other', { env: { region: 'us-east-1' } });
    const store = new KeyValueStore(other, 'Store');
    const theirs = inline(
      other,
      'Theirs',
      `import cf from 'cloudfront'; const s = cf.kvs('${store.keyValueStoreId}'); ${INDEX}`,
      { keyValueStore: store },
    );
    const distribution = new Distribution(stack, 'Cdn', { defaultBehavior: { origin: siteOrigin, ...on(theirs) } });
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS });
    const [made] = Object.values<any>(Template.fromStack(stack).findResources('AWS::CloudFront::Function'));
    const [association] = made.Properties.FunctionConfig.KeyValueStoreAssociations;
    expect(JSON.stringify(association)).toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
    expect(JSON.stringify(made.Properties.FunctionCode)).toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
  });

  it('on the selected behaviors only, each with its own function', () => {
    const { stack, distribution } = site((scope) => {
      const index = inline(scope, 'Index');
      return {
        defaultBehavior: { origin: siteOrigin, ...on(index) },
        additionalBehaviors: {
          '/same/*': { origin: siteOrigin, ...on(index) },
          '/other/*': { origin: siteOrigin, ...on(inline(scope, 'Other', 'function handler(e) { e.request.uri = "/other"; return e.request; }')) },
          '/none/*': { origin: siteOrigin },
          '/kept/*': { origin: siteOrigin, ...on(index) },
        },
      };
    });
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS, behaviors: EdgeBehaviors.allExcept('/kept/*') });
    const uris = ['*', '/same/*', '/other/*', '/none/*'].map((pattern) => answers(functionOn(stack, pattern)).uri);
    expect(uris).toEqual(['/docs/index.html', '/docs/index.html', '/other', '/docs/']);
    expect(functionOn(stack, '/same/*').id).toBe(functionOn(stack).id);
    expect(functionOn(stack, '/kept/*').id).toMatch(/^Index/);
    expect(answers(functionOn(stack, '/kept/*')).headers).toEqual({});
  });

  it('on viewer-response, before ours', () => {
    const code =
      'function handler(event) { event.response.headers["x-theirs"] = { value: event.response.headers["x-ours"] ? "after" : "before" }; return event.response; }';
    const { stack, distribution } = site((scope) => ({
      defaultBehavior: { origin: siteOrigin, ...on(inline(scope, 'Theirs', code), FunctionEventType.VIEWER_RESPONSE) },
    }));
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS, event: LambdaEdgeEventType.VIEWER_RESPONSE });
    const response = { statusCode: 200, headers: {}, cookies: {} };
    const { headers } = inPreview(functionOn(stack, '*', 'viewer-response').FunctionCode)({
      ...request('/'),
      context: { eventType: 'viewer-response' },
      response,
    }) as any;
    expect(headers).toEqual({ 'x-theirs': { value: 'before' }, 'x-ours': { value: '/' } });
  });

  it('keeps a function on the other event of the behavior', () => {
    const { stack, distribution } = site((scope) => ({
      defaultBehavior: {
        origin: siteOrigin,
        functionAssociations: [
          { function: inline(scope), eventType: FunctionEventType.VIEWER_REQUEST },
          { function: inline(scope, 'Response', 'function handler(event) { return event.response; }'), eventType: FunctionEventType.VIEWER_RESPONSE },
        ],
      },
    }));
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS });
    expect(functionOn(stack, '*', 'viewer-response').id).toMatch(/^Response/);
    expect(answers(functionOn(stack)).uri).toBe('/docs/index.html');
  });

  it('with the overrides of the user', () => {
    const { stack, distribution } = site((scope) => {
      const theirs = inline(scope);
      (theirs.node.defaultChild as CfnFunction).addPropertyOverride(
        'FunctionCode',
        'function handler(e) { e.request.uri = "/override"; return e.request; }',
      );
      return { defaultBehavior: { origin: siteOrigin, ...on(theirs) } };
    });
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS });
    expect(answers(functionOn(stack)).uri).toBe('/override');
  });

  it('shows its name in the description of the function', () => {
    const { stack, distribution } = site(withIndex);
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS });
    expect(functionOn(stack).FunctionConfig.Comment).toContain('code of Web/Theirs');
  });
});

describe('a redirector', () => {
  const RULES = RedirectSource.fromInline('{ "/docs/": "/manual" }');
  const RESPONSE = 'function handler(event) { return event.response; }';

  it('becomes a CloudFront Function where one is there, and redirects before it', () => {
    const { stack, distribution } = site(withIndex);
    new EdgeRedirector(stack, 'Redirects', { distribution, source: RULES, existing: ExistingAttachments.compose() });
    expect(answers(functionOn(stack))).toMatchObject({
      statusCode: 301,
      headers: { location: { value: '/manual?raw=1' } },
    });
    expect(answers(functionOn(stack), '/other/').uri).toBe('/other/index.html');
    expect(Template.fromStack(stack).findResources('AWS::Lambda::Function')).toEqual({});
    expect(functionOn(stack).FunctionConfig.Comment).toContain('code of Web/Theirs');
  });

  it('becomes one beside a function on the other viewer event', () => {
    const { stack, distribution } = site((scope) => ({
      defaultBehavior: {
        origin: siteOrigin,
        ...on(inline(scope, 'Theirs', RESPONSE), FunctionEventType.VIEWER_RESPONSE),
      },
    }));
    new EdgeRedirector(stack, 'Redirects', { distribution, source: RULES, existing: ExistingAttachments.compose() });
    expect(answers(functionOn(stack))).toMatchObject({ statusCode: 301 });
    expect(functionOn(stack, '*', 'viewer-response').id).toMatch(/^Theirs/);
  });

  it('joins with custom steps as well', () => {
    const { stack, distribution } = site(withIndex);
    new EdgeRedirector(stack, 'Redirects', { distribution, source: RULES });
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS });
    expect(answers(functionOn(stack))).toMatchObject({ statusCode: 301 });
    expect(answers(functionOn(stack), '/x/')).toMatchObject({
      uri: '/x/index.html',
      headers: { 'x-ours': { value: '/x/' } },
    });
  });

  it('names the other host if its host is Lambda@Edge', () => {
    const { stack, distribution } = site(withIndex);
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      source: RULES,
      existing: ExistingAttachments.compose(),
      host: EdgeStepHost.LAMBDA_EDGE,
    });
    expect(codesOf(stack)).toEqual(['EDGE_EXISTING_HOST']);
    expect(messageOf(stack)).toContain('EdgeStepHost.CLOUDFRONT_FUNCTION');
  });

  it('leaves the function of an event that it is not on', () => {
    const { stack, distribution } = site(withIndex);
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      existing: ExistingAttachments.compose(),
      event: RedirectEventType.ORIGIN_RESPONSE,
      source: RedirectSource.fromInline('{ "/docs/": { "to": "/manual", "query": "drop" } }'),
    });
    expect(functionOn(stack).id).toMatch(/^Theirs/);
  });
});

describe('one KeyValueStore', () => {
  const withStores = (theirs: string | undefined, ours: string | undefined) => {
    const { stack } = siteStack();
    const stores: Record<string, KeyValueStore> = {
      A: new KeyValueStore(stack, 'A'),
      B: new KeyValueStore(stack, 'B'),
    };
    const distribution = new Distribution(stack, 'Cdn', {
      defaultBehavior: {
        origin: siteOrigin,
        ...on(inline(stack, 'Theirs', INDEX, { keyValueStore: theirs && stores[theirs] })),
      },
    });
    new EdgeCustomStep(stack, 'Step', {
      distribution,
      ...OPTIONS,
      keyValueStore: ours === undefined ? undefined : stores[ours],
    });
    return stack;
  };

  it.each([
    ['A', 'A'],
    ['A', undefined],
    [undefined, 'A'],
    [undefined, undefined],
  ])('of theirs (%s) and ours (%s)', (theirs, ours) => {
    const stack = withStores(theirs, ours);
    const made = Object.entries<any>(Template.fromStack(stack).findResources('AWS::CloudFront::Function')).find(
      ([id]) => id.includes('EdgeSlots'),
    )!;
    const associations = made[1].Properties.FunctionConfig.KeyValueStoreAssociations;
    const arn = associations?.[0].KeyValueStoreARN['Fn::GetAtt'][0];
    expect(associations === undefined ? undefined : arn[0]).toBe(theirs ?? ours);
    expect(associations?.length ?? 1).toBe(1);
  });

  it('is an error if there are two', () => expect(codesOf(withStores('A', 'B'))).toEqual(['EDGE_FUNCTION_STORES']));

  it('is an error for a file of Lambda@Edge', () => {
    const { stack, distribution } = siteStack();
    const handler = file('lambda.js', 'exports.handler = async (event) => event.Records[0].cf.request;');
    new EdgeCustomStep(stack, 'Step', {
      distribution,
      event: LambdaEdgeEventType.VIEWER_REQUEST,
      step: EdgeStep.fromFile(handler),
      keyValueStore: new KeyValueStore(stack, 'A'),
    });
    expect(codesOf(stack)).toEqual(['EDGE_STEP_STORE']);
  });
});

describe('what cannot be composed is refused', () => {
  const refused = (code: string | ((stack: Stack) => string), props: object = {}) => {
    const { stack, distribution } = site((scope) => ({
      defaultBehavior: {
        origin: siteOrigin,
        ...on(inline(scope, 'Theirs', typeof code === 'string' ? code : code(scope), props)),
      },
    }));
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS });
    return stack;
  };
  const parameter = (stack: Stack) => new CfnParameter(stack, 'Parameter', { default: 'x' }).valueAsString;
  const runtime10 = { runtime: FunctionRuntime.JS_1_0 };

  it.each<[string, string, Stack]>([
    ['a syntax error', 'EDGE_EXISTING_CODE', refused('function handler(event) { return event.request')],
    ['no handler', 'EDGE_EXISTING_CODE', refused('function handle(event) { return event.request; }')],
    ['a handler inside of a function', 'EDGE_EXISTING_CODE', refused('function f() { function handler() {} }')],
    ['an export', 'EDGE_EXISTING_CODE', refused(`export ${INDEX}`)],
    ['a handler of Lambda@Edge', 'EDGE_EXISTING_CODE', refused('async function handler(event) { return event.Records[0].cf.request; }')],
    ['await outside of a function', 'EDGE_EXISTING_CODE', refused("import cf from 'cloudfront'; const v = await cf.kvs().get('x'); function handler() {}")],
    ['its declarations as properties of the global object', 'EDGE_EXISTING_CODE', refused(`var page = 1; function f() { return globalThis.page; } ${INDEX}`)],
    ['the global object in any other way', 'EDGE_EXISTING_CODE', refused(`var all = this; ${INDEX}`)],
    ['bytes of texts, in runtime 1.0', 'EDGE_EXISTING_RUNTIME', refused(`var b = 'a'.toUTF8(); ${INDEX}`, runtime10)],
    ['bytes made of texts, in runtime 1.0', 'EDGE_EXISTING_RUNTIME', refused(`var b = String.bytesFrom([1]); ${INDEX}`, runtime10)],
    ['an error class of runtime 1.0', 'EDGE_EXISTING_RUNTIME', refused(`var isMemory = function (e) { return e instanceof MemoryError; }; ${INDEX}`, runtime10)],
    ['code that is a parameter', 'EDGE_EXISTING_TOKEN', refused(parameter)],
    ['a value as a statement', 'EDGE_EXISTING_TOKEN', refused((stack) => `${parameter(stack)}; ${INDEX}`)],
    ['a value as the name of a function', 'EDGE_EXISTING_TOKEN', refused((stack) => `function ${parameter(stack)}() {} ${INDEX}`)],
    ['a value as a part of a name', 'EDGE_EXISTING_TOKEN', refused((stack) => `var x${parameter(stack)} = 1; ${INDEX}`)],
    ['a value in the list of parameters', 'EDGE_EXISTING_TOKEN', refused((stack) => `function f(${parameter(stack)}) {} ${INDEX}`)],
    ['more code than there is room for', 'EDGE_FUNCTION_SIZE', refused(`var text = "${'x'.repeat(9000)}"; ${INDEX}`)],
  ])('%s', (_, code, stack) => {
    expect(codesOf(stack)).toEqual([code]);
    expect(messageOf(stack)).toContain('Web/Theirs');
  });

  it('a commented file, with comments left out only where there is no room for them', () => {
    const comment = `  // ${'why '.repeat(20)}\n`;
    const commented = (lines: number) => refused((stack) => `${comment.repeat(lines)}var x = "${parameter(stack)}";\n${INDEX}`);
    const [few, many] = [commented(2), commented(110)].map((stack) => JSON.stringify(functionOn(stack).FunctionCode));
    expect(few).toContain('why why');
    expect(many).not.toContain('why');
    expect(many).toContain('var x=');
    expect(messageOf(refused(`${comment.repeat(80)}var text = "${'x'.repeat(9000)}"; ${INDEX}`)))
      .toMatch(/has 1\d{4} bytes of code, \d{2,3} of \S+ours.js, 9\d{3} of Web\/Theirs, \d{4} of this library; .*shorten/);
  });

  it.each<[string, Stack]>([
    ['a value in a text', refused((stack) => `var x = "${parameter(stack)}"; ${INDEX}`)],
    ['a value in a template', refused((stack) => `var x = \`a ${parameter(stack)} b\`; ${INDEX}`)],
    ['a value as an expression', refused((stack) => `var x = ${parameter(stack)}; var y = { a: ${Aws.REGION}, b: [${Aws.ACCOUNT_ID}] }; ${INDEX}`)],
    ['a value in a comment', refused((stack) => `// ${parameter(stack)}\n${INDEX}`)],
    ['a method of its own with a name of runtime 1.0', refused(`var o = { toBytes: function () { return 1; } }; o.toBytes(); ${INDEX}`, runtime10)],
    ['globalThis for what is not its own', refused(`var j = typeof globalThis, k = globalThis.JSON; ${INDEX}`)],
    ['runtime 1.0 otherwise', refused(INDEX, runtime10)],
  ])('but not %s', (_, stack) => expect(codesOf(stack)).toEqual([]));

  it('says both sizes', () => {
    expect(messageOf(refused(`var text = "${'x'.repeat(9000)}"; ${INDEX}`))).toMatch(
      /has \d{5} bytes of code, \d{2,3} of \S+ours.js, 9\d{3} of Web\/Theirs, \d{4} of this library; CloudFront takes 10240, .*: shorten the names/,
    );
  });

  it('an imported function', () => {
    const { stack, distribution } = site((scope) => ({
      defaultBehavior: {
        origin: siteOrigin,
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: CloudFrontFunction.fromFunctionAttributes(scope, 'Theirs', {
              functionName: 'x',
              functionArn: 'arn:aws:cloudfront::123456789012:function/x',
            }),
          },
        ],
      },
    }));
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS });
    expect(codesOf(stack)).toEqual(['EDGE_EXISTING_IMPORTED']);
    expect(messageOf(stack)).toContain('function/x');
  });

  it('nothing if no construct says so', () => {
    const { stack, distribution } = site(withIndex);
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS, existing: undefined });
    expect(codesOf(stack)).toEqual(['EDGE_EVENT_TAKEN']);
  });

  it('one problem of one function once, however many behaviors have it', () => {
    const { stack, distribution } = site((scope) => {
      const theirs = inline(scope, 'Theirs', 'x(');
      return {
        defaultBehavior: { origin: siteOrigin, ...on(theirs) },
        additionalBehaviors: {
          '/a/*': { origin: siteOrigin, ...on(theirs) },
          '/b/*': { origin: siteOrigin, ...on(theirs) },
        },
      };
    });
    new EdgeCustomStep(stack, 'Step', { distribution, ...OPTIONS, behaviors: EdgeBehaviors.all() });
    expect(codesOf(stack)).toEqual(['EDGE_EXISTING_CODE']);
  });
});
