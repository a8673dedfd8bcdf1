import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Mask } from '../../core/explain/checks/reading/masked';
import { selects } from '../behavior-selector';
import { EdgeSlots } from '../slots/edge-slots';

/** The `EdgeErrorMasker`s of a distribution. */
export function readMasks(resource: CfnDistribution): Mask[] {
  const slots = EdgeSlots.on(resource);
  return slots?.errorMasks().map(({ owner, behaviors, config }) => {
    const selector = slots.literal(behaviors);
    return { by: owner.node.path, config, selects: (pattern) => selects(selector, pattern) };
  }) ?? [];
}
