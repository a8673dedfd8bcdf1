import type { Stage } from './stage';
import { append, keepHeaders, withHeader } from '../exchange/headers';
import { record } from '../trace/record';

const DIRECTIVE = 'upgrade-insecure-requests';
const POLICY = 'content-security-policy';

/**
 * Leaves `upgrade-insecure-requests` out of policies that a browser gets by plain HTTP. Viewers of the deployed site
 * use HTTPS, where it changes nothing about the site's own files; Safari would request those of the preview by HTTPS,
 * which it does not speak. A header says so.
 */
export const plainHttp: Stage = {
  name: 'plain-http',
  phase: 'response',
  run(exchange) {
    const response = exchange.response!;
    const values = response.headers[POLICY];
    if (!exchange.plainHttp || values === undefined) return exchange;
    const kept = values.map(({ value }) => withoutUpgrade(value));
    if (kept.every((value, index) => value === values[index]!.value)) return exchange;
    let headers = keepHeaders(response.headers, (name) => name !== POLICY);
    const [first, ...others] = kept.filter((value) => value !== '');
    if (first !== undefined) headers = withHeader(headers, POLICY, first);
    for (const value of others) append(headers, 'Content-Security-Policy', value);
    append(headers, 'X-Preview-Left-Out', `${DIRECTIVE}, because the preview is opened by plain HTTP`);
    const changed = { ...exchange, response: { ...response, headers } };
    return record(changed, { stage: 'plain-http', outcome: 'left-out', directive: DIRECTIVE });
  },
};

/** The policies of a header without the directive; all else stays as it is. */
function withoutUpgrade(header: string): string {
  const policies = header.split(',').map((policy) => {
    const directives = policy.split(';');
    const kept = directives.filter((directive) => directive.trim().split(/\s/)[0]!.toLowerCase() !== DIRECTIVE);
    return kept.length === directives.length ? policy : kept.join(';').trimStart();
  });
  return policies.filter((policy, _, { length }) => length === 1 || policy.trim() !== '').join(',').trimStart();
}
