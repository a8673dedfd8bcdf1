import { guardOf } from './compile/guard';
import { mayStay } from './compile/stay';
import type { RedirectRule } from './model';
import type { RequestPart } from './types';

/**
 * Which parts of a request, besides its path, decide what the rules answer: on a slot behind the cache, each of them must be in the cache key, or
 * one visitor's answer is served to all.
 */
export function partsRead(rules: readonly RedirectRule[]): RequestPart[] {
  const parts = new Map<string, RequestPart>();
  for (const rule of rules) {
    for (const part of partsOf(rule)) {
      const key = `${part.kind} ${part.name ?? ''} ${part.dispensable ?? ''}`;
      const { file, line } = rule;
      if (!parts.has(key)) parts.set(key, { ...part, ...(file === undefined ? {} : { file }), line });
    }
  }
  return [...parts].filter(([key, { dispensable }]) => !dispensable || !parts.has(key.replace('true', ''))).map(([, part]) => part);
}

type Part = Pick<RequestPart, 'kind' | 'name' | 'dispensable'>;

function partsOf(rule: RedirectRule): Part[] {
  const { source, when } = rule;
  const parts: (Part | false)[] = [
    (source.host !== undefined || comparesHost(rule)) && { kind: 'host' },
    when.methods !== undefined && { kind: 'method' },
    when.countries !== undefined && { kind: 'country' },
    when.languages !== undefined && { kind: 'language' },
    ...(when.cookies ?? []).map(({ name }): Part => ({ kind: 'cookie', name })),
    ...(when.headers ?? []).map(({ name }): Part => ({ kind: 'header', name })),
    ...source.query.map(({ name }): Part => ({ kind: 'query', name })),
    ...queryKept(rule),
  ];
  return parts.filter((part) => part !== false);
}

/** Only on the host of its target, such a rule finds that the visitor has arrived. */
function comparesHost(rule: RedirectRule): boolean {
  return rule.target?.origin !== undefined && (comparesAddress(rule) || guardOf(rule) !== undefined);
}

/** Whether a rule may find that its answer is the request. */
function comparesAddress({ target, status, ...rule }: RedirectRule): boolean {
  return target !== undefined && status >= 300 && status < 400 && mayStay({ target, status, ...rule }, target);
}

/**
 * A rule that leaves a visitor where he is does so only if the query stays as well: with `/* → /closed` that drops the query, `/closed?x=1` leads to
 * `/closed`. Kept for `/closed` itself, that redirect would send everybody round for ever.
 */
function queryKept(rule: RedirectRule): Part[] {
  const { query, target, status } = rule;
  if (target === undefined || status >= 400) return [];
  const compared: Part[] = comparesAddress(rule) ? [{ kind: 'query', dispensable: true }] : [];
  switch (query.kind) {
    case 'drop': return compared;
    case 'only': return [...query.names.map((name): Part => ({ kind: 'query', name })), ...compared];
    case 'replace': return target.query === undefined || target.query.length === 0 ? [{ kind: 'query' }] : compared;
    case 'merge': return [{ kind: 'query' }];
  }
}
