import { Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EdgeErrorMasker, ErrorAction, ErrorStatuses } from '../../src';
import { siteStack } from '../support/apps';

// Whether cdk-nag takes it is tested with cdk-nag itself, in test/compat/nag.mjs.
it('acknowledges the wildcards of the logs, under the name that cdk-nag gives to the finding', () => {
  const { stack, distribution } = siteStack();
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }],
  });
  const [name] = Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const acknowledged = stack.node
    .findAll()
    .flatMap((c) => c.node.metadata.filter((m) => m.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY));
  expect(acknowledged.map((m) => m.data)).toEqual([{
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:*:<AWS::AccountId>:log-group:/aws/lambda/us-east-1.<${name}>:*]`]: expect.stringContaining('Lambda@Edge'),
  }]);
});
