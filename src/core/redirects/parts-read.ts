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
      const key = `${part.kind} ${part.name ?? ''}`;
      const { file, line } = rule;
      if (!parts.has(key)) parts.set(key, { ...part, ...(file === undefined ? {} : { file }), line });
    }
  }
  return [...parts.values()];
}

type Part = Pick<RequestPart, 'kind' | 'name'>;

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
function comparesHost({ target, status, ...rule }: RedirectRule): boolean {
  const whole = { target, status, ...rule };
  return target?.origin !== undefined && status < 400 && (mayStay(whole, target) || guardOf(whole) !== undefined);
}

function queryKept({ query, target, status }: RedirectRule): Part[] {
  if (target === undefined || status >= 400) return [];
  switch (query.kind) {
    case 'drop': return [];
    case 'only': return query.names.map((name): Part => ({ kind: 'query', name }));
    case 'replace': return target.query === undefined || target.query.length === 0 ? [{ kind: 'query' }] : [];
    case 'merge': return [{ kind: 'query' }];
  }
}
