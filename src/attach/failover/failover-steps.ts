import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { actsOnlyOnFailover, cannotTellApart } from './failover-findings';
import { changedGroups, groupsText } from './late-groups';
import { originGroups } from './origin-groups';
import { OriginSigns } from './tell-apart';
import type { FailoverConfig } from '../../core/failover/config';
import type { Problem } from '../../core/problem';
import type { NamedBehavior } from '../behaviors';
import type { BehaviorFinding } from '../slots/behavior-findings';
import { isCompanion, StepOrder, type BakedContribution } from '../slots/contribution';
import { contributionsFor } from '../slots/plan';

/** What origin groups require of the functions on origin-response. */
export interface FailoverSteps {
  readonly contributions: readonly BakedContribution[];
  /** Warnings and notes. */
  readonly findings: readonly BehaviorFinding[];
  /** Problems with origin groups that were added or changed since then. */
  readonly changed: () => Problem[];
}

type FailoverContribution = BakedContribution & { readonly behaviors: { patterns: string[] } };

/**
 * Keeps steps from hiding an error of a primary origin from its origin group, on each behavior that targets one.
 * `functions` is the stack of the functions.
 */
export function failoverSteps(
  resource: CfnDistribution, behaviors: readonly NamedBehavior[], contributions: readonly BakedContribution[],
  functions: Stack,
): FailoverSteps {
  const groups = originGroups(resource);
  const signs = new OriginSigns(Stack.of(resource), functions);
  const found = new Map<string, FailoverContribution>();
  const findings: BehaviorFinding[] = [];
  const known = new Map<string, string>();
  for (const { pattern } of behaviors.filter(({ conditional }) => !conditional)) {
    const targets = groups.get(pattern) ?? [];
    const landing = contributionsFor(contributions, 'origin-response', pattern);
    const deciding = landing.filter((c) => !isCompanion(c, pattern) && decides(c));
    if (deciding.length === 0) continue;
    known.set(pattern, groupsText(targets));
    if (targets.length === 0) continue;
    const members = targets.map((group) => ({ group, apart: signs.tellApart(group, mayHaveValues(landing)) }));
    const config: FailoverConfig = {
      groups: members.map(({ group: { statuses }, apart }) => ({ statuses, ...apart })),
    };
    const key = JSON.stringify(config);
    const contribution = found.get(key) ?? contributionOf(deciding[0], config);
    contribution.behaviors.patterns.push(pattern);
    found.set(key, contribution);
    for (const { group, apart } of members) {
      const problems = apart === undefined ? [cannotTellApart(group)] : [];
      findings.push(...deciding.flatMap((own) => [...problems, ...actsOnlyOnFailover(own, group)]
        .map((describe) => ({ owner: own.owner, pattern, describe }))));
    }
  }
  return { contributions: [...found.values()], findings, changed: () => changedGroups(resource, known) };
}

/** Code with values of the deployment is in the template, without the files of an existing function. */
const VALUES_MAX_BYTES = 100_000;

function mayHaveValues(landing: readonly BakedContribution[]): boolean {
  const bytes = landing.map(({ step: { config, data, code } }) => (
    JSON.stringify(config).length + (data?.length ?? 0) * 4 / 3 + (code?.length ?? 0)));
  return !landing.some(({ step }) => step.lambda?.files) && bytes.reduce((a, b) => a + b, 0) < VALUES_MAX_BYTES;
}

/** Whether a step may change the status of a response. */
function decides({ step: { part, existing } }: BakedContribution): boolean {
  return part !== 'headers' && existing === undefined;
}

function contributionOf({ owner }: BakedContribution, config: FailoverConfig): FailoverContribution {
  return {
    owner,
    event: 'origin-response',
    behaviors: { kind: 'paths', patterns: [] },
    companion: true,
    order: StepOrder.FAILOVER,
    step: { part: 'failover', config: { ...config } },
  };
}
