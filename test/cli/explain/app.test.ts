import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { file, folder, json } from './support';
import {
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStepHost,
  ErrorAction,
  ErrorStatuses,
  RedirectSource,
} from '../../../src';

/** An app with rules with the status of an error, and a masker with a marker. */
function synthesized(host: EdgeStepHost, name: string): string {
  const redirects = join(folder, `${name}.json`);
  writeFileSync(
    redirects,
    '{\n  "/old": "/new",\n  "/gone/*": { "statusCode": 410 },\n  "/secret": { "statusCode": 404 }\n}\n',
  );
  const app = new App({ analyticsReporting: false, outdir: join(folder, name) });
  const stack = new Stack(app, 'Web', { env: { account: '111122223333', region: 'us-east-1' } });
  const origin = new HttpOrigin('www.example.com');
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin },
    additionalBehaviors: { '/api/*': { origin } },
  });
  new EdgeRedirector(stack, 'Redirects', { host, distribution, source: RedirectSource.fromFile(redirects) });
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    sourceHeader: 'X-Error-Source',
    rules: [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }],
  });
  return app.synth().directory;
}

describe.each([EdgeStepHost.LAMBDA_EDGE, EdgeStepHost.CLOUDFRONT_FUNCTION])('rules in %s', (host) => {
  const out = synthesized(host, String(host));

  test('that answer with an error are named with their file and line', async () => {
    const { code, list } = await json(out);
    expect(code).toBe(0);
    const rules = list.filter(({ source }) => source === 'edge-function-answered');
    expect(
      rules.map(({ statuses, behaviors, condition, evidence }) => [statuses, behaviors, condition, evidence]),
    ).toEqual([
      [
        [410],
        ['*'],
        'the request matches the rule for /gone/*',
        [expect.stringMatching(/\.json:3:3: \/gone\/\* is 410, in function Web\/.+/)],
      ],
      [
        [404],
        ['*'],
        'the request matches the rule for /secret',
        [expect.stringMatching(/\.json:4:3: \/secret is 404, in function Web\/.+/)],
      ],
    ]);
    expect(list.find(({ source }) => source === 'masked-origin-error')).toMatchObject({
      behaviors: ['*'], evidence: [expect.stringMatching(/: sourceHeader x-error-source$/)],
    });
  });

  test('and a masker that marks errors of the origin rule out the origin', async () => {
    const response = {
      status: 403,
      headers: { 'server': 'CloudFront', 'x-cache': 'Error from cloudfront' },
      body: 'no',
      url: 'https://d1.cloudfront.net/x',
    };
    const candidates = async (text: unknown, ...options: string[]) => (
      (await json(file(JSON.stringify(text)), ...options)).list[0].candidates.map((one: any) => one.source));
    expect(await candidates(response)).toEqual(expect.arrayContaining(['custom-origin', 'masked-origin-error']));
    expect(await candidates(response, '--template', out)).toEqual([]);
    expect(await candidates({ ...response, url: 'https://d1.cloudfront.net/api/x' }, '--template', out)).toEqual([
      'custom-origin',
    ]);
    const marked = { ...response, headers: { ...response.headers, 'x-error-source': 'origin error' } };
    expect((await json(file(JSON.stringify(marked)), '--template', out)).list[0]).toMatchObject({
      source: 'custom-origin',
      confidence: 'certain',
    });
  });
});
