import type { Problem } from '../../../src/core/problem';
import { PreviewError } from '../../../src/preview/errors';
import type { PreviewOptions } from '../../../src/preview/options';
import { AssemblyBuilder, type StackBuilder } from '../support/assembly';
import { addSite, customOrigin, lambdaAt, preview, type Running, type SiteOptions } from '../support/site';

type Declared = StackBuilder['parameters'][string];

/** An app whose viewer-request function answers with the JSON of a value. */
function answering(
  value: unknown, declared: Record<string, Declared>, parameters: PreviewOptions['parameters'] = {},
  options: SiteOptions = {}, fill: (stack: StackBuilder) => void = () => undefined,
): Running {
  const assembly = new AssemblyBuilder();
  const stack = assembly.stack('Web');
  Object.assign(stack.parameters, declared);
  fill(stack);
  const code = {
    'Fn::Join': ['', [
      "exports.handler = async () => ({ status: '200', body: Buffer.from('", { 'Fn::Base64': { 'Fn::ToJsonString': value } },
      "', 'base64').toString() });",
    ]],
  };
  addSite(assembly, stack, { ...options, fill: (to) => lambdaAt('viewer-request', to.lambda('Fn', code)) });
  return preview(assembly.write(), { parameters });
}

const answer = async (running: Running): Promise<unknown> => (await running.fetch('/')).json();

function problemsOf(start: () => unknown): readonly Problem[] {
  try {
    start();
    return [];
  } catch (error) {
    if (error instanceof PreviewError) return error.problems;
    throw error;
  }
}

