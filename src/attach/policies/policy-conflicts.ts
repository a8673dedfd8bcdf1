import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { MANAGED_RESPONSE_HEADERS_POLICIES } from '../../core/facts/managed-policies';
import { error } from '../../core/problem';
import { selects } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';
import { isOmitted } from '../declared-associations';
import { referenceName } from '../reference-name';
import type { BehaviorFinding } from '../slots/behavior-findings';
import { conditionalBehavior } from '../slots/conflicts';
import type { PolicyContribution } from '../slots/contribution';

/** Why the response headers policies of constructs cannot be set on a behavior. */
export function policyFindings(
  resource: CfnDistribution, { pattern, behavior, conditional }: NamedBehavior, policies: readonly PolicyContribution[],
): BehaviorFinding[] {
  const setting = policies.filter((p) => selects(p.behaviors, pattern));
  if (conditional) return setting.map(({ owner }) => ({ owner, pattern, describe: conditionalBehavior }));
  const stack = Stack.of(resource);
  return setting.flatMap(({ owner }, index) => {
    const { responseHeadersPolicyId: id } = behavior;
    const declared = isOmitted(stack.resolve(id)) ? undefined : id;
    const other = setting[index - 1]?.owner.node.path;
    if (other !== undefined) return [{ owner, pattern, describe: taken(other, 'select others in one of them') }];
    return declared === undefined ? [] : [{ owner, pattern, describe: taken(policyName(stack, declared), MERGE) }];
  });
}

/** A managed policy by CloudFront's name, another one by its construct. */
function policyName(stack: Stack, id: string): string {
  const name = referenceName(stack, id);
  const managed = MANAGED_RESPONSE_HEADERS_POLICIES[name]?.name;
  return managed === undefined ? name : `CloudFront's managed ${managed}`;
}

const MERGE = 'merge them with existing: ExistingAttachments.compose(), remove it, or leave such behaviors out with '
  + 'EdgeBehaviors.allExcept';

function taken(holder: string, cure: string): BehaviorFinding['describe'] {
  return ({ names, verb }) => error('EDGE_POLICY_TAKEN', `${names} already ${verb('has', 'have')} a response headers `
    + `policy, ${holder}; CloudFront applies one: ${cure}`);
}
