import type { FunctionSite } from '../../core/redirects/function/format';
import { literalText } from '../../core/redirects/function/source-text';
import { keyLead } from '../../core/redirects/store/keys';
import type { FunctionPart } from '../../core/slots/parts';

/** What rules of a store may look at besides the URL. */
export interface StoreReads {
  /** Cookies, headers, the country and the method. */
  readonly conditions: boolean;
  readonly languages: boolean;
}

/** What the step knows of its site. It has the reason phrases of all statuses. */
type StoreSite = Omit<FunctionSite, 'phrases'>;

/**
 * The file of a redirect step that reads rules from a key value store: where they are, and the site. Two of them and
 * all parts fit into a function, with few bytes left.
 */
export function redirectStoreFile(prefix: string, { ttl, root, pages }: StoreSite): string {
  const site = { ttl, ...(root && { root }), ...(pages !== undefined && { pages }) };
  const given = `${JSON.stringify(keyLead(prefix))},${literalText(site)}`;
  return `function handler(event){return edge.stored(${given},event)}`;
}

/** The parts of the step. Which rules there will be is not known, so they are for all that are allowed. */
export function redirectStoreParts({ pages }: StoreSite, { conditions, languages }: StoreReads): FunctionPart[] {
  return [
    'redirect', 'redirect-patterns', 'redirect-query',
    ...(conditions || languages ? ['redirect-conditions'] as const : []),
    'redirect-times',
    ...(languages ? ['redirect-language'] as const : []),
    'redirect-self',
    ...(pages !== undefined && pages.length > 0 ? ['redirect-pages'] as const : []),
    'redirect-store',
  ];
}
