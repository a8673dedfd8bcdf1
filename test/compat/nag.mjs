// Synthesizes everything that the library can create and checks it with all packs of cdk-nag. Runs in the app of
// app.mjs. Findings about the distribution itself (logging, WAF, TLS) are the user's decision. One finding about the
// functions is provoked with an older Node.js: the user's acknowledgement on a construct must reach them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Distribution, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStep,
  EdgeStepHost,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  RedirectSource,
  SecurityHeaders,
} from 'cdk-cloudfront-edge';
import * as nag from 'cdk-nag';

const account = '111122223333';
const app = new App({
  analyticsReporting: false,
  builtinCloudFormationValidation: false,
  outdir: join(import.meta.dirname, 'nag.out'),
});
const PACKS = ['AwsSolutions', 'HIPAASecurity', 'NIST80053R4', 'NIST80053R5', 'PCIDSS321', 'Serverless'];
Validations.of(app).addPlugins(...PACKS.map((pack) => new nag[`${pack}Checks`](app)));
for (const [id, env] of Object.entries({
  Virginia: { region: 'us-east-1', account },
  Ireland: { region: 'eu-west-1', account },
  Anywhere: undefined,
})) {
  site(new Stack(app, id, { env }));
  acknowledged(new Stack(app, `${id}Older`, { env }));
}
try {
  app.synth();
} catch (error) {
  if (!error.message.startsWith('Validation failed.')) throw error; // about the distributions at least
}

const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
const findings = pluginReports
  .flatMap((report) => report.violations)
  .flatMap(({ ruleName, violatingConstructs }) =>
    violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
  );
const [others, own] = [true, false].map((wanted) =>
  findings.filter((finding) => / \w+\/Site\/Resource$/.test(finding) === wanted),
);
for (const finding of own) console.error(finding);
// Without any finding of the user's resources, the check did not run.
if (others.length === 0) console.error('cdk-nag has nothing to say about the distributions: did it run?');
process.exitCode = own.length > 0 || others.length === 0 ? 1 : 0;

function site(stack) {
  const origin = new HttpOrigin('www.example.com');
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin },
    additionalBehaviors: { '/api/*': { origin } },
  });
  const step = (file, host) => EdgeStep.fromFile(join(import.meta.dirname, 'test', 'support', file), { host });
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    rules: [
      { statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') },
      { statuses: ErrorStatuses.serverErrors(), action: ErrorAction.respond({ page: ErrorPage.fromBucket(Bucket.fromBucketName(stack, 'Pages', 'pages'), '500.html') }) },
    ],
  });
  new EdgeRedirector(stack, 'Redirects', { distribution, source: RedirectSource.fromInline('{ "/old": "/new" }') });
  new SecurityHeaders(stack, 'Headers', {
    distribution,
    contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.distributionDomain()] }),
  });
  new EdgeCustomStep(stack, 'Step', { distribution, event: LambdaEdgeEventType.ORIGIN_REQUEST, step: step('step.js') });
  new EdgeCustomStep(stack, 'Function', {
    distribution, event: LambdaEdgeEventType.VIEWER_REQUEST, behaviors: EdgeBehaviors.paths('/api/*'),
    step: step('function-step.js', EdgeStepHost.CLOUDFRONT_FUNCTION),
  });
}

/** Functions with an older Node.js, which the user acknowledges on the construct that requires it. */
function acknowledged(stack) {
  const origin = new HttpOrigin('www.example.com');
  const distribution = new Distribution(stack, 'Site', { defaultBehavior: { origin } });
  const errors = new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    rules: [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }],
    runtime: Runtime.NODEJS_22_X,
  });
  const ids = ['AwsSolutions-L1', 'Serverless-LambdaLatestVersion'];
  Validations.of(errors).acknowledge(...ids.map((id) => ({ id, reason: 'our other functions use it' })));
}
