import { findingOf } from './evidence';
import type { Observation } from './observation';
import { candidateOf, settledBy } from './settled';
import { signsOf, type Signs } from './signs';
import type { Found, Source } from './source';
import { SOURCES } from './sources';
import { undecided } from './undecided';
import type { Explanation, Verdict } from './verdict';

/** Which sources of a status below 400 hide an error. */
const HIDING = ['custom-error-response', 'masked-origin-error', 'waf', 'client-aborted'];

/** Tells which source answered. Where several fit equally, the verdict is `cannot-tell` with these as candidates. */
export function explain(observation: Observation): Explanation {
  const signs = signsOf(observation);
  const found = SOURCES.flatMap((source) => foundOf(source, signs));
  const verdicts = signs.isError || signs.status === 0 || found.some(isDecisive) ? rank(found, signs) : [];
  const isError = signs.isError || verdicts.some(({ source, confidence }) => HIDING.includes(source)
    || (signs.status === 0 && confidence !== 'cannot-tell'));
  return { status: signs.status, isError, verdicts };
}

function foundOf(source: Source, signs: Signs): Found[] {
  const finding = findingOf(source, signs);
  if (finding === undefined || (finding.weight === 'possible' && source.isExcluded?.(signs))) return [];
  return [{ source, finding }];
}

function isDecisive({ finding: { weight } }: Found): boolean {
  return weight !== 'possible';
}

/** The strongest finding first. That an error is cached says when it was made, and not by whom. */
function rank(found: readonly Found[], signs: Signs): Verdict[] {
  const cached = found.filter((one) => one.source.id === 'cached-error' && isDecisive(one));
  const others = found.filter(({ source }) => source.id !== 'cached-error' || cached.length === 0);
  const certain = others.filter(({ finding: { weight } }) => weight === 'certain');
  const likely = others.filter(({ finding: { weight } }) => weight === 'likely');
  const [first] = certain.length > 0 ? certain : likely.length === 1 ? likely : [];
  if (first === undefined && cached.length === 0) return [undecided(likely.length > 0 ? likely : others, signs)];
  const also = first === undefined || first.finding.weight === 'certain' ? [] : others.filter((one) => one !== first);
  const main = first === undefined ? [] : [verdictOf(first, also, signs)];
  const fromCache = cached.map((one) => verdictOf(one, first === undefined ? others : [], signs));
  return cached[0]?.finding.isFirst ? [...fromCache, ...main] : [...main, ...fromCache];
}

function verdictOf({ source, finding }: Found, others: readonly Found[], signs: Signs): Verdict {
  const { id, what, cure, link } = source;
  return {
    source: id,
    confidence: finding.weight === 'certain' ? 'certain' : 'likely',
    what: finding.what ?? what,
    evidence: finding.evidence,
    cure: finding.cure ?? cure,
    link,
    ...(finding.weight !== 'certain' && { settledBy: settledBy(source, signs) }),
    candidates: others.map((one) => candidateOf(one.source, signs)),
  };
}
