import { answerOf, timed, TTL, viewerEvent, type Answer, type RuleList, type TimedRequest } from './redirect-function';
import type { BakedStep } from '../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import { redirectStoreFile, redirectStoreParts } from '../../src/attach/slots/redirect-store';
import type { FunctionSite } from '../../src/core/redirects/function/format';
import { storeEntries } from '../../src/core/redirects/store/entries';
import { RULE_KINDS, type RuleKind } from '../../src/core/redirects/store/kinds';
import { loadCloudFrontFunction } from '../../src/preview/edge/load-cloudfront-function';

/** The step that reads a store, as the construct bakes it. */
export function storeStep(
  prefix = '', more: Partial<Omit<FunctionSite, 'phrases'>> = {}, kinds: readonly RuleKind[] = RULE_KINDS,
): BakedStep {
  const site = { ttl: TTL, root: '', ...more };
  return {
    part: 'redirect',
    config: { name: 'redirect', pass: true },
    code: redirectStoreFile(prefix, site),
    shared: redirectStoreParts(site, kinds),
    varies: true,
    keyValueStore: 'arn',
  };
}

/** The entries of a list. Throws if it cannot be filed. */
export function entriesOf(list: RuleList, prefix = '', kinds?: readonly RuleKind[]): Map<string, string> {
  const { entries, problems } = storeEntries(list, prefix, kinds);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return new Map(entries);
}

export interface StoredAnswer extends Answer {
  /** Reads of the store. */
  readonly reads: number;
  /** What the function has logged. */
  readonly log: readonly string[];
}

/** Code that counts its reads and keeps its log, in its result. */
export function counting(code: string): string {
  return timed(code)
    .replace('const edgeKeyValues = cf.kvs();', 'const store$ = cf.kvs(), edgeKeyValues = {'
      + ' get: async function (key) { reads$++; const value = await store$.get(key); return value; } };')
    .replace('async function handler(event) {', `let reads$ = 0;
    async function handler(event) {
      reads$ = 0; const log$ = []; console.log = function (line) { log$.push(line); };
      const result$ = await inner$(event); result$.reads$ = reads$; result$.log$ = log$; return result$;
    }
    async function inner$(event) {`);
}

/** The same, with its counts in a header: of a result, the preview reads only what CloudFront reads. */
export function counted(code: string): string {
  return counting(code).replace('return result$;', `
    result$.headers['x-counted'] = { value: JSON.stringify({ reads: reads$, log: log$ }) }; return result$;`);
}

/** What the code of `counted` counted. */
export function countsOf(result: any): { readonly reads: number; readonly log: readonly string[] } {
  return JSON.parse(result.headers['x-counted'].value);
}

/** The function of steps with a store, in the context of the preview. */
export function loadedStore(
  steps: readonly BakedStep[], keyValues: Readonly<Record<string, string>>,
): (request: TimedRequest) => Promise<StoredAnswer> {
  const code = counted(composeCloudFrontFunction(steps));
  const run = loadCloudFrontFunction({ host: 'cloudfront-function', code, keyValues }, () => undefined);
  return async (request) => {
    const result: any = await run(JSON.stringify(viewerEvent(request)), {}, 0);
    return { ...answerOf(result, request), ...countsOf(result) };
  };
}

