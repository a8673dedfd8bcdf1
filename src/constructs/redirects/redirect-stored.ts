import type { Stack } from 'aws-cdk-lib';
import { RedirectEventType } from './redirect-event-type';
import type { RedirectObject } from './redirect-object';
import type { RedirectReads } from './redirect-reads';
import type { NamedBehavior } from '../../attach/behaviors';
import { cacheKeyProblems } from '../../attach/cache-key';
import type { HostedStep } from '../../attach/slots/contribution';
import { LazyConfig } from '../../attach/slots/lazy-config';
import type { Reading } from '../../core/cache-key/proof';
import { policyWith } from '../../core/cache-key/words';
import { error, type Problem } from '../../core/problem';
import type { RedirectConfig, StoredRedirectConfig } from '../../core/redirects/step-config';

/** Rules that are only known at the edge. */
export interface StoredRules {
  readonly object: RedirectObject;
  /** The name of its bucket in the stack of the function. */
  readonly bucketName: string;
  /** Whether the rules that are known at synth apply until then. */
  readonly fallback: boolean;
}

/** The step with rules in S3, made from the one with rules that are known at synth. */
export function onStored(
  { step: baked, check }: HostedStep, { object, bucketName, fallback }: StoredRules, event: RedirectEventType,
): HostedStep {
  const isCached = event !== RedirectEventType.VIEWER_REQUEST;
  return {
    host: 'lambda-edge',
    step: {
      part: 'redirect-stored',
      config: new LazyConfig((): StoredRedirectConfig => {
        const config = (baked.config as LazyConfig).compute() as RedirectConfig;
        return { ...config, ...object.config(isCached), bucket: bucketName };
      }),
      get data() { return fallback ? baked.data : undefined; },
      get objects() { return [{ bucketName, key: object.key }, ...baked.objects ?? []]; },
    },
    ...(isCached && { check: (behavior) => [...check?.(behavior) ?? [], ...readsProblems(object.reads, behavior)] }),
  };
}

/** Behind the cache, all that rules may read has to be in the cache key. */
function readsProblems(reads: readonly RedirectReads[], behavior: NamedBehavior): Problem[] {
  return cacheKeyProblems(reads.flatMap(({ _parts }, n) => _parts.map((part): Reading => {
    const others = ['RedirectEventType.VIEWER_REQUEST', '"reads" without it'];
    const cure = `use ${[policyWith(part), ...others].filter((text) => text !== undefined).join(', or ')}`;
    return {
      part,
      place: `source.reads[${n}]`,
      result: 'redirect',
      cure,
      unseen: {
        problem: (message, where) => error('EDGE_NOT_IN_CACHE_KEY', message, where),
        effect: 'rules could not read it',
        cure: 'use an origin request policy with it, or "reads" without it',
      },
    };
  })), behavior);
}

/** The function is deployed before the bucket. */
export function unnamedBucket(functionStack: Stack): Problem {
  return error('EDGE_REDIRECT_BUCKET_NAME', 'is a bucket whose name is only known at deploy time, and the function is '
    + `in another stack (${JSON.stringify(functionStack.stackName)} in us-east-1); give the bucket a bucketName `
    + '(PhysicalName.GENERATE_IF_NEEDED needs an explicit account of the stack)', 'source.bucket');
}
