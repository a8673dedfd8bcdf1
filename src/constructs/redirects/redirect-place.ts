import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { RedirectBodies } from './redirect-bodies';
import type { RedirectEventType } from './redirect-event-type';
import type { BehaviorSelector } from '../../attach/behavior-selector';
import type { Contribution, HostedStep } from '../../attach/slots/contribution';
import type { EdgeSlots } from '../../attach/slots/edge-slots';
import type { Existing } from '../../attach/slots/existing';
import type { EdgeFunctionSettings } from '../../attach/slots/function-settings';
import type { Problem } from '../../core/problem';
import { EdgeStepHost } from '../custom-step/edge-step';

/** Where the steps of a redirector run, and what they know of the distribution. */
export interface RedirectPlace {
  readonly owner: Construct;
  readonly event: RedirectEventType;
  readonly host: EdgeStepHost;
  /** Whether the host is the choice of the slots: see `host-choice.ts`. */
  readonly chosen: boolean;
  /** What the host of the user's rules was taken for, if that was not the user: no other can run this rule. */
  readonly needs?: Problem;
  /** Whether no other host can run the steps. */
  readonly fixed?: boolean;
  readonly behaviors: BehaviorSelector;
  readonly settings: EdgeFunctionSettings;
  readonly existing?: Existing;
  readonly resource: CfnDistribution;
  readonly slots: EdgeSlots;
  /** In seconds; a token if it is only known at deploy time. */
  readonly ttl: string;
  /** Pages of answers that are errors. */
  readonly bodies: RedirectBodies;
  /** Whether each rule that applies is logged. */
  readonly logs: boolean;
  /** Paths that are never redirected. Complete when all constructs have contributed. */
  readonly errorPages: () => readonly string[];
}

type Placement = 'owner' | 'event' | 'behaviors' | 'settings' | 'existing' | 'alternative' | 'hostChoice';

/** A step on its host, with its place. */
export function placed(
  { owner, event, host, chosen, fixed, behaviors, settings, existing }: RedirectPlace,
  lambda: () => HostedStep, cloudFront: () => HostedStep,
): HostedStep & Pick<Contribution, Placement> {
  return {
    ...(host === EdgeStepHost.CLOUDFRONT_FUNCTION ? cloudFront() : lambda()),
    ...(chosen && { alternative: cloudFront() }),
    ...(!fixed && { hostChoice: chosen ? 'composing' : 'property' }),
    owner,
    event,
    settings,
    existing,
    behaviors,
  };
}
