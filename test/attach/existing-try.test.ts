import { Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { EdgeCustomStep, EdgeStep, EdgeStepHost, ExistingAttachments } from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

test('try', () => {
  const { stack, distribution } = siteStack(undefined, {});
  void distribution;
  const kvs = new cloudfront.KeyValueStore(stack, 'Kvs');
  const fn = new cloudfront.Function(stack, 'Rewrite', {
    code: cloudfront.FunctionCode.fromInline(`import cf from 'cloudfront';
const id = '${kvs.keyValueStoreId}'; const s = cf.kvs(id);
async function handler(event) { const r = event.request; if (r.uri.endsWith('/')) r.uri += 'index.html'; return r; }`),
    runtime: cloudfront.FunctionRuntime.JS_2_0, keyValueStore: kvs,
  });
  const d = new cloudfront.Distribution(stack, 'D', {
    defaultBehavior: { origin: siteOrigin, functionAssociations: [{ function: fn, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }] },
    additionalBehaviors: { '/a/*': { origin: siteOrigin, functionAssociations: [{ function: fn, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }] } },
  });
  new EdgeCustomStep(stack, 'Step', {
    distribution: d, event: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
    step: EdgeStep.fromFile('test/support/function-step.js', { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
    existing: ExistingAttachments.compose(),
  });
  const t = Template.fromStack(stack).toJSON();
  console.log(JSON.stringify(t.Resources, null, 1).slice(0, 16000));
});
