// Where a key value store may have rules of some kinds only: what stands for the code of the others. Written in the 2.0
// dialect, like `redirect.ts`.
import type { EdgeRedirects } from './redirect-types';

declare const edge: EdgeRedirects;

// A block, so that the name is short.
{
  /** Publishing refuses such a rule. The request passes, rather than getting another answer. */
  const refused = (): never => {
    throw new Error('a rule of the store is of a kind for which the function has no code');
  };
  const others: Partial<EdgeRedirects> = {
    fits: refused,
    fill: refused,
    asks: refused,
    merged: refused,
    cookie: refused,
    header: refused,
    country: refused,
    method: refused,
    language: refused,
  };
  Object.assign(edge, Object.assign(others, edge));
}
