import { bodyFeatures } from '../../core/redirects/function/features';
import type { FunctionSite } from '../../core/redirects/function/format';
import { literalText } from '../../core/redirects/function/source-text';
import { keyLead } from '../../core/redirects/store/keys';
import { FEATURES_OF_KIND, OPTIONAL_KINDS, RULE_KINDS, type RuleKind } from '../../core/redirects/store/kinds';
import type { FunctionPart } from '../../core/slots/parts';

/** What the step knows of its site. It has the reason phrases of all statuses. */
type StoreSite = Omit<FunctionSite, 'phrases'>;

/**
 * The file of a redirect step that reads rules from a key value store: where they are, and the site. Two of them and
 * all parts fit into a function, with few bytes left.
 */
export function redirectStoreFile(prefix: string, { ttl, root, pages, bodies }: StoreSite): string {
  const site = { ttl, ...(root && { root }), ...(pages !== undefined && { pages }), ...(bodies && { bodies }) };
  const given = `${JSON.stringify(keyLead(prefix))},${literalText(site)}`;
  return `function handler(event){return edge.stored(${given},event)}`;
}

/** The parts of the step, for rules of some kinds. */
export function redirectStoreParts(
  { pages, bodies }: StoreSite, kinds: readonly RuleKind[] = RULE_KINDS, logs = false,
): FunctionPart[] {
  const declared = OPTIONAL_KINDS.filter((kind) => kinds.includes(kind));
  return [
    'redirect',
    ...declared.flatMap((kind) => FEATURES_OF_KIND[kind]).map((feature) => `redirect-${feature}` as const),
    'redirect-times',
    // Which rules could lead to the request itself is not known.
    'redirect-self',
    ...(pages !== undefined && pages.length > 0 ? ['redirect-pages'] as const : []),
    ...bodyFeatures(bodies).map((feature) => `redirect-${feature}` as const),
    ...(logs ? ['redirect-log-stored'] as const : []),
    'redirect-store',
    ...(declared.length < OPTIONAL_KINDS.length ? ['redirect-kinds'] as const : []),
  ];
}
