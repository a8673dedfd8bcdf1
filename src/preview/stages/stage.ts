import type { EdgeManifest } from '../../core/manifest/edge-manifest';
import type { Distribution } from '../assembly/distribution';
import type { Cache } from '../cache/cache';
import type { EdgeFunctions } from '../edge/edge-functions';
import type { RuleFinder } from '../edge/rule-finder';
import { ViewerGone, type Exchange } from '../exchange/exchange';
import { discard } from '../exchange/message';
import type { Injections } from '../injection/injections';
import type { Origins } from '../origin/origins';
import { stageBegins } from '../trace/record';

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
}

/**
 * One step in CloudFront's processing of a request. Request stages are skipped once there is a response; response
 * stages always run, and decide themselves whether they apply.
 */
export interface Stage {
  readonly name: string;
  readonly phase: 'request' | 'response';
  run(exchange: Exchange, edge: Edge): Exchange | Promise<Exchange>;
}

export async function runStages(stages: readonly Stage[], exchange: Exchange, edge: Edge): Promise<Exchange> {
  let at = exchange;
  for (const stage of stages) {
    if (stage.phase === 'response' || at.response === undefined) at = await stage.run(stageBegins(at), edge);
    if (at.signal?.aborted !== true) continue;
    discard(at.response?.body);
    throw new ViewerGone();
  }
  return at;
}
