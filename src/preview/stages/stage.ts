import type { Distribution } from '../assembly/distribution';
import type { EdgeFunctions } from '../edge/edge-functions';
import type { RuleFinder } from '../edge/rule-finder';
import { ViewerGone, type Exchange } from '../exchange/exchange';
import { discard } from '../exchange/message';
import type { Origins } from '../origin/origins';
import { stageBegins } from '../trace/record';
import type { InjectedBlock } from '../waf/injected-block';

/** What stages need beyond the exchange. */
export interface Edge {
  readonly distribution: Distribution;
  readonly origins: Origins;
  readonly functions: EdgeFunctions;
  readonly ruleFinder: RuleFinder;
  readonly blocks: readonly InjectedBlock[];
}

/**
 * One step of a request's way through CloudFront. Stages of the way in are passed over once there is a response; stages
 * of the way out always run, and decide for themselves.
 */
export interface Stage {
  readonly name: string;
  readonly way: 'in' | 'out';
  run(exchange: Exchange, edge: Edge): Exchange | Promise<Exchange>;
}

export async function runStages(stages: readonly Stage[], exchange: Exchange, edge: Edge): Promise<Exchange> {
  let at = exchange;
  for (const stage of stages) {
    if (stage.way === 'out' || at.response === undefined) at = await stage.run(stageBegins(at), edge);
    if (at.signal?.aborted !== true) continue;
    discard(at.response?.body);
    throw new ViewerGone();
  }
  return at;
}
