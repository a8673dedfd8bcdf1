import { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { RedirectEventType } from './redirect-event-type';
import { redirectLists, servedBy } from './redirect-neighbours';
import type { RedirectPlace } from './redirect-place';
import { siteHosts } from './site-rules';
import { selects } from '../../attach/behavior-selector';
import type { NamedBehavior } from '../../attach/behaviors';
import { cacheKeyProblems } from '../../attach/cache-key';
import { declaredAssociations } from '../../attach/declared-associations';
import { isWebsiteOrigin } from '../../attach/origins';
import { referenceName } from '../../attach/reference-name';
import type { BakedContribution } from '../../attach/slots/contribution';
import type { PrettySite } from '../../core/pretty-urls/pretty-url';
import { error, warning, type Problem } from '../../core/problem';
import { checkPrettyUrls, type PrettyNeighbour } from '../../core/redirects/neighbours/pretty-urls';

type Urls = Pick<PrettySite, 'slash'>;
type Contributions = readonly BakedContribution[];
type Behaviors = readonly NamedBehavior[];

/** Redirects on origin-request are cached, and contain the query. */
export function queryProblems({ slash }: Urls, behavior: NamedBehavior): Problem[] {
  const cure = 'use RedirectEventType.VIEWER_REQUEST, a cache policy with all query strings, or PrettyUrls.anySlash(), '
    + 'which does not redirect';
  return slash === undefined ? [] : cacheKeyProblems([{
    part: { kind: 'query' },
    place: 'prettyUrls',
    result: 'redirect',
    cure,
    unseen: {
      problem: (message, where) => error('EDGE_NOT_IN_CACHE_KEY', message, where),
      effect: 'redirects would lose it',
      cure: `${cure}; an origin request policy with it is enough here`,
    },
  }], behavior);
}

/** Two steps on one behavior: the second would see the path of a file. */
export function twiceProblems(
  { owner, behaviors: own }: RedirectPlace, contributions: Contributions, behaviors: Behaviors,
): Problem[] {
  const all = contributions.filter(({ step }) => step.part === 'pretty-urls');
  const before = all.slice(0, all.findIndex((one) => one.owner === owner));
  return before.flatMap((other) => {
    const shared = behaviors.find(({ pattern }) => selects(own, pattern) && selects(other.behaviors, pattern));
    return shared === undefined ? [] : [error('EDGE_PRETTY_URLS_TWICE', 'are set twice on behavior '
      + `${JSON.stringify(shared.pattern)}, also by ${other.owner.node.path}; remove one, or choose other behaviors`,
    'prettyUrls')];
  });
}

/**
 * A function on viewer-request may change the path. On origin-request, a redirect would then reveal that path, or send
 * the viewer back to a URL whose path is changed again.
 */
export function behindProblems(
  { slash }: Urls, { event, behaviors: own, resource }: RedirectPlace, contributions: Contributions,
  behaviors: Behaviors,
): Problem[] {
  if (event !== RedirectEventType.ORIGIN_REQUEST || slash === undefined) return [];
  return behaviors.filter(({ pattern }) => selects(own, pattern)).flatMap((named) => {
    const [holder] = [...ownersBefore(contributions, named.pattern), ...functionsBefore(resource, named)];
    return holder === undefined ? [] : [error('EDGE_PRETTY_URLS_BEHIND', `redirect paths that ${holder} on `
      + `viewer-request of behavior ${JSON.stringify(named.pattern)} may have changed, so that viewers would see that `
      + 'path, or a redirect loop; use RedirectEventType.VIEWER_REQUEST (with existing: '
      + 'ExistingAttachments.compose(), if a function is there), or PrettyUrls.anySlash(), which does not redirect',
    'prettyUrls')];
  });
}

/** Constructs with code of the user, or with rules that rewrite. */
function ownersBefore(contributions: Contributions, pattern: string): string[] {
  return contributions.filter((one) => one.event === 'viewer-request' && selects(one.behaviors, pattern))
    .filter(({ step, redirects }) => step.part === 'custom'
      || redirects?.compiled.rules.some(({ status }) => status === 200))
    .map(({ owner }) => owner.node.path);
}

function functionsBefore(resource: CfnDistribution, { behavior }: NamedBehavior): string[] {
  return (['functionAssociations', 'lambdaFunctionAssociations'] as const)
    .flatMap((property) => declaredAssociations(resource, behavior, property).list)
    .filter((association) => association.event === 'viewer-request')
    .map(({ arn }) => `the function ${referenceName(Stack.of(resource), arn)}`);
}

/** Loops and chains with the rules of all redirectors of the distribution. */
export function rulesProblems(
  pretty: Omit<PrettyNeighbour, 'serves'>, { behaviors: own, resource }: RedirectPlace,
  contributions: Contributions, behaviors: Behaviors,
): Problem[] {
  const lists = redirectLists(contributions, behaviors);
  const serves = servedBy(own, behaviors.map(({ pattern }) => pattern), pretty.site.home.slice(1));
  return checkPrettyUrls(lists, { ...pretty, serves }, siteHosts(resource));
}

/** A website endpoint of S3 has index documents, and redirects to the slash by itself. */
export function websiteProblems(
  { behaviors: own }: RedirectPlace, behaviors: Behaviors, resource: CfnDistribution,
): Problem[] {
  return behaviors
    .filter(({ pattern, behavior }) => selects(own, pattern) && isWebsiteOrigin(resource, behavior.targetOriginId))
    .map(({ pattern }) => warning('EDGE_PRETTY_URLS_WEBSITE', `are not needed on behavior ${JSON.stringify(pattern)}, `
      + 'whose origin is a website endpoint of S3, which has index documents by itself; use '
      + 'S3BucketOrigin.withOriginAccessControl, or choose other behaviors', 'prettyUrls'));
}
