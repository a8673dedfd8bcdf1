import type { BehaviorFinding } from './behavior-findings';
import { hostOf, type BakedContribution } from './contribution';
import type { EdgeHost } from '../../core/facts/edge-events';
import { error } from '../../core/problem';

type Describe = BehaviorFinding['describe'];

/** An event has a function, and nothing says that it joins. */
export function takenEvent(own: BakedContribution, holder: string, theirs: EdgeHost): Describe {
  const { event, hostChoice, withoutFunction } = own;
  const join = hostOf(own) === theirs || hostChoice === 'composing'
    ? 'let it join ours with existing: ExistingAttachments.compose()'
    : `${asKind(own, theirs)} and let it join with existing: ExistingAttachments.compose()`;
  return ({ names }) =>
    error(
      'EDGE_EVENT_TAKEN',
      `the ${event} event of ${names} already has ${holder}; CloudFront runs one function per event: ${join}, remove `
        + 'it, put its code beside ours with EdgeStep.fromFile, or choose '
        + `${hostChoice && hostChoice !== 'engine' ? 'another event or ' : ''}other `
        + `behaviors${withoutFunction === undefined ? '' : `; ${withoutFunction}`}`,
    );
}

/** How a step becomes one of the other kind. */
export function asKind({ hostChoice }: BakedContribution, host: EdgeHost): string {
  const name = host === 'lambda-edge' ? 'LAMBDA_EDGE' : 'CLOUDFRONT_FUNCTION';
  switch (hostChoice) {
    case 'engine': return `set engine: SecurityHeadersEngine.${name}`;
    case 'file': return `give it a file for the host EdgeStepHost.${name}`;
    // Short redirects are one already; of others the property reports what does not fit.
    case 'composing': return host === 'cloudfront-function'
      ? 'set host: EdgeStepHost.CLOUDFRONT_FUNCTION'
      : 'give the step of this library that is a CloudFront Function a file for the host EdgeStepHost.LAMBDA_EDGE';
    default: return `set host: EdgeStepHost.${name}`;
  }
}

/** Two kinds of functions cannot be one. */
export function otherHost(own: BakedContribution, holder: string, theirs: EdgeHost): Describe {
  const [ours, kind] = theirs === 'cloudfront-function'
    ? ['on Lambda@Edge', 'a CloudFront Function'] : ['in a CloudFront Function', 'a Lambda@Edge function'];
  return ({ names }) =>
    error(
      'EDGE_EXISTING_HOST',
      `${holder} on the ${own.event} event of ${names} is ${kind}, which cannot join a step that runs ${ours}; `
        + `${asKind(own, theirs)}, choose another event, or leave the behaviors out with EdgeBehaviors.allExcept`,
    );
}

export function mix(own: BakedContribution, other: string): Describe {
  const lambda = hostOf(own) === 'lambda-edge';
  // CloudFront Functions run on no origin event.
  const cures = [
    asKind(own, lambda ? 'cloudfront-function' : 'lambda-edge'),
    ...(lambda && own.hostChoice !== 'engine' ? ['choose an origin event'] : []),
  ];
  return ({ names }) => error('EDGE_VIEWER_MIX', `the ${own.event} event of ${names} cannot have a `
    + `${lambda ? 'Lambda@Edge function' : 'CloudFront Function'} beside ${other}; CloudFront does not mix the two `
    + `kinds on viewer events: ${cures.join(', ')}, or remove one`);
}

/** Whether a step can be on an origin event: not the file of a CloudFront Function. */
export function canMoveToOrigin(own: BakedContribution): boolean {
  if (own.hostChoice === 'engine') return false;
  return own.hostChoice === 'composing' || own.hostChoice !== undefined && hostOf(own) === 'lambda-edge';
}
