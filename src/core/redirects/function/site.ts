import type { FunctionSite } from './format';
import { decoded } from '../../errors/page-test';
import { statusPhrase } from '../../http/status';
import type { CompiledRules } from '../compile';
import { normalizePath } from '../url/path';
import { objectPathOf } from '../url/root-object';

export interface SiteFacts {
  /** In seconds. */
  readonly ttl: number;
  readonly rootObject: string;
  readonly errorPages: readonly string[];
}

/** What the step of these rules knows of its site. */
export function functionSite(
  { ttl, rootObject, errorPages }: SiteFacts,
  { rules, order, findings }: Pick<CompiledRules, 'rules' | 'order' | 'findings'>,
): FunctionSite {
  const statuses = order.map((i) => findings[i]?.status ?? rules[i].status).filter((status) => status !== 200);
  return {
    ttl: `max-age=${ttl}`,
    root: objectPathOf(rootObject),
    phrases: Object.fromEntries([...new Set(statuses)].sort().map((status) => [status, statusPhrase(status)])),
    ...(errorPages.length > 0 && { pages: [...new Set(errorPages.flatMap((page) => [page, comparable(page)]))] }),
  };
}

/** The form in which the step compares paths with error pages: see `errorPageTest`. */
function comparable(page: string): string {
  return decoded(normalizePath(page.replace(/\/{2,}/g, '/'))).replace(/(.)\/$/, '$1').toLowerCase();
}
