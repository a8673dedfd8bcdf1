import { missingFindings } from './missing';
import { cspFinding } from './place';
import { decidingDirective, effectiveDirectives, isNonce, readPolicy, type Policy } from './policy';
import { scriptFindings } from './scripts';
import { adviceFindings, sourceFindings } from './sources';
import { syntaxFindings } from './syntax';
import { isDirective } from './words';
import { parseCsp } from '../../csp-parse';
import type { Finding } from '../finding';

/** The findings of one or several enforced policies, as the values of the header have them. */
export function analyseCsp(values: readonly string[]): Finding[] {
  const { policies, commas } = policiesOf(values);
  return [...inAll(policies), ...commas, ...policies.flatMap(syntaxFindings)];
}

/** What the policy allows, or does not forbid. */
function weaknesses({ directives }: Policy): Finding[] {
  const effective = effectiveDirectives(directives);
  return [
    ...scriptFindings(effective), ...missingFindings(effective), ...sourceFindings(effective),
    ...adviceFindings(directives),
  ];
}

/** Browsers enforce all policies, so a page is as weak as what all of them allow. */
function inAll(policies: readonly Policy[]): readonly Finding[] {
  const lists = policies.map(weaknesses);
  if (lists.length === 1) return lists[0];
  const kinds = lists.map((list) => new Set(list.map(kindOf)));
  // A header can have thousands of policies, but there are few kinds of findings.
  const known = new Map<string, boolean>();
  const isAllowed = (one: Finding): boolean => {
    const kind = kindOf(one);
    let allowed = known.get(kind);
    if (allowed === undefined) {
      const subject = subjectOf(one);
      known.set(kind, allowed = policies.every(({ directives }, i) => (
        kinds[i].has(kind) || !directives.has(decidingDirective(directives, subject)))));
    }
    return allowed;
  };
  const shared = lists.flat().filter(isAllowed);
  return [...new Map(shared.map((one) => [`${kindOf(one)} ${one.value}`, one])).values()];
}

/** `default-src` and the halves of `script-src` decide about the same as `script-src`. */
function subjectOf({ directive = '' }: Finding): string {
  return /^(script|default)-src/.test(directive) ? 'script-src' : directive;
}

const kindOf = (one: Finding): string => `${one.code} ${subjectOf(one)}`;

/** The policies, and the commas that start one where none was meant. */
export function policiesOf(values: readonly string[]): { policies: Policy[]; commas: Finding[] } {
  const policies: Policy[] = [];
  const commas: Finding[] = [];
  for (const value of values) {
    let before: ReturnType<typeof parseCsp> = [];
    for (const text of value.split(',')) {
      const parsed = parseCsp(text);
      const [first] = parsed;
      if (first === undefined) continue;
      const last = before.at(-1);
      if (last !== undefined && !isDirective(first.name) && !/^[a-z-]+$/.test(first.name)) {
        commas.push(cspFinding('EDGE_HEADERS_CSP_COMMA', 'ends with a comma, which starts a second policy; separate '
          + 'sources by spaces', last.name, `${last.values.at(-1) ?? ''},`));
        parsed.shift();
      }
      before = parsed.length > 0 ? parsed : before;
      if (parsed.length > 0) policies.push(readPolicy(parsed));
    }
  }
  return { policies, commas };
}

/** The nonces of policies: the same for every viewer where nothing makes a new one per response. */
export function noncesOf(policies: readonly Policy[]): readonly (readonly [directive: string, nonce: string])[] {
  return policies.flatMap(({ directives }) => [...directives]
    .flatMap(([name, values]) => values.filter(isNonce).map((value) => [name, value] as const)));
}
