import type { EdgeManifest } from '../../core/manifest/edge-manifest';
import type { Distribution } from '../assembly/distribution';
import type { Cache } from '../cache/cache';
import type { EdgeFunctions } from '../edge/edge-functions';
import type { RuleFinder } from '../edge/rule-finder';
import { ViewerGone, type Exchange } from '../exchange/exchange';
import { discard } from '../exchange/message';
import type { Soon } from '../exchange/soon';
import type { Injections } from '../injection/injections';
import type { Origins } from '../origin/origins';

/** What stages need besides the exchange. */
export interface Edge {
  readonly distribution: Distribution;
  readonly origins: Origins;
  readonly functions: EdgeFunctions;
  readonly cache: Cache;
  readonly ruleFinder: RuleFinder;
  /** What the library has made, and where its rules were written; absent for apps without it. */
  readonly manifest?: EdgeManifest;
  readonly injections: Injections;
  /** Whether to answer as CloudFront does, instead of carrying on with what it would accept. */
  readonly strict: boolean;
}

/**
 * One step in CloudFront's processing of a request. Request stages are skipped once there is a response; response
 * stages always run, and decide themselves whether they apply.
 */
export interface Stage {
  readonly name: string;
  readonly phase: 'request' | 'response';
  run(exchange: Exchange, edge: Edge): Soon<Exchange>;
}

/** Runs stages, from the given one on. A request that no stage waits for takes no promise. */
export function runStages(
  stages: readonly Stage[], exchange: Exchange, edge: Edge, from = 0,
): Soon<Exchange> {
  let at = exchange;
  for (let index = from; index < stages.length; index++) {
    const stage = stages[index]!;
    if (stage.phase === 'request' && at.response !== undefined) continue;
    const next = stage.run(at, edge);
    if (next instanceof Promise) return next.then((later) => runStages(stages, stillWanted(later), edge, index + 1));
    at = stillWanted(next);
  }
  return at;
}

function stillWanted(exchange: Exchange): Exchange {
  if (exchange.viewer?.isGone !== true) return exchange;
  discard(exchange.response?.body);
  throw new ViewerGone();
}
