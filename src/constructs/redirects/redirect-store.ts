import { CfnKeyValueStore, type IKeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import { pageSizeProblems } from './redirect-body-problems';
import { deployTimeProblems } from './redirect-function';
import { headerProblems, headersRead, unseenHeaders } from './redirect-function-headers';
import type { RedirectParts } from './redirect-parts';
import { functionConfig } from './redirect-step';
import type { SiteRules } from './site-rules';
import { StoreSeeds } from '../../attach/key-values/seeds';
import type { BakedStep, HostedStep } from '../../attach/slots/contribution';
import { composeCloudFrontFunction } from '../../attach/slots/function-code';
import { LazyConfig } from '../../attach/slots/lazy-config';
import { redirectStoreFile, redirectStoreParts } from '../../attach/slots/redirect-store';
import { fewerKinds } from '../../attach/slots/store-kinds';
import type { EdgeHost } from '../../core/facts/edge-events';
import { error, shown, type Problem } from '../../core/problem';
import { kind, text } from '../../core/problem/kinds';
import type { StatusBody } from '../../core/redirects/bodies';
import type { CompiledRules } from '../../core/redirects/compile';
import { functionSite } from '../../core/redirects/function/site';
import { storeEntries, type StoreEntries } from '../../core/redirects/store/entries';
import { PREFIX } from '../../core/redirects/store/keys';
import { kindsOf, RULE_KINDS, type RuleKind } from '../../core/redirects/store/kinds';

/** A KeyValueStore, of this app or an imported one. */
export const STORE = kind('a KeyValueStore', (value) => (
  typeof value === 'object' && value !== null && 'keyValueStoreArn' in value
), 'use one such as new KeyValueStore(this, "Store") or KeyValueStore.fromKeyValueStoreArn');

/** The key value store with the rules of a redirector. */
export class RedirectStore {
  /** One that there might be, for advice. */
  static readonly POSSIBLE = new RedirectStore({ keyValueStoreArn: '' } as IKeyValueStore, '', true);

  constructor(
    readonly store: IKeyValueStore, readonly prefix: string,
    /** Whether the rules that are known at synth are there when the store is created. */
    readonly seeded: boolean,
    /** Of the rules that may be there; undefined if all are allowed. */
    readonly declared?: readonly RuleKind[],
  ) {}

  get kinds(): readonly RuleKind[] {
    return RULE_KINDS.filter((one) => this.declared?.includes(one) ?? true);
  }

  /** The rules as keys and values. */
  entries(compiled: CompiledRules): StoreEntries {
    return storeEntries(compiled, this.prefix, this.kinds);
  }

  /** What is wrong, whatever the distribution. */
  get problems(): Problem[] {
    const kinds = [...STORE(this.store, 'store'), ...text(this.prefix, 'prefix')];
    return [
      ...kinds,
      ...(kinds.length > 0 || PREFIX.test(this.prefix) ? [] : [error('EDGE_REDIRECT_STORE_PREFIX',
        `must have at most 32 letters, digits, dots, hyphens and underscores, got ${shown(this.prefix)}`, 'prefix')]),
      ...(kinds.length > 0 || !this.seeded ? [] : this.seedProblems()),
    ];
  }

  /** Puts rules into the store when it is created. Returns problems of two lists with one prefix. */
  seed(rules: SiteRules): Problem[] {
    const { resource } = this;
    if (resource === undefined || !this.seeded) return [];
    const taken = StoreSeeds.of(resource).add(this.prefix, () => this.entries(rules.applied).entries);
    return taken ? [error('EDGE_REDIRECT_STORE_SEED', `has the same store and the same prefix ${shown(this.prefix)} as `
      + 'another list with a seed; give one of them another prefix', 'source.seed')] : [];
  }

  private seedProblems(): Problem[] {
    const { resource } = this;
    if (resource === undefined) {
      return [error('EDGE_REDIRECT_STORE_SEED', 'is for a store that this app creates, since a store is imported from '
        + 'a file only when it is created; write the rules into this one with "cdk-cloudfront-edge redirects publish"',
      'seed')];
    }
    return resource.importSource === undefined || StoreSeeds.has(resource) ? [] : [error('EDGE_REDIRECT_STORE_SEED',
      'is for a store without a source of its own, of which it can have one; remove "source" of the store', 'seed')];
  }

  /** The resource, if it is of this app. */
  private get resource(): CfnKeyValueStore | undefined {
    const child = this.store.node.defaultChild;
    return child && CfnKeyValueStore.isCfnResource(child) ? child as CfnKeyValueStore : undefined;
  }
}

/** More rules than this take long to file, only to advise that it is possible. */
const ADVISED_MAX_RULES = 10_000;

/** The same rules in a store, if it is quickly known whether they can be there. */
export function possiblyStored(parts: RedirectParts): HostedStep | undefined {
  return parts.rules.applied.rules.length > ADVISED_MAX_RULES ? undefined : onStore(parts, RedirectStore.POSSIBLE);
}

/** A store is read by CloudFront Functions only. */
export function storeHostProblems(host: EdgeHost | undefined): Problem[] {
  return host !== 'lambda-edge' ? [] : [error('EDGE_REDIRECT_STORE_HOST', 'is Lambda@Edge, which cannot read a key '
    + 'value store; remove it, or use RedirectSource.fromBucket', 'host')];
}

/** The step in a CloudFront Function that reads the rules from a store. */
export function onStore(
  { rules, ttl, errorPages, rootObject, bodies, statusBodies, logs }: RedirectParts, store: RedirectStore,
): HostedStep {
  const facts = () => ({ ttl: Number(ttl), rootObject: rootObject(), errorPages: errorPages() });
  const site = (pages = statusBodies()) => functionSite({ ...facts(), bodies: pages }, rules.applied);
  const made = (pages?: readonly StatusBody[]) => ({
    code: redirectStoreFile(store.prefix, site(pages)),
    shared: redirectStoreParts(site(pages), store.kinds, logs),
    logs,
  });
  const kinds = { declared: store.kinds, used: () => (store.seeded ? kindsOf(rules.applied) : []) };
  const step = (pages?: readonly StatusBody[]): BakedStep => (
    { part: 'redirect', config: { name: 'redirect' }, kinds, ...made(pages) });
  const sizeOf = (steps: readonly BakedStep[]) => Buffer.byteLength(composeCloudFrontFunction(steps));
  const roomForPages = () => {
    const fewer = fewerKinds([step()], sizeOf);
    return `${fewer && `${fewer}, `}or keep the rules in a bucket (RedirectSource.fromBucket)`;
  };
  let filed: { readonly of: CompiledRules; readonly problems: readonly Problem[] } | undefined;
  // Once, however many behaviors there are.
  const filing = () => {
    const { applied } = rules;
    if (filed?.of !== applied) filed = { of: applied, problems: store.entries(applied).problems };
    return filed.problems;
  };
  const known = () => deployTimeProblems(ttl, rootObject(), errorPages());
  return {
    host: 'cloudfront-function',
    step: {
      part: 'redirect',
      config: new LazyConfig(() => (
        { ...functionConfig(statusBodies(), logs), store: { prefix: store.prefix, kinds: store.kinds } })),
      get code() { return made().code; },
      get shared() { return made().shared; },
      logs,
      kinds,
      varies: true,
      keyValueStore: store.store.keyValueStoreArn,
    },
    check: (behavior) => [
      ...known(),
      ...bodies.inCodeProblems(),
      ...(bodies.given.length > 0 ? pageSizeProblems(sizeOf([step()]), () => sizeOf([step([])]), roomForPages) : []),
      ...headerProblems(rules.applied),
      ...unseenHeaders(headersRead(rules.applied), behavior),
      ...(store.seeded ? filing() : []),
    ],
  };
}
