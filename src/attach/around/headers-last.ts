import type { CfnResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { FunctionAround, FunctionsAround } from './functions-around';
import { replacedHeaders, unknownHeaders, type ReplacedHeader } from './header-findings';
import { headersOf, type SetHeader } from '../../core/headers-policy/headers';
import { hasIntrinsics } from '../../core/headers-policy/intrinsics';
import { headersSet } from '../../core/javascript/headers-set';
import { selects } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';
import { renderedProperties } from '../rendered/rendered-resource';
import type { BehaviorFinding } from '../slots/behavior-findings';
import { StepOrder, type BakedContribution, type BakedStep, type PolicyContribution } from '../slots/contribution';

/** What functions on viewer-response, which run after the response headers policy, do with its headers. */
export interface HeadersLast {
  /** Steps that set our headers after such a function, where a construct composes. */
  readonly contributions: readonly BakedContribution[];
  /** Warnings and notes. */
  readonly findings: readonly BehaviorFinding[];
}

type LastContribution = BakedContribution & { readonly behaviors: { patterns: string[] } };

/** `hosts` are those on which a step can be added: Lambda@Edge needs a stack for its functions. */
export function headersLast(
  around: FunctionsAround, policies: readonly PolicyContribution[], behaviors: readonly NamedBehavior[],
  hosts: readonly FunctionAround['host'][],
): HeadersLast {
  const found = new Map<string, LastContribution>();
  const findings: BehaviorFinding[] = [];
  const headers = new Map<PolicyContribution, readonly SetHeader[]>();
  for (const named of behaviors.filter(({ conditional }) => !conditional)) {
    const { pattern } = named;
    const policy = policies.find((one) => selects(one.behaviors, pattern));
    if (policy === undefined) continue;
    for (const by of around.on(named, 'viewer-response')) {
      const own = headers.get(policy) ?? headersOfPolicy(policy.policy);
      headers.set(policy, own);
      const replaced = replacedBy(by, own, policy);
      const joins = hosts.includes(by.host) && setsLast(policy) && by.joins();
      const last = joins ? replaced.filter(({ settable }) => settable) : [];
      if (last.length > 0) {
        const step = stepWith(by, last);
        const key = JSON.stringify([policy.owner.node.path, step]);
        const contribution = found.get(key) ?? contributionOf(policy, by, step);
        contribution.behaviors.patterns.push(pattern);
        found.set(key, contribution);
      }
      const problems = by.file === undefined ? [unknownHeaders(by)]
        : replacedHeaders(by, policy, replaced.map((one) => ({ ...one, last: last.includes(one) })));
      findings.push(...problems.map((describe) => ({ owner: policy.owner, pattern, describe })));
    }
  }
  return { contributions: [...found.values()], findings };
}

/** Whether a construct wants its own headers where a function has others. */
function setsLast({ existing }: PolicyContribution): boolean {
  return existing?.compose === true && existing.policyConflicts !== 'existing' && existing.functionOrder !== 'after';
}

function headersOfPolicy(policy: CfnResponseHeadersPolicy): readonly SetHeader[] {
  return headersOf(renderedProperties(policy).ResponseHeadersPolicyConfig ?? {}) ?? [];
}

function replacedBy(
  { file }: FunctionAround, own: readonly SetHeader[], { byFunction, functionLast, existing }: PolicyContribution,
): ReplacedHeader[] {
  const setLater = functionLast && existing?.functionOrder !== 'after' ? byFunction : [];
  const set = file === undefined ? [] : headersSet(file, own.map(({ name }) => name));
  return set.flatMap(({ name, value, removed }) => {
    if (setLater.includes(name)) return [];
    const ours = own.find((one) => one.name.toLowerCase() === name)!;
    const known = !hasIntrinsics(ours.raw) && !byFunction.includes(name);
    if (known && value !== undefined && normalized(value) === normalized(ours.value)) return [];
    return [{
      name: ours.name, ours: known ? ours.value : undefined, theirs: value, removed: removed === true, settable: known,
    }];
  });
}

/** Spaces, case and a semicolon at the end make no difference. */
function normalized(value: string): string {
  return value.toLowerCase().replace(/\s+/g, '').replace(/;$/, '');
}

function stepWith({ host }: FunctionAround, headers: readonly ReplacedHeader[]): BakedStep {
  if (host === 'lambda-edge') {
    return {
      part: 'headers',
      config: { headers: headers.map(({ name, ours }) => ({ name: name.toLowerCase(), value: [ours!] })) },
    };
  }
  const lines = headers.map(({ name, ours }) => (
    `  headers[${JSON.stringify(name.toLowerCase())}] = { value: ${JSON.stringify(ours)} };\n`));
  return {
    part: 'custom',
    config: { name: 'headers', response: true, pass: true },
    code: `function handler(event) {\n  var headers = event.response.headers;\n${lines.join('')}  return `
      + 'event.response;\n}',
  };
}

function contributionOf(
  { owner, existing }: PolicyContribution, { host }: FunctionAround, step: BakedStep,
): LastContribution {
  return {
    owner,
    event: 'viewer-response',
    host,
    existing,
    behaviors: { kind: 'paths', patterns: [] },
    order: StepOrder.HEADERS,
    step,
  };
}
