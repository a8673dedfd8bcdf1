/**
 * What shows that a page that looks like CloudFront's is its own. Each response that CloudFront makes has
 * `Server: CloudFront` and the id of its page in `X-Amz-Cf-Id`; an origin may send a copy of the page, to which
 * CloudFront may add its Server, and of a distribution behind this one the page has the id of another request.
 */
export type PageProof = 'full' | 'part' | 'none';

interface Shown {
  readonly server: string;
  readonly idOnPage?: string;
  readonly id?: string;
  /** Whether the page is there to its end, where the id stands. */
  readonly isWhole: boolean;
  /** Whether another header is CloudFront's. */
  readonly isNamed: boolean;
  /** Whether the headers are all that there were: each response has a `Date`. */
  readonly isComplete: boolean;
}

export function proofOf({ server, idOnPage, id, isWhole, isNamed, isComplete }: Shown): PageProof {
  const isKnown = id !== undefined && (idOnPage !== undefined || isWhole);
  const isSame = isKnown ? id === idOnPage : undefined;
  // A response headers policy may remove Server, and no copy has the id.
  if (isSame === true) return 'full';
  if (server === 'cloudfront') return isSame === false ? 'part' : 'full';
  return isSame === false || (!isNamed && isComplete) ? 'none' : 'part';
}
