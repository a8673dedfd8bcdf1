import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lambdaAt, preview, siteAssembly } from '../support/site';

function folder(files: Record<string, string>): string {
  const made = mkdtempSync(join(tmpdir(), 'edge-template-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), text);
  }
  return made;
}

const SAM = `
AWSTemplateFormatVersion: 2010-09-09
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, Timeout: 5 }
Parameters:
  Stage: { Type: String, Default: prod }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Bucket:
    Type: AWS::S3::Bucket
  Edge:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ./src
      Handler: app.handler
      AutoPublishAlias: live
  Inline:
    Type: AWS::CloudFront::Function
    Properties:
      Name: !Sub '\${AWS::StackName}-x'
      FunctionConfig: { Comment: x, Runtime: cloudfront-js-2.0 }
      FunctionCode: |
        function handler(event) {
          return { statusCode: 302, headers: { location: { value: '/inline' } } };
        }
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        DefaultRootObject: !If [IsProd, index.html, dev.html]
        Origins:
          - Id: web
            DomainName: !GetAtt Bucket.RegionalDomainName
            S3OriginConfig: { OriginAccessIdentity: '' }
        DefaultCacheBehavior:
          TargetOriginId: web
          ViewerProtocolPolicy: allow-all
          CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad
          LambdaFunctionAssociations:
            - EventType: viewer-request
              LambdaFunctionARN: !Ref Edge.Version
        CacheBehaviors:
          - PathPattern: /inline/*
            TargetOriginId: web
            ViewerProtocolPolicy: allow-all
            CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad
            FunctionAssociations:
              - EventType: viewer-request
                FunctionARN: !GetAtt Inline.FunctionMetadata.FunctionARN
`;
const CODE = `exports.handler = async (event) => {
  const { request } = event.Records[0].cf;
  return request.uri === '/old' ? { status: '301', headers: { location: [{ value: '/new' }] } } : request;
};`;

test('a template of SAM in YAML is served with the code of its folders', async () => {
  const app = folder({ 'template.yaml': SAM, 'src/app.js': CODE, 'site/index.html': 'home' });
  const running = preview(join(app, 'template.yaml'), { origins: { Bucket: join(app, 'site') } });
  expect(running.distribution).toBe('template/Site');
  expect((await running.fetch('/old')).headers.get('location')).toBe('/new');
  expect(await (await running.fetch('/')).text()).toBe('home');
  expect((await running.fetch('/inline/x')).headers.get('location')).toBe('/inline');
});

test('parameters decide about conditions, as in an app', async () => {
  const app = folder({ 'template.yaml': SAM, 'src/app.js': CODE, 'site/dev.html': 'dev' });
  const running = preview(join(app, 'template.yaml'), {
    origins: { Bucket: join(app, 'site') }, parameters: { Stage: 'dev' },
  });
  expect(await (await running.fetch('/')).text()).toBe('dev');
});

test('a template in JSON is served alone', async () => {
  const assembly = siteAssembly({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', CODE)) });
  const running = preview(join(assembly, 'Web.template.json'), { origins: { web: folder({ 'index.html': 'home' }) } });
  expect((await running.fetch('/old')).status).toBe(301);
  expect(await (await running.fetch('/')).text()).toBe('home');
});

test('local code of a function of CloudFormation is found beside the template', async () => {
  const yaml = SAM.replace('AWS::Serverless::Function', 'AWS::Lambda::Function').replace('CodeUri:', 'Code:')
    .replace('AutoPublishAlias: live', 'Runtime: nodejs22.x').replace('Edge.Version', 'Version')
    .replace('  Inline:', '  Version:\n    Type: AWS::Lambda::Version\n    Properties: { FunctionName: !Ref Edge }\n  Inline:');
  const app = folder({ 'template.yml': yaml, 'src/app.js': CODE });
  expect((await preview(join(app, 'template.yml')).fetch('/old')).status).toBe(301);
});

test('code that is not there is said in a note', () => {
  const app = folder({ 'template.yaml': SAM });
  expect(preview(join(app, 'template.yaml')).notes.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/viewer-request function of behavior \* will not run: its code .*src/));
});

test.each([
  ['template.yaml', 'a: [b', /template\.yaml: is not valid YAML/],
  ['template.json', '{"Resources": ', /template\.json: is not valid JSON/],
  ['template.yaml', '- a\n- b\n', /template\.yaml: contains a list; expected a template of CloudFormation/],
  ['template.yaml', '', /template\.yaml: contains null/],
  ['template.yaml', 'Resources:\n  X: { Type: AWS::S3::Bucket }\n', /EDGE_PREVIEW_NO_DISTRIBUTION/],
])('%s with %j is reported', (name, text, message) => {
  expect(() => preview(join(folder({ [name]: text }), name))).toThrow(message);
});

test('anchors of YAML have the value that they refer to', async () => {
  const app = folder({
    'template.yaml': SAM.replace('TargetOriginId: web', 'TargetOriginId: &id web').replace('TargetOriginId: web', 'TargetOriginId: *id'),
    'src/app.js': CODE,
  });
  expect((await preview(join(app, 'template.yaml')).fetch('/inline/x')).status).toBe(302);
});