describe('the value of a parameter', () => {
  test.each<[string, Declared, Record<string, string>, unknown]>([
    ['given', { Type: 'String' }, { P: 'a=b:c' }, 'a=b:c'],
    ['given, empty', { Type: 'String', Default: 'd' }, { P: '' }, ''],
    ['given for the stack', { Type: 'String' }, { 'Web:P': 'web', 'P': 'any' }, 'web'],
    ['given for all stacks, as by the CDK', { Type: 'String' }, { '*:P': 'any' }, 'any'],
    ['the default', { Type: 'String', Default: 'd' }, {}, 'd'],
    ['a number', { Type: 'Number' }, { P: '-1.5' }, '-1.5'],
    ['a list', { Type: 'CommaDelimitedList' }, { P: 'a, b' }, ['a', 'b']],
    ['a list of numbers', { Type: 'List<Number>' }, { P: '1,2' }, ['1', '2']],
    ['of Systems Manager', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a/b' }, { P: 'value' }, 'value'],
    ['a list of Systems Manager', { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/a/b' }, { P: 'a,b' }, ['a', 'b']],
    ['a list of Systems Manager, in its other spelling', { Type: 'AWS::SSM::Parameter::Value<CommaDelimitedList>' }, { P: 'a,b' }, ['a', 'b']],
  ])('%s', async (_, declared, parameters, expected) => {
    const running = answering({ Ref: 'P' }, { P: declared }, parameters);
    expect(running.notes).toEqual([]);
    expect(await answer(running)).toEqual(expected);
  });

  test.each([
    [{ Type: 'String' }, 'parameter P of stack Web has no default, so it is empty here; pass --parameter P=VALUE'],
    [{ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/a/b' }, 'parameter P of stack Web is read from the parameter /a/b of AWS Systems Manager, so it is empty here; pass --parameter P=VALUE'],
  ])('%j has none: it is named once, if it is needed', async (declared, message) => {
    const running = answering([{ Ref: 'P' }, { 'Fn::Sub': '${P}' }], { P: declared, Q: declared });
    expect(running.notes).toMatchObject([{ code: 'EDGE_PREVIEW_PARAMETER_EMPTY', severity: 'note', message }]);
    expect(await answer(running)).toEqual(['', '']);
  });

  test('is not needed where a condition leaves it out', () => {
    const running = answering({ 'Fn::If': ['On', { Ref: 'P' }, 'no'] }, { P: { Type: 'String' }, On: { Type: 'String', Default: 'false' } }, {}, {},
      (stack) => { stack.conditions.On = { 'Fn::Equals': [{ Ref: 'On' }, 'true'] }; });
    expect(running.notes).toEqual([]);
  });
});

describe('--parameter is refused', () => {
  test.each<[string, object, Record<string, string>, string, string]>([
    ['an unknown name', { Type: 'String' }, { Q: 'x' }, '--parameter Q', 'no stack of the app has a parameter "Q"; did you mean P?'],
    ['a name that nothing is like', { Type: 'String' }, { Domains: 'x' }, '--parameter Domains', 'no stack of the app has a parameter "Domains"; expected one of P'],
    ['a name of another stack', { Type: 'String' }, { 'Web:Q': 'x' }, '--parameter Web:Q', 'stack Web does not have a parameter "Q"; did you mean P?'],
    ['an unknown stack', { Type: 'String' }, { 'Wbe:P': 'x' }, '--parameter Wbe:P', 'no stack has the name "Wbe"; expected one of Web'],
    ['a text for a number', { Type: 'Number' }, { P: 'x' }, '--parameter P', 'must be a number, got "x"'],
    ['nothing for a number', { Type: 'Number' }, { P: '' }, '--parameter P', 'must be a number, got ""'],
    ['a text in a list of numbers', { Type: 'List<Number>' }, { P: '1,x' }, '--parameter P', 'must be numbers, separated by commas, got "1,x"'],
    ['a value that is not allowed', { Type: 'String', AllowedValues: ['a', 'b'] }, { P: 'c' }, '--parameter P', 'must be one of a, b, got "c"'],
    ['an item that is not allowed', { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, { P: 'a,c' }, '--parameter P', 'must be one of a, b, got "a,c"'],
    ['a value that the pattern does not match', { Type: 'String', AllowedPattern: '[a-z]+' }, { P: 'a1' }, '--parameter P', 'must be a text that matches [a-z]+, got "a1"'],
    ['a short value', { Type: 'String', MinLength: 3 }, { P: 'ab' }, '--parameter P', 'must be at least 3 characters long, got "ab"'],
    ['a long value', { Type: 'String', MaxLength: '3' }, { P: 'abcd' }, '--parameter P', 'must be at most 3 characters long, got "abcd"'],
    ['a small number', { Type: 'Number', MinValue: 1 }, { P: '0' }, '--parameter P', 'must be at least 1, got "0"'],
    ['a large number', { Type: 'Number', MaxValue: 1 }, { P: '2' }, '--parameter P', 'must be at most 1, got "2"'],
    ['a secret, which is not printed', { Type: 'Number', NoEcho: true }, { P: 'hidden' }, '--parameter P', 'must be a number, got something else'],
    ['an inherited name', { Type: 'String' }, { constructor: 'x' }, '--parameter constructor', 'no stack of the app has a parameter "constructor"; expected one of P'],
  ])('%s', (_, declared, parameters, path, message) => {
    expect(problemsOf(() => answering('', { P: declared as Declared }, parameters)))
      .toMatchObject([{ code: 'EDGE_PREVIEW_PARAMETER', severity: 'error', path, message }]);
  });

  test('beside other errors, which may come of a missing one', () => {
    const options = { behavior: { TargetOriginId: { Ref: 'P' } } };
    expect(problemsOf(() => answering('', { P: { Type: 'String' } }, { Q: '' }, options)).map(({ code }) => code).sort())
      .toEqual(['EDGE_PREVIEW_PARAMETER', 'EDGE_PREVIEW_PARAMETER_EMPTY', 'EDGE_PREVIEW_TEMPLATE']);
  });
});

describe('a parameter of a nested stack', () => {
  test('is set by its parent, also if it has the name of a given one', async () => {
    const assembly = new AssemblyBuilder();
    const parent = assembly.stack('Parent');
    parent.parameters.Text = { Type: 'String' };
    const nested = new AssemblyBuilder().stack('Nested');
    addSite(assembly, nested, { config: { Aliases: [{ Ref: 'Text' }] } });
    const key = assembly.folder('nested', { 'nested.template.json': JSON.stringify({ Resources: nested.resources, Parameters: { Text: { Type: 'String' } } }) });
    parent.resource('Nested', 'AWS::CloudFormation::Stack', { TemplateURL: `https://x/${key}`, Parameters: { Text: { 'Fn::Sub': 'www.${Text}' } } });
    parent.resources.Nested!.Metadata = { 'aws:asset:path': 'asset.nested/nested.template.json' };
    const running = preview(assembly.write(), { parameters: { Text: 'example.com' }, hostHeader: 'www.example.com' });
    expect((await running.fetch('/')).status).toBe(200);
  });
});

describe('a distribution under a condition', () => {
  const app = (Default: string, parameters: PreviewOptions['parameters'], distribution?: string) => {
    const assembly = new AssemblyBuilder();
    const stack = assembly.stack('Web');
    stack.parameters.Stage = { Type: 'String', Default };
    stack.conditions.IsProd = { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] };
    stack.conditions.HasSite = { 'Fn::And': [{ Condition: 'IsProd' }, { 'Fn::Equals': ['a', 'a'] }] };
    addSite(assembly, stack, {});
    Object.assign(stack.resources.Site!, { Condition: 'HasSite' });
    return preview(assembly.write(), { parameters, distribution });
  };
  const message = 'distribution Web/Site is left out, because its condition HasSite does not hold; pass --parameter Stage=VALUE with which it does';

  test('is there by the default', async () => expect((await app('prod', {}).fetch('/')).status).toBe(200));
  test('is there by a given value', async () => expect((await app('dev', { Stage: 'prod' }).fetch('/')).status).toBe(200));

  test.each([['dev', {}, undefined], ['dev', {}, 'Web/Site'], ['prod', { Stage: 'dev' }, undefined]])(
    'is left out, with the parameters that decide (%s, %j)', (byDefault, parameters, distribution) => {
      expect(problemsOf(() => app(byDefault, parameters, distribution)))
        .toMatchObject([{ code: 'EDGE_PREVIEW_NO_DISTRIBUTION', message }]);
    },
  );

  test('is chosen where the other one is left out', () => {
    const assembly = new AssemblyBuilder();
    const stack = assembly.stack('Web');
    stack.conditions.Never = { 'Fn::Equals': ['a', 'b'] };
    addSite(assembly, stack, {});
    stack.resource('Old', 'AWS::CloudFront::Distribution', {});
    Object.assign(stack.resources.Old!, { Condition: 'Never' });
    expect(preview(assembly.write()).distribution).toBe('Web/Site');
  });
});

test('what a condition leaves out of the bucket is not served', async () => {
  const assembly = new AssemblyBuilder();
  const stack = assembly.stack('Web');
  stack.conditions.Never = { 'Fn::Equals': ['a', 'b'] };
  addSite(assembly, stack, {});
  stack.resource('More', 'Custom::CDKBucketDeployment', {
    DestinationBucketName: { Ref: 'Bucket' }, SourceObjectKeys: [assembly.folder('more', { 'index.html': 'more' })],
  });
  Object.assign(stack.resources.More!, { Condition: 'Never' });
  expect(await (await preview(assembly.write()).fetch('/')).text()).toBe('<h1>home</h1>');
});

describe('conditions in a distribution', () => {
  const conditional = (parameters: PreviewOptions['parameters']) => {
    const assembly = new AssemblyBuilder();
    const stack = assembly.stack('Web');
    stack.parameters.Auth = { Type: 'String', Default: '' };
    stack.conditions.HasAuth = { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Auth' }, ''] }] };
    const says = (text: string) => stack.lambda(`Fn${text}`, `exports.handler = async () => ({ status: '200', body: '${text}' });`);
    const one = (text: string) => ({ EventType: 'viewer-request', LambdaFunctionARN: says(text) });
    const behavior = (PathPattern: string, LambdaFunctionAssociations: unknown) => ({
      PathPattern, TargetOriginId: 'web', LambdaFunctionAssociations,
    });
    const nothing = { Ref: 'AWS::NoValue' };
    addSite(assembly, stack, {
      config: {
        CacheBehaviors: {
          'Fn::If': ['HasAuth', [
            behavior('/list/*', { 'Fn::If': ['HasAuth', [one('list')], nothing] }),
            behavior('/element/*', [{ 'Fn::If': ['HasAuth', nothing, one('never')] }, { 'Fn::If': ['HasAuth', one('element'), nothing] }]),
            behavior('/arn/*', [{ EventType: 'viewer-request', LambdaFunctionARN: { 'Fn::If': ['HasAuth', says('arn'), says('other')] } }]),
            { 'Fn::If': ['HasAuth', behavior('/behavior/*', [one('behavior')]), nothing] },
          ], nothing],
        },
      },
    });
    return preview(assembly.write(), { parameters });
  };

  test.each(['list', 'element', 'arn', 'behavior'])('decide about %s', async (name) => {
    const on = conditional({ Auth: 'yes' });
    expect(on.notes).toEqual([]);
    expect(await (await on.fetch(`/${name}/x`)).text()).toBe(name);
    expect((await conditional({}).fetch(`/${name}/x`)).status).toBe(403);
    expect((await conditional({ Auth: '' }).fetch(`/${name}/x`)).status).toBe(403);
  });
});

describe('an origin whose domain only the deployment knows', () => {
  const unnamed = (DomainName: unknown, options: Partial<PreviewOptions> = {}) => {
    const assembly = new AssemblyBuilder();
    const stack = assembly.stack('Web');
    stack.parameters.Domain = { Type: 'String' };
    stack.resource('Api', 'AWS::ApiGateway::DomainName');
    addSite(assembly, stack, {
      origins: [customOrigin('x', { Id: 'ApiOrigin1A2B', DomainName })],
      behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'ApiOrigin1A2B' }],
    });
    return preview(assembly.write(), options);
  };

  test.each<[string, unknown]>([
    ['a parameter', { Ref: 'Domain' }],
    ['a part of one', { 'Fn::Sub': 'api.${Domain}' }],
    ['an attribute', { 'Fn::GetAtt': ['Api', 'RegionalDomainName'] }],
    ['an import', { 'Fn::ImportValue': 'Elsewhere' }],
    ['an output of another app', { 'Fn::GetStackOutput': { StackName: 'Elsewhere', OutputName: 'Domain' } }],
  ])('%s is called by its id', async (_, domain) => {
    const running = unnamed(domain);
    const hint = 'Start the preview with --origin ApiOrigin1A2B=http://127.0.0.1:PORT (or any URL, or a folder).';
    expect(running.notes).toContainEqual(expect.objectContaining({
      code: 'EDGE_PREVIEW_ORIGIN_UNMAPPED', message: `origin ApiOrigin1A2B answers 502: ${hint}`,
    }));
    const response = await running.fetch('/api/x');
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('ApiOrigin1A2B');
    expect(running.exchanges[0]!.summaries).toContainEqual({ stage: 'origin', text: `ApiOrigin1A2B: ${hint}` });
  });

  test('--origin takes the id', async () => {
    const running = unnamed({ Ref: 'Domain' }, { origins: { ApiOrigin1A2B: __dirname } });
    expect((await running.fetch('/api/x')).status).toBe(403); // S3's answer for a key that is not there
    expect(running.notes.map(({ code }) => code)).toEqual(['EDGE_PREVIEW_PARAMETER_EMPTY']);
  });

  test('has its name if a parameter is given', () => {
    const running = unnamed({ 'Fn::Sub': 'api.${Domain}' }, { parameters: { Domain: 'example.com' } });
    expect(running.notes).toMatchObject([{ message: expect.stringMatching(/^origin api\.example\.com answers 502/) }]);
  });

  test('an unknown --origin is answered with the ids', () => {
    expect(problemsOf(() => unnamed({ Ref: 'Domain' }, { origins: { ApiOrigin: 'x' } }))[0]!.message).toContain('ApiOrigin1A2B');
  });
});
