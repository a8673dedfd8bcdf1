import { StoredRules } from './rules';
import { error, type Problem } from '../../problem';
import type { CompiledRules } from '../compile';
import { featuresOfRule, type RuleFeature } from '../function/features';
import { functionRule } from '../function/rules';

/**
 * What rules in a store may be: the function that reads it has the code for these kinds only. Each takes 984 bytes of
 * it or more. What takes less is always there, such as dates, and so are rules for whole paths.
 */
export const RULE_KINDS = ['paths', 'patterns', 'query', 'conditions'] as const;

export type RuleKind = typeof RULE_KINDS[number];

/** A kind that a function may go without. */
export type OptionalKind = Exclude<RuleKind, 'paths'>;

export const OPTIONAL_KINDS = RULE_KINDS.filter((kind): kind is OptionalKind => kind !== 'paths');

/** The parts of the step that the rules of a kind need. */
export const FEATURES_OF_KIND: Readonly<Record<OptionalKind, readonly RuleFeature[]>> = {
  patterns: ['patterns'],
  query: ['query'],
  conditions: ['conditions', 'language'],
};

/** What a rule of a kind has. */
const SIGNS: Readonly<Record<OptionalKind, string>> = {
  patterns: 'placeholders, wildcards or captured texts',
  query: 'a query that it requires or adds to',
  conditions: 'conditions on headers, cookies, the method, the language or the country',
};

/** The kinds of rules. */
export function kindsOf(compiled: Pick<CompiledRules, 'rules' | 'order' | 'findings'>): OptionalKind[] {
  const stored = new StoredRules(compiled);
  const found = new Set<OptionalKind>();
  for (const i of compiled.order) {
    for (const kind of kindsAmong(OPTIONAL_KINDS, featuresOfRule(stored.rule(i)))) found.add(kind);
  }
  return OPTIONAL_KINDS.filter((kind) => found.has(kind));
}

/** Problems of rules of other kinds, one for each rule. */
export function kindProblems(
  compiled: Pick<CompiledRules, 'rules' | 'order' | 'findings'>, kinds: readonly RuleKind[],
  stored = new StoredRules(compiled),
): Problem[] {
  const { rules, order } = compiled;
  const others = OPTIONAL_KINDS.filter((kind) => !kinds.includes(kind));
  if (others.length === 0) return [];
  const allowed = (kind: RuleKind): boolean => !(others as RuleKind[]).includes(kind);
  return [...order].sort((a, b) => a - b).flatMap((i): Problem[] => {
    const missing = kindsAmong(others, featuresOfRule(stored.rule(i)));
    if (missing.length === 0) return [];
    const rule = rules[i];
    // The last target of a chain may have what its rule has not.
    const own = kindsAmong(missing, featuresOfRule(functionRule(rule, {}, false)));
    const where = own.length < missing.length ? ', at the end of its chain of redirects' : '';
    const signs = missing.map((kind) => SIGNS[kind]).join(', and ');
    return [error('EDGE_REDIRECT_STORE_KIND', `${JSON.stringify(rule.from)} has ${signs}${where}, for which the `
      + `function that reads the store has no code (its kinds are ${RULE_KINDS.filter(allowed).join(', ')}); add `
      + `${missing.map(constantOf).join(' and ')} to "kinds" of the source, deploy, and add ${missing.join(',')} to `
      + '--kinds, or leave the rule out', rule)];
  });
}

/** The kinds that parts of the step belong to. */
function kindsAmong(kinds: readonly OptionalKind[], features: readonly RuleFeature[]): OptionalKind[] {
  return kinds.filter((kind) => FEATURES_OF_KIND[kind].some((feature) => features.includes(feature)));
}

/** How users write a kind. */
export function constantOf(kind: RuleKind): string {
  return `RedirectRuleKind.${kind.toUpperCase()}`;
}
