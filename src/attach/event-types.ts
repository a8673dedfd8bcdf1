import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { EDGE_EVENTS, isViewerEvent, type EdgeEvent, type EdgeHost } from '../core/facts/edge-events';
import { isIntrinsic } from '../core/headers-policy/intrinsics';

/** The events on which functions of a kind run. */
export function eventsOf(host: EdgeHost): readonly EdgeEvent[] {
  return host === 'lambda-edge' ? EDGE_EVENTS : EDGE_EVENTS.filter(isViewerEvent);
}

/**
 * The events that a rendered event type may be: one, or those that a deployment can choose from. CloudFront refuses any
 * other value, so that it need not be considered.
 */
export function possibleEvents(stack: Stack, host: EdgeHost, eventType: unknown): readonly string[] {
  if (typeof eventType === 'string') return [eventType];
  const { type, allowedValues } = referredParameter(stack, eventType) ?? {};
  // The values of other types are names in the Parameter Store, and not events.
  const allowed = type === 'String' ? allowedValues : undefined;
  return eventsOf(host).filter((event) => allowed?.includes(event) ?? true);
}

/** The parameter whose value it is. */
export function referredParameter(stack: Stack, value: unknown): CfnParameter | undefined {
  const { Ref: id, 'Fn::Sub': text } = isIntrinsic(value) ? value : {};
  const name = id ?? /^\$\{(\w+)\}$/.exec(String(text))?.[1];
  return name === undefined ? undefined : stack.node.findAll()
    .find((one): one is CfnParameter => one instanceof CfnParameter && stack.resolve(one.logicalId) === name);
}
