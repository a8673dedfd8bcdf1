import type { FunctionBody, FunctionSite } from './format';
import { isStored } from '../../errors/config';
import { decoded } from '../../errors/page-test';
import { PLACEHOLDERS } from '../../errors/placeholders';
import { statusPhrase } from '../../http/status';
import { HOST_PARTS } from '../../slots/parts';
import type { StatusBody } from '../bodies';
import type { CompiledRules } from '../compile';
import { normalizePath } from '../url/path';
import { objectPathOf } from '../url/root-object';

export interface SiteFacts {
  /** In seconds. */
  readonly ttl: number;
  readonly rootObject: string;
  readonly errorPages: readonly string[];
  /** Pages of answers with a status. */
  readonly bodies?: readonly StatusBody[];
}

/** What the step of these rules knows of its site. */
export function functionSite(
  { ttl, rootObject, errorPages, bodies = [] }: SiteFacts,
  { rules, order, findings }: Pick<CompiledRules, 'rules' | 'order' | 'findings'>,
): FunctionSite {
  const statuses = order.map((i) => findings[i]?.status ?? rules[i].status).filter((status) => status !== 200);
  const pages = functionBodies(bodies);
  return {
    ttl: `max-age=${ttl}`,
    root: objectPathOf(rootObject),
    phrases: Object.fromEntries([...new Set(statuses)].sort().map((status) => [status, statusPhrase(status)])),
    ...(errorPages.length > 0 && { pages: [...new Set(errorPages.flatMap((page) => [page, comparable(page)]))] }),
    ...(pages.length > 0 && { bodies: pages }),
  };
}

/** Pages for the code of the function. What depends on the status alone is filled in. */
export function functionBodies(bodies: readonly StatusBody[]): FunctionBody[] {
  return bodies.flatMap(({ statuses, page }): FunctionBody[] => {
    if (isStored(page)) return [];
    const { type, parts, binary } = page;
    if (binary) return [[statuses, type, parts.join(''), 'base64']];
    const length = parts.join('').length;
    const isShown = parts.some((part) => typeof part === 'number');
    if (!isShown) return [[statuses, type, parts.join('')]];
    // One text for each status, if that takes less than the code that fills in a number.
    if (parts.some((part) => part === PATH || part === REQUEST_ID) || length * (statuses.length - 1) > FILLING_BYTES) {
      return [[statuses, type, parts]];
    }
    return statuses.map((status) => {
      const known = [status, statusPhrase(status)];
      return [[status], type, parts.map((part) => (typeof part === 'number' ? known[part] : part)).join('')];
    });
  });
}

const [PATH, REQUEST_ID] = [PLACEHOLDERS.indexOf('path'), PLACEHOLDERS.indexOf('requestId')];
const FILLING_BYTES = HOST_PARTS['cloudfront-function']['redirect-body-values'].budget;

/** The form in which the step compares paths with error pages: see `errorPageTest`. */
function comparable(page: string): string {
  return decoded(normalizePath(page.replace(/\/{2,}/g, '/'))).replace(/(.)\/$/, '$1').toLowerCase();
}
