import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'logs.md'), 'utf8');
const [, script] = /^```sh\n([^]*?)^```$/m.exec(page)!;

const VERSIONS =
  'arn:aws:lambda:us-east-1:123456789012:function:Web-Request-1:7\tarn:aws:lambda:us-east-1:123456789012:function:Web-Response-2:3\n'
  + 'arn:aws:lambda:us-east-1:123456789012:function:Web-Request-1:7';

/** Runs the script of the page with a stand-in for the AWS CLI, and returns the calls that change something. */
function run(
  { lambdas = '', functions = '', fails = 'none' },
  environment: Record<string, string> = { DISTRIBUTION_ID: 'E1' },
) {
  const folder = mkdtempSync(join(tmpdir(), 'logs-'));
  try {
    const aws = join(folder, 'aws');
    writeFileSync(
      aws,
      `#!/bin/sh
case "$*" in
  *' ${fails} '*|'${fails} '*) exit 254 ;;
  *--query*LambdaFunctionARN*) printf '%s\\n' '${lambdas}' ;;
  *--query*FunctionARN*) printf '%s\\n' '${functions}' ;;
  'ec2 describe-regions'*) printf 'eu-west-1\\tus-east-1\\n' ;;
  'logs '*) echo "$*" >>"$CALLS" ;;
  *) exit 255 ;;
esac
`,
    );
    chmodSync(aws, 0o755);
    const calls = join(folder, 'calls');
    const env = { PATH: `${folder}:${process.env.PATH}`, CALLS: calls, ...environment };
    const { status } = spawnSync('sh', ['-c', script], { env, encoding: 'utf8' });
    return { status, calls: existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const both = (region: string, group: string, days = 30) => [
  `logs create-log-group --region ${region} --log-group-name ${group}`,
  `logs put-retention-policy --region ${region} --log-group-name ${group} --retention-in-days ${days}`,
];

describe('the script that sets a retention', () => {
  test('does so in each Region for Lambda@Edge, and in us-east-1 for CloudFront Functions', () => {
    const functions = 'arn:aws:cloudfront::123456789012:function/Web-Viewer-us-east-1';
    expect(run({ lambdas: VERSIONS, functions })).toEqual({
      status: 0,
      calls: [
        ...['eu-west-1', 'us-east-1'].flatMap((region) => ['Web-Request-1', 'Web-Response-2'].flatMap((name) => both(region, `/aws/lambda/us-east-1.${name}`))),
        ...both('us-east-1', '/aws/cloudfront/function/Web-Viewer-us-east-1'),
      ],
    });
  });

  test('has nothing to do without functions, which the AWS CLI calls None', () => {
    expect(run({ lambdas: 'None', functions: 'None' })).toEqual({ status: 0, calls: [] });
    expect(run({})).toEqual({ status: 0, calls: [] });
  });

  test('goes on where a group is there already, and ends where the retention cannot be set', () => {
    const existing = run(
      { lambdas: VERSIONS, fails: 'create-log-group' },
      { DISTRIBUTION_ID: 'E1', RETENTION_DAYS: '7' },
    );
    expect(existing.status).toBe(0);
    expect(existing.calls).toHaveLength(4);
    expect(existing.calls[0]).toBe(both('eu-west-1', '/aws/lambda/us-east-1.Web-Request-1', 7)[1]);
    expect(run({ lambdas: VERSIONS, fails: 'put-retention-policy' }).status).not.toBe(0);
    expect(run({ lambdas: VERSIONS }, {}).status).not.toBe(0); // no distribution
  });
});
