// An app for determinism.test.ts, run in a process of its own: everything of the library in two Regions, from files in
// the current directory. Prints the templates, the asset manifests and the edge manifests. `reversed` builds it in
// another order, where the order means nothing.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Distribution, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as edge from '../../src';

const reversed = process.argv.includes('reversed');

/** The properties of an object in the other order, as a Python or Java caller may send them. */
function props<T extends object>(object: T): T {
  return reversed ? Object.fromEntries(Object.entries(object).reverse()) as T : object;
}

function attach(stack: Stack, distribution: Distribution): void {
  const behaviors = edge.EdgeBehaviors.all();
  const constructs = [
    () =>
      new edge.EdgeErrorMasker(
        stack,
        'Errors',
        props({
          distribution,
          behaviors,
          rules: [
            props({ statuses: edge.ErrorStatuses.clientErrors(), action: edge.ErrorAction.redirectTo('/404.html') }),
          ],
        }),
      ),
    () =>
      new edge.EdgeRedirector(
        stack,
        'Redirects',
        props({
          distribution,
          behaviors,
          source: edge.RedirectSource.fromFile('redirects.json'),
          host: edge.EdgeStepHost.LAMBDA_EDGE,
        }),
      ),
    () =>
      new edge.SecurityHeaders(
        stack,
        'Headers',
        props({
          distribution,
          behaviors,
          contentSecurityPolicy: edge.ContentSecurityPolicy.fromDirectives(
            props({
              scriptSrc: [edge.CspSource.distributionDomain()],
              imgSrc: [edge.CspSource.SELF],
            }),
          ),
        }),
      ),
    () =>
      new edge.EdgeCustomStep(
        stack,
        'Step',
        props({
          distribution,
          step: edge.EdgeStep.fromFile('step.js'),
          event: LambdaEdgeEventType.ORIGIN_REQUEST,
        }),
      ),
  ];
  for (const construct of reversed ? constructs.reverse() : constructs) construct();
}

const app = new App({ analyticsReporting: false });
for (const [id, region] of [['Virginia', 'us-east-1'], ['Ireland', 'eu-west-1']]) {
  const stack = new Stack(app, id, { env: { account: '111122223333', region } });
  const origin = new HttpOrigin('www.example.com');
  attach(
    stack,
    new Distribution(stack, 'Site', { defaultBehavior: { origin }, additionalBehaviors: { '/api/*': { origin } } }),
  );
}
const { directory } = app.synth();
const files = readdirSync(directory).filter((file) => /\.(template|assets|edge)\.json$/.test(file)).sort();
console.log(
  JSON.stringify(Object.fromEntries(files.map((file) => [file, readFileSync(join(directory, file), 'utf8')]))),
);
rmSync(directory, { recursive: true });
