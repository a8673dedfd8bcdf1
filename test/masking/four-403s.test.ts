import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { EdgeErrorMasker, ErrorAction, ErrorPage, ErrorStatuses } from '../../src';
import { ask } from './support/ask';
import { FORWARD_ALL } from './support/matrix-app';
import { OriginServer } from './support/origin-server';
import { createPreview, type Preview } from '../../src/preview/create-preview';

const origin = new OriginServer({ 'content-type': 'text/plain', 'server': 'origin/1.0' }, 'said by the origin');
const directory = mkdtempSync(join(tmpdir(), 'four-403s-'));
let preview: Preview;

beforeAll(async () => {
  const app = new App({ analyticsReporting: false, outdir: directory });
  const stack = new Stack(app, 'Web', { env: { region: 'us-east-1' } });
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: new HttpOrigin('www.example.com'), ...FORWARD_ALL },
  });
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    rules: [
      {
        statuses: ErrorStatuses.codes(403),
        action: ErrorAction.respond({ page: ErrorPage.fromInline('masked {status}'), statusCode: 404 }),
      },
    ],
    sourceHeader: 'x-error-source',
  });
  preview = createPreview({
    cloudAssembly: app.synth().directory,
    origins: { 'www.example.com': await origin.start() },
    blocks: ['waf:/blocked/*', 'geo:/abroad/*', 'signed-url:/premium/*'],
    listen: { port: 0 },
  });
  await preview.ready;
});

afterAll(async () => {
  await preview.close();
  await origin.stop();
  rmSync(directory, { recursive: true, force: true });
});

const get = (path: string, want = 403) => ask(`${preview.url}${path}`, 'GET', { 'x-want': String(want) });

describe('four refusals on one behavior', () => {
  it.each([
    ['AWS WAF', '/blocked/x', 'Request blocked.'],
    ['a geographic restriction', '/abroad/x', 'block access from your country'],
    ['a signed URL', '/premium/x', 'MissingKey'],
  ])('that of %s is not changed', async (_, path, text) => {
    const { status, headers, body } = await get(path);
    expect({ status, body, server: headers.server }).toEqual({
      status: 403,
      body: expect.stringContaining(text),
      server: 'CloudFront',
    });
    expect(headers).not.toHaveProperty('x-error-source');
  });

  it('that of the origin is masked', async () => {
    const { status, headers, body } = await get('/missing');
    expect({ status, body }).toEqual({ status: 404, body: 'masked 404' });
    expect(headers['x-error-source']).toBe('origin error, masked, was 403');
  });

  it('and its other errors can be distinguished from CloudFront\'s', async () => {
    const { status, headers, body } = await get('/busy', 503);
    expect({ status, body }).toEqual({ status: 503, body: 'said by the origin' });
    expect(headers['x-error-source']).toBe('origin error');
  });
});
