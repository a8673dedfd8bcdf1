import type { CompiledRules } from './compile';
import { partsOfRule } from './parts-read';
import type { ReadLimits } from './program/read/limited';
import { isDeclared } from './program/read/reads';
import type { RedirectRule } from './rule/model';
import { readingOf } from './traits/reading';
import { partName } from '../cache-key/words';
import { error, type Problem } from '../problem';

type Analysed = Pick<CompiledRules, 'rules' | 'order' | 'findings'>;

/**
 * What rules read of a request besides its path, sorted: `query`, `query:id`, `host`, `header:referer`, `cookie:seen`,
 * `country`, `language`, `method`.
 */
export function readsOf({ rules, order, findings }: Analysed): string[] {
  const texts = new Set<string>();
  for (const i of order) {
    for (const part of partsOfRule(rules[i], findings[i])) if (!part.dispensable) texts.add(readingOf(part));
  }
  return [...texts].sort();
}

/**
 * Problems of rules that read more than is declared, one for each rule. `query` declares all parameters, and a name
 * that ends with `*` all that begin like it.
 */
export function undeclaredReads({ rules, order, findings }: Analysed, declared: readonly string[]): Problem[] {
  const wide = wideReads(declared);
  return [...order].sort((a, b) => a - b).flatMap((i): Problem[] => {
    const missing = partsOfRule(rules[i], findings[i])
      .filter((part) => !part.dispensable && !isDeclared(readingOf(part), wide));
    if (missing.length === 0) return [];
    const names = [...new Set(missing.map(partName))];
    return [undeclared(rules[i], names, missing.some(({ kind }) => kind === 'query'))];
  });
}

/** All names of the declared parts, in the form in which a `*` at the end stands for any rest. */
function wideReads(declared: readonly string[]): string[] {
  return [...new Set(declared.flatMap((text) => (Object.hasOwn(IMPLIED, text) ? IMPLIED[text] : [text])))].sort();
}

/** Declared reads as the edge needs them. */
export function readLimits(declared: readonly string[]): ReadLimits {
  const reads = wideReads(declared);
  if (reads.includes('query*')) return { reads };
  const names = reads.filter((read) => read.startsWith('query:')).map((read) => read.slice('query:'.length));
  const prefixes = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  const shortest = prefixes.filter((one) => !prefixes.some((other) => other !== one && one.startsWith(other)));
  return { reads, parameters: [names.filter((name) => !name.endsWith('*')), shortest.sort()] };
}

/** Two names for one part, and the query as a whole, which has all parameters. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  'query': ['query*'],
  'host': ['host', 'header:host'],
  'header:host': ['host', 'header:host'],
  'country': ['country', 'header:cloudfront-viewer-country'],
  'header:cloudfront-viewer-country': ['country', 'header:cloudfront-viewer-country'],
  'language': ['language', 'header:accept-language'],
  'header:accept-language': ['language', 'header:accept-language'],
};

function undeclared(rule: RedirectRule, names: readonly string[], isQuery: boolean): Problem {
  const cure = isQuery ? ', or write "query": "drop" in the rule' : ', or remove the condition from the rule';
  return error('EDGE_REDIRECT_READS', `${JSON.stringify(rule.from)} reads ${names.join(' and ')}, which the redirector `
    + `does not declare, so that it is not known to be in the cache key; declare it with "reads" of the source${cure}`,
  rule);
}
