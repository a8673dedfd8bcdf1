// Synthesizes everything that the library can create and checks it with cdk-nag's AwsSolutions. Runs in the app of
// app.mjs. Findings about the distribution itself (logging, WAF, TLS) are the user's decision.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Distribution, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
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
import { AwsSolutionsChecks } from 'cdk-nag';

const account = '111122223333';
const app = new App({
  analyticsReporting: false,
  builtinCloudFormationValidation: false,
  outdir: join(import.meta.dirname, 'nag.out'),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
for (const [id, env] of Object.entries({
  Virginia: { region: 'us-east-1', account },
  Ireland: { region: 'eu-west-1', account },
  Anywhere: undefined,
})) {
  site(new Stack(app, id, { env }));
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
if (theirs.length === 0) console.error('cdk-nag has nothing to say about the distributions: did it run?');
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
