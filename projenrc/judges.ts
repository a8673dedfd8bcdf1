import type { awscdk } from 'projen';

/** What the Observatory needs to be a service: a server, a database, and reports of its own faults. */
const SERVICE = [
  '@fastify/cors', '@fastify/helmet', '@fastify/postgres', '@fastify/static', '@sentry/node', 'change-case', 'dayjs',
  'fastify', 'fastify-simple-form', 'ip', 'node_extra_ca_certs_mozilla_bundle', 'pg', 'pg-format', 'pg-native',
  'pg-pool', 'postgrator', 'postgrator-cli',
];
const NOTHING = 'npm:empty-npm-package@1.0.0';

/**
 * Judges of security headers, and a library whose headers are compared with ours (docs/adr/031). Exact versions, since
 * their figures are in the documentation.
 *
 * The Observatory scans with a quarter of its dependencies. Its install scripts, and those of one of its dependencies,
 * download lists from hosts that a build may not reach, and then fail the whole installation; nothing here needs any.
 */
export function judges(project: awscdk.AwsCdkConstructLibrary): void {
  project.addDevDeps('@mdn/mdn-http-observatory@1.4.8', 'csp_evaluator@1.1.8', 'helmet@8.3.0');
  const overrides = Object.fromEntries(SERVICE.map((name) => [name, NOTHING]));
  project.package.file.addOverride('overrides.@mdn/mdn-http-observatory', overrides);
  project.npmrc.addConfig('ignore-scripts', 'true');
  project.addTask('browsers', {
    description: 'Runs pages with security headers in browsers',
    env: { WEBKIT: '1' },
    exec: 'jest -w 1 "judges/browsers/(chromium|firefox|webkit)" && jest judges/browsers/docs',
  });
}
