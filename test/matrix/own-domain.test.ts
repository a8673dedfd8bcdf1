import { Fn, Stack } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { IRELAND, l2Site, newStack, templatesOf, VIRGINIA } from './support';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeErrorMasker,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  SecurityHeaders,
} from '../../src';

const statuses = ErrorStatuses.codes(404);

function synth(
  env: typeof IRELAND,
  attach: (stack: Stack, distribution: Distribution, domain: string) => void,
  domainOf = (d: Distribution) => d,
) {
  const stack = newStack({ env });
  const distribution = l2Site(stack);
  attach(stack, distribution, domainOf(distribution).distributionDomainName);
  return () => templatesOf(stack.node.root as any);
}

const csp = (host: string, more: CspSource[] = []) =>
  ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.host(host), ...more] });

const uses: [string, Parameters<typeof synth>[1]][] = [
  [
    'in a redirect to a page',
    (stack, distribution, domain) =>
      new EdgeErrorMasker(stack, 'It', {
        distribution,
        rules: [{ statuses, action: ErrorAction.redirectTo(`https://${domain}/404.html`) }],
      }),
  ],
  [
    'in a page',
    (stack, distribution) =>
      new EdgeErrorMasker(stack, 'It', {
        distribution,
        rules: [
          {
            statuses,
            action: ErrorAction.respond({
              page: ErrorPage.fromInline(Fn.sub('<p>${id}', { id: distribution.distributionId })),
            }),
          },
        ],
      }),
  ],
  [
    'in a policy',
    (stack, distribution, domain) =>
      new SecurityHeaders(stack, 'It', { distribution, contentSecurityPolicy: csp(domain) }),
  ],
  [
    'in a policy that a function sets',
    (stack, distribution, domain) =>
      new SecurityHeaders(stack, 'It', {
        distribution,
        contentSecurityPolicy: csp(`https://${domain}`, [CspSource.distributionDomain()]),
      }),
  ],
];

describe.each([VIRGINIA, IRELAND])('a value of the distribution itself, in %j', (env) => {
  it.each(uses)('is refused %s, since it would be a cycle', (_, attach) => {
    expect(synth(env, attach)).toThrow(/^Web\/It: 1 problem\n.*distributionDomain\(\).*\[EDGE_OWN_DISTRIBUTION\]$/);
  });
});

it.each(uses.filter(([name]) => name !== 'in a page'))('a value of another distribution is fine %s', (_, attach) => {
  const other = (distribution: Distribution) => l2Site(distribution.stack, 'Other');
  expect(synth(VIRGINIA, attach, other)).not.toThrow();
});
