import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { EdgeRedirector, RedirectSource, SecurityHeaders } from '../../src';

const REDIRECTS = `{
  "/jobs": "/careers.html",
  "/old/*": { "to": "/new/:splat", "statusCode": 302 }
}
`;

/** An app with a redirector, a function of its own at viewer-response, and an API. Returns its cdk.out. */
export function consoleSite(): { readonly cloudAssembly: string; readonly content: string } {
  const folder = mkdtempSync(join(tmpdir(), 'edge-console-'));
  const content = join(folder, 'content');
  for (const [name, text] of Object.entries({
    'index.html': '<h1>home</h1>', 'careers.html': '<h1>careers</h1>', 'new/a.html': 'a', 'assets/app.css': 'body { margin: 0 }',
  })) {
    mkdirSync(dirname(join(content, name)), { recursive: true });
    writeFileSync(join(content, name), text);
  }
  const file = join(folder, 'redirects.json');
  writeFileSync(file, REDIRECTS);
  const app = new App({ analyticsReporting: false, outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Web', { env: { account: '111122223333', region: 'eu-west-1' } });
  const mark = new cloudfront.Function(stack, 'Mark', {
    code: cloudfront.FunctionCode.fromInline(`function handler(event) {
      console.log('served ' + event.request.uri);
      event.response.headers['x-served-by'] = { value: 'the edge' };
      delete event.response.headers['x-powered-by'];
      return event.response;
    }`),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
  });
  const maintenance = new cloudfront.Function(stack, 'Maintenance', {
    code: cloudfront.FunctionCode.fromInline(`function handler(event) {
      return { statusCode: 503, statusDescription: 'Maintenance', headers: { 'retry-after': { value: '60' } },
        body: { encoding: 'text', data: '<h1>Back soon</h1>' } };
    }`),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
  });
  const distribution = new cloudfront.Distribution(stack, 'Site', {
    defaultRootObject: 'index.html',
    domainNames: ['www.example.com'],
    certificate: { certificateRef: { certificateId: 'arn:aws:acm:us-east-1:111122223333:certificate/1' }, certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1' } as any,
    defaultBehavior: {
      origin: new HttpOrigin('www-origin.example.com'),
      functionAssociations: [{ function: mark, eventType: cloudfront.FunctionEventType.VIEWER_RESPONSE }],
    },
    additionalBehaviors: {
      '/api/*': { origin: new HttpOrigin('api.example.com'), allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL },
      '/shop/*': {
        origin: new HttpOrigin('api.example.com'),
        functionAssociations: [{ function: maintenance, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      },
    },
  });
  new EdgeRedirector(stack, 'Redirects', { distribution, source: RedirectSource.fromFile(file) });
  new SecurityHeaders(stack, 'Headers', { distribution });
  return { cloudAssembly: app.synth().directory, content };
}
