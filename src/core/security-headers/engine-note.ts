import type { EnginePlan, FunctionNeed } from './engine';
import { LAMBDA_EDGE_MILLION, PRICES } from '../facts/prices';
import { note, type Problem } from '../problem';
import { dollars } from '../redirects/cost/dollars';
import type { HostChoice } from '../redirects/cost/host-choice';

/** Says in one line what sets the headers, why, and what it costs. */
export function engineNote(plan: EnginePlan, needs: readonly FunctionNeed[], choice?: HostChoice): Problem {
  const onLambda = plan.host === 'lambda-edge' || !inFunction(choice);
  const [kind, price] = onLambda
    ? ['a Lambda@Edge function', LAMBDA_EDGE_MILLION] as const
    : ['a CloudFront Function', PRICES.cloudFrontFunction] as const;
  const why = needs.length === 0
    ? 'SecurityHeadersEngine.HYBRID has both'
    : `a policy cannot do this: ${needs.map(({ what, path }) => `${what} (${path})`).join(', ')}`;
  const requests = plan.event === 'origin-response' ? 'requests that the cache does not answer' : 'requests';
  return note(
    'EDGE_HEADERS_ENGINE',
    `sets headers with a response headers policy and, on ${plan.event}, ${kind}, because `
      + `${why}${whyHost(choice)}; a million ${requests} cost ${dollars(price)} (${PRICES.region}, ${PRICES.checked}). `
      + `${
        plan.event === 'origin-response'
          ? 'What CloudFront answers itself has'
          : 'Errors, and what no function sees, have'
      } the values of the policy`,
  );
}

function inFunction(choice: HostChoice | undefined): boolean {
  return choice?.kind === 'fits' || choice?.kind === 'beside-function' || choice?.kind === 'both';
}

function whyHost(choice: HostChoice | undefined): string {
  switch (choice?.kind) {
    case 'beside-lambda': return ', and a Lambda@Edge function is on a viewer event of its behaviors';
    case 'beside-function': return ', and a CloudFront Function is on a viewer event of its behaviors';
    case 'long': return ', and a CloudFront Function would have too much code';
    case 'both': return ', and on Lambda@Edge where such a function is';
    default: return '';
  }
}

/** What has no headers if there is no policy. */
export function bareNote({ event }: EnginePlan): Problem {
  const without = event === 'viewer-response'
    ? 'errors of the origin, pages of custom error responses, blocks of AWS WAF and all other answers of CloudFront'
    : 'blocks of AWS WAF and all other answers of CloudFront itself';
  return note('EDGE_HEADERS_BARE', `sets headers in a function alone, so that ${without} have none of them; `
    + 'SecurityHeadersEngine.HYBRID adds a response headers policy for them');
}
