import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { EdgeEvent } from '../../core/facts/edge-events';
import { shorten } from '../shorten';

/** Maximum length of the description of a Lambda function. */
const DESCRIPTION_MAX_LENGTH = 256;

/**
 * The description of a function, which tells in the console what it is for: its event, distribution and steps. Shortens
 * the name of the distribution, since the steps are more important.
 */
export function describeFunction(resource: CfnDistribution, event: EdgeEvent, steps: string): string {
  const distribution = resource.node.path.replace(/\/Resource$/, '');
  const room = Math.max(20, DESCRIPTION_MAX_LENGTH - `${event} of : ${steps}`.length);
  return `${event} of ${shorten(distribution, room)}: ${steps}`;
}
