import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import type { EdgeHost } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';
import { AppProblems } from '../app-problems';
import { functionScope, partitionProblems, settleScope, stackIdProblems } from './edge-region';

/** Settings of a construct for the functions that it shares with others. */
export interface EdgeFunctionSettings {
  readonly runtime?: Runtime;
  readonly stackId?: string;
}

/** The oldest Node.js for which Lambda still allows new functions. */
const OLDEST_NODE = 22;

/** The settings of a distribution's functions. They are shared, so that different settings are an error. */
export class FunctionSettings {
  private current: EdgeFunctionSettings = {};
  private placed?: Construct;

  constructor(private readonly resource: CfnDistribution, private readonly slots: Construct) {}

  add(owner: IConstruct, settings: EdgeFunctionSettings): void {
    const refused = AppProblems.of(owner).add(owner, [
      ...this.conflicts(settings), ...unsuitable(settings.runtime), ...partitionProblems(this.resource),
      ...stackIdProblems(this.resource, settings.stackId),
    ]);
    if (refused) return;
    const { current } = this;
    this.current = { runtime: settings.runtime ?? current.runtime, stackId: settings.stackId ?? current.stackId };
    // Now, and not when the functions are created: see functionScope.
    this.placed ??= functionScope(this.resource, this.slots, this.current.stackId);
  }

  get runtime(): Runtime {
    return this.current.runtime ?? Runtime.NODEJS_24_X;
  }

  /** The kinds of functions that can be created when the behaviors are known. */
  get hosts(): readonly EdgeHost[] {
    return this.placed ? ['cloudfront-function', 'lambda-edge'] : ['cloudfront-function'];
  }

  /** The scope of the functions; undefined until a construct has added valid settings. */
  get scope(): Construct | undefined {
    return this.placed;
  }

  /** Called when it is known whether there are Lambda@Edge functions. */
  settle(used: boolean): void {
    if (this.placed) settleScope(this.resource, this.placed, used);
  }

  private conflicts({ runtime, stackId }: EdgeFunctionSettings): Problem[] {
    const { current } = this;
    const late = this.placed !== undefined && stackId !== undefined && current.stackId !== stackId;
    return [
      ...(runtime && current.runtime && runtime.name !== current.runtime.name
        ? [conflict('runtime', runtime.name, current.runtime.name)]
        : []),
      ...(late ? [conflict('stackId', stackId, current.stackId ?? 'the default')] : []),
    ];
  }
}

function conflict(path: string, given: string, other: string): Problem {
  return error('EDGE_FUNCTION_SETTINGS', 'differs from what another construct on the distribution has, got '
    + `${JSON.stringify(given)} and ${JSON.stringify(other)}; the constructs share their functions: set it once, `
    + 'on the first of them', path);
}

function unsuitable(runtime: Runtime | undefined): Problem[] {
  if (!runtime) return [];
  const version = Number(/^nodejs(\d+)\.x$/.exec(runtime.name)?.[1]);
  return runtime.family === RuntimeFamily.NODEJS && version >= OLDEST_NODE ? [] : [error('EDGE_RUNTIME',
    `cannot run the functions of this library, got ${JSON.stringify(runtime.name)}; use Node.js ${OLDEST_NODE} or `
      + 'later',
    'runtime')];
}
