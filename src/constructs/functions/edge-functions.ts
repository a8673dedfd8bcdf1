import type { IDistributionRef, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { EdgeBehaviors } from '../edge-behaviors';
import { EdgeFunction } from './edge-function';
import type { IEdgeFunctionCustomizer } from './edge-function-customizer';
import { AppProblems } from '../../attach/app-problems';
import { selects } from '../../attach/behavior-selector';
import { refuse } from '../../attach/config-error';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import type { MadeFunction } from '../../attach/slots/made-functions';
import { findTarget } from '../../attach/target';
import { EDGE_EVENTS } from '../../core/facts/edge-events';
import { error } from '../../core/problem';
import { instanceOf, kind } from '../../core/problem/kinds';

/**
 * The functions that this library creates, so that you can add alarms, metrics or escape hatches.
 *
 * They are created when the app is synthesized, because constructs and behaviors may be added until then. `forEach`
 * registers a customizer that is called for each function as soon as it exists. `functions` of a construct has the
 * functions with its steps; `EdgeFunctions.of(distribution)` has all of a distribution, including those of mixins.
 *
 * @example
 * class AlarmOnErrors implements IEdgeFunctionCustomizer {
 *   public customize(edgeFunction: EdgeFunction): void {
 *     if (edgeFunction.lambdaFunction === undefined) return; // CloudFront Functions have other metrics
 *     new cloudwatch.Alarm(edgeFunction.construct, 'Failures', {
 *       metric: edgeFunction.metric('Errors'),
 *       threshold: 1,
 *       evaluationPeriods: 1,
 *     });
 *   }
 * }
 *
 * EdgeFunctions.of(distribution).forEach(new AlarmOnErrors());
 */
export class EdgeFunctions {
  /**
   * All functions that this library creates for a distribution, for any construct or mixin. Your own functions are not
   * included.
   *
   * @param distribution A distribution of this app: `Distribution`, `CfnDistribution`, or what `CfnInclude` returns.
   */
  public static of(distribution: IDistributionRef): EdgeFunctions {
    const owner = Construct.isConstruct(distribution) ? distribution : NOWHERE;
    const { resource, problems } = findTarget(distribution);
    refuse(owner, problems);
    return new EdgeFunctions(owner, EdgeSlots.of(resource!), () => true);
  }

  /**
   * Without slots for a construct that has errors and no distribution.
   *
   * @internal
   */
  public static _withStepsOf(owner: IConstruct, slots: EdgeSlots | undefined): EdgeFunctions {
    return new EdgeFunctions(owner, slots, ({ owners }) => owners.has(owner));
  }

  private constructor(
    private readonly owner: IConstruct,
    private readonly slots: EdgeSlots | undefined,
    private readonly includes: (made: MadeFunction) => boolean,
  ) {}

  /**
   * The functions that run on an event.
   *
   * @param eventType E.g. `LambdaEdgeEventType.ORIGIN_RESPONSE`. Also used for CloudFront Functions.
   */
  public onEvent(eventType: LambdaEdgeEventType): EdgeFunctions {
    refuse(this.owner, EVENT(eventType, 'eventType'));
    return this.narrowed(({ event }) => event === String(eventType));
  }

  /**
   * The functions that run on at least one of these behaviors. A function that several behaviors share counts once.
   *
   * @param behaviors A path pattern that matches no behavior is an error (`EDGE_BEHAVIOR_UNKNOWN`).
   */
  public onBehaviors(behaviors: EdgeBehaviors): EdgeFunctions {
    refuse(this.owner, BEHAVIORS(behaviors, 'behaviors'));
    const { _selector: selector } = behaviors;
    this.slots?.validatePatterns({ owner: this.owner, behaviors: selector });
    const isSelected = (pattern: string) => selects(this.slots?.literal(selector) ?? selector, pattern);
    return this.narrowed(({ patterns }) => patterns.some(isSelected));
  }

  /**
   * Calls `customizer` once for each function: immediately if the functions exist, otherwise as soon as they are
   * created.
   *
   * That is before the templates are written, so that everything it adds is deployed. Customizers are called in the
   * order in which they were added.
   *
   * @param customizer Called with each function.
   */
  public forEach(customizer: IEdgeFunctionCustomizer): void {
    refuse(this.owner, CUSTOMIZER(customizer, 'customizer'));
    this.slots?.made.forEach((made) => {
      if (this.includes(made)) customizer.customize(EdgeFunction._of(made));
    });
  }

  /**
   * The functions as a list, for code that runs after they are created: after the synthesis, or in an aspect with a
   * later priority than `AspectPriority.MUTATING` that visits the distribution's children or a later construct.
   *
   * Before that, it is an error (`EDGE_FUNCTIONS_EARLY`), because an empty list would be misleading; use `forEach`.
   */
  public list(): EdgeFunction[] {
    const list = this.slots?.made.list;
    // An app with errors has no functions. The errors are reported at synthesis.
    if (list === undefined && AppProblems.of(this.owner).any) return [];
    refuse(this.owner, list ? [] : [error('EDGE_FUNCTIONS_EARLY', 'are not created yet, since constructs and '
      + 'behaviors can still be added; use forEach, which waits for them, or read the list in an aspect with a '
      + 'later priority than AspectPriority.MUTATING', 'functions')]);
    return list!.filter(this.includes).map((made) => EdgeFunction._of(made));
  }

  private narrowed(also: (made: MadeFunction) => boolean): EdgeFunctions {
    return new EdgeFunctions(this.owner, this.slots, (made) => this.includes(made) && also(made));
  }
}

const EVENT = kind('a LambdaEdgeEventType', (value) => EDGE_EVENTS.includes(value as never));
const BEHAVIORS = instanceOf(EdgeBehaviors, 'use one such as EdgeBehaviors.paths("/docs/*")');
const CUSTOMIZER = kind('an object with a method "customize"', (value) => (
  typeof value === 'object' && value !== null && 'customize' in value && typeof value.customize === 'function'
), 'use one such as { customize: (edgeFunction) => ... }');

/** The name in messages about an invalid distribution: there is no construct to report the problem for. */
const NOWHERE = { node: { path: 'EdgeFunctions.of' } } as IConstruct;
