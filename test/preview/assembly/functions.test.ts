import { existsSync } from 'node:fs';
import { zip } from '../../core/zip/support';
import { AssemblyBuilder, type StackBuilder } from '../support/assembly';
import { addSite, lambdaAt, preview, site, type Running } from '../support/site';

const answers = (text: string) => `exports.handler = async () => ({ status: '200', body: ${JSON.stringify(text)} });`;

/** A web stack in another region than its function, connected in one of the ways of the CDK. */
function acrossStacks(connect: (edge: StackBuilder, web: StackBuilder, version: { Ref: string }) => unknown): Running {
  const assembly = new AssemblyBuilder();
  const edge = assembly.stack('Edge', 'us-east-1');
  const web = assembly.stack('Web', 'eu-west-1');
  const arn = connect(edge, web, edge.lambda('Fn', answers('from the edge')));
  addSite(assembly, web, { behavior: lambdaAt('viewer-request', arn) });
  return preview(assembly.write());
}

describe('finding the code of a function', () => {
  test.each<[string, Parameters<typeof acrossStacks>[0]]>([
    ['a weak reference (Fn::GetStackOutput)', (edge, _, version) => {
      edge.output('Out', version);
      return { 'Fn::GetStackOutput': { StackName: 'Edge', Region: 'us-east-1', OutputName: 'Out' } };
    }],
    ['an export', (edge, _, version) => {
      edge.output('Out', version, 'Edge:Out');
      return { 'Fn::ImportValue': 'Edge:Out' };
    }],
    ['EdgeFunction: an SSM parameter, read by a custom resource', (edge, web, version) => {
      edge.resource('Parameter', 'AWS::SSM::Parameter', {
        Name: '/cdk/EdgeFunctionArn/eu-west-1/Web/Fn',
        Type: 'String',
        Value: version,
      });
      web.resource('Reader', 'Custom::CrossRegionStringParameterReader', {
        Region: 'us-east-1',
        ParameterName: '/cdk/EdgeFunctionArn/eu-west-1/Web/Fn',
      });
      return { 'Fn::GetAtt': ['Reader', 'FunctionArn'] };
    }],
    ['crossRegionReferences: an export writer and reader', (edge, web, version) => {
      edge.resource('Writer', 'Custom::CrossRegionExportWriter', {
        WriterProps: { exports: { '/cdk/exports/Web/Fn': version } },
      });
      web.resource('Reader', 'Custom::CrossRegionExportReader', { ReaderProps: {} });
      return { 'Fn::GetAtt': ['Reader', '/cdk/exports/Web/Fn'] };
    }],
  ])('through %s', async (_, connect) => {
    const running = acrossStacks(connect);
    expect(running.notes).toEqual([]);
    expect(await (await running.fetch('/')).text()).toBe('from the edge');
  });

  test('inline code with tokens', async () => {
    const code = {
      'Fn::Join': [
        '',
        [
          "exports.handler = async () => ({ status: '200', body: '",
          { Ref: 'AWS::Region' },
          ' ',
          { Ref: 'Bucket' },
          "' });",
        ],
      ],
    };
    const running = site({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)) });
    expect(await (await running.fetch('/')).text()).toBe('us-east-1 bucket');
  });

  test('inline code with values as base64', async () => {
    const values = [
      { Ref: 'Text' }, { 'Fn::Select': [1, { Ref: 'List' }] }, { 'Fn::Sub': 'in ${AWS::Region}' }, { 'Fn::If': ['Never', 'x', { Ref: 'Bucket' }] }, { Ref: 'None' },
    ];
    const items = values.flatMap((value, index) => [index > 0 ? '`,`' : '[`', { 'Fn::Base64': value }]);
    const code = {
      'Fn::Join': ['', ["exports.handler = async () => ({ status: '200', body: JSON.stringify(", ...items,
        "`].map((t) => Buffer.from(t, 'base64').toString())) });"]],
    };
    const running = site({
      fill: (stack) => {
        Object.assign(stack.parameters, {
          Text: { Type: 'String', Default: '"\n\\`${x}ä' },
          List: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
          None: { Type: 'String' },
        });
        stack.conditions.Never = { 'Fn::Equals': ['a', 'b'] };
        return lambdaAt('viewer-request', stack.lambda('Fn', code));
      },
    });
    expect(await (await running.fetch('/')).json()).toEqual(['"\n\\`${x}ä', 'b', 'in us-east-1', 'bucket', '']);
  });

  test.each([
    ['index.js', 'exports.handler = async () => ({ status: "200", body: require("./part.js") });', 'part.js', 'module.exports = "parts";'],
    ['index.mjs', 'import part from "./part.mjs"; export const handler = async () => ({ status: "200", body: part });', 'part.mjs', 'export default "parts";'],
  ])('a folder with %s', async (main, code, part, partCode) => {
    const running = site({
      fill: (stack, assembly) => {
        const key = assembly.folder('code', { [main]: code, [part]: partCode });
        return lambdaAt('viewer-request', stack.lambda('Fn', undefined, { Code: { S3Bucket: 'assets', S3Key: key } }));
      },
    });
    expect(await (await running.fetch('/')).text()).toBe('parts');
  });

  test.each<[string, (stack: StackBuilder) => unknown, RegExp]>([
    ['another language', (stack) => stack.lambda('Fn', '', { Runtime: 'python3.13' }), /its runtime is python3\.13/],
    ['a function of another account', () => 'arn:aws:lambda:us-east-1:222222222222:function:theirs:7', /theirs:7 is not a function of this app/],
    ['code that is not an asset', (stack) => stack.lambda('Fn', undefined, { Code: { S3Bucket: 'b', S3Key: 'gone.zip' } }), /gone\.zip is not an asset/],
  ])('%s is reported and left out', async (_, arn, message) => {
    const running = site({ fill: (stack) => lambdaAt('viewer-request', arn(stack)) });
    expect(running.notes).toMatchObject([
      { code: 'EDGE_PREVIEW_FUNCTION_SKIPPED', message: expect.stringMatching(message) },
    ]);
    expect((await running.fetch('/')).status).toBe(200);
  });

  const archived = (...entries: Parameters<typeof zip>[0]) => site({
    fill: (stack, assembly) => {
      assembly.folder('archives', { 'code.zip': zip(entries) });
      assembly.file('code-key.zip', 'asset.archives/code.zip');
      return lambdaAt('viewer-request', stack.lambda('Fn', undefined, { Code: { S3Bucket: 'a', S3Key: 'code-key.zip' } }));
    },
  });

  test('an archive, which is unpacked until the preview ends', async () => {
    const running = archived(
      { name: 'index.js', data: "exports.handler = async () => ({ status: '200', body: require('./lib/x') + __dirname });" },
      { name: 'lib/x.js', data: "module.exports = 'x';" },
    );
    expect(running.notes).toEqual([]);
    const [, folder] = /^x(.+)$/.exec(await (await running.fetch('/')).text())!;
    expect(existsSync(folder!)).toBe(true);
    await running.close();
    expect(existsSync(folder!)).toBe(false);
  });

  test('an archive that would be unpacked elsewhere', async () => {
    const running = archived({ name: '../index.js', data: '' });
    expect(running.notes).toMatchObject([{
      code: 'EDGE_PREVIEW_FUNCTION_SKIPPED',
      message: expect.stringMatching(/is an archive that has a file outside of its folder: "\.\.\/index\.js"$/),
    }]);
  });

  test('a distribution in a nested stack, with parameters from its parent', async () => {
    const assembly = new AssemblyBuilder();
    const parent = assembly.stack('Parent');
    const version = parent.lambda('Fn', answers('from the parent'));
    const nested = new AssemblyBuilder().stack('Nested');
    addSite(assembly, nested, { behavior: lambdaAt('viewer-request', { Ref: 'FnArn' }) });
    const key = assembly.folder('nested', {
      'nested.template.json': JSON.stringify({
        Resources: nested.resources,
        Parameters: { FnArn: { Type: 'String' } },
      }),
    });
    parent.resource('Nested', 'AWS::CloudFormation::Stack', {
      TemplateURL: `https://x/${key}`,
      Parameters: { FnArn: version },
    });
    parent.resources.Nested!.Metadata = { 'aws:asset:path': 'asset.nested/nested.template.json' };
    expect(await (await preview(assembly.write()).fetch('/')).text()).toBe('from the parent');
  });
});
