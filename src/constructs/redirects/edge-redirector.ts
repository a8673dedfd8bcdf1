import { Duration, Tokenization } from 'aws-cdk-lib';
import type { IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeBehaviors } from '../edge-behaviors';
import type { EdgeFunctionOptions } from '../edge-function-options';
import { servedElsewhere } from './redirect-elsewhere';
import { exemptPages, neverRedirected } from './redirect-error-pages';
import { eventProblems } from './redirect-event-rules';
import { RedirectEventType } from './redirect-event-type';
import { originEventProblems } from './redirect-host';
import { redirectorsTogether } from './redirect-neighbours';
import { RedirectSource } from './redirect-source';
import { SiteRules, siteHosts } from './site-rules';
import { annotate } from '../../attach/annotations';
import { AppProblems } from '../../attach/app-problems';
import type { NamedBehavior } from '../../attach/behaviors';
import { StepOrder } from '../../attach/slots/contribution';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { LazyConfig } from '../../attach/slots/lazy-config';
import { warning, type Problem } from '../../core/problem';
import { instanceOf, oneOf, optional, required, Struct } from '../../core/problem/kinds';
import { checkExpired } from '../../core/redirects/checks/single';
import { rewritesOf } from '../../core/redirects/neighbours/rewrites';
import { whereFilesAreMissing } from '../../core/redirects/rule/files-first';
import type { RedirectRule } from '../../core/redirects/rule/model';
import { Report } from '../../core/redirects/rule/report';
import type { RedirectConfig } from '../../core/redirects/step-config';
import { EdgeFunctions } from '../functions/edge-functions';
import { duration, inSeconds } from '../known-duration';
import { COMMON, readProps } from '../read-props';

/** Options of `EdgeRedirector`. */
export interface EdgeRedirectorOptions extends EdgeFunctionOptions {
  /** Where the rules come from. */
  readonly source: RedirectSource;

  /**
   * Which behaviors are redirected.
   *
   * @default - the default behavior, so that assets and APIs on behaviors of their own cost nothing
   */
  readonly behaviors?: EdgeBehaviors;

  /**
   * The event on which redirects are decided.
   *
   * A rule that could not do there what it says is an error: `EDGE_REDIRECT_REWRITE_LATE`,
   * `EDGE_REDIRECT_ORIGIN_STATUS`, `EDGE_REDIRECT_COUNTRY_EARLY`, and on the origin events `EDGE_NOT_IN_CACHE_KEY` and
   * `EDGE_REDIRECT_HOST_UNSEEN`.
   *
   * @default RedirectEventType.VIEWER_REQUEST
   */
  readonly event?: RedirectEventType;

  /**
   * How long browsers, and on origin events CloudFront, keep a redirect. It is also how long a corrected rule takes to
   * reach every viewer.
   *
   * A redirect that was decided by a header, a cookie, a date or anything else besides the URL is kept by no
   * browser.
   *
   * @default Duration.minutes(5)
   */
  readonly cacheTtl?: Duration;
}

/** Properties of `EdgeRedirector`. */
export interface EdgeRedirectorProps extends EdgeRedirectorOptions {
  /**
   * A distribution of this app: `Distribution`, `CfnDistribution`, or what `CfnInclude` returns. It stays as you
   * declared it.
   */
  readonly distribution: IDistributionRef;
}

/**
 * Answers requests for old URLs with redirects from a file that needs no AWS access to maintain.
 *
 * Adds a step to the Lambda@Edge function on the event, which all constructs of this library share; the rules are
 * checked and compiled when the app is synthesized and baked into the function. The most specific rule wins, a trailing
 * slash makes no difference, and the query string of the request is merged into the target. All problems of the file
 * are reported at once, with line and column, and stop the synthesis.
 *
 * @example
 * new EdgeRedirector(this, 'Redirects', {
 *   distribution,
 *   source: RedirectSource.fromInline('{ "/jobs": "/careers", "/blog/*": "/news/:splat" }'),
 * });
 *
 * @see https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/redirects.md
 */
export class EdgeRedirector extends Construct {
  /** The function with the rules: one for each set of behaviors that do the same on the event. */
  public readonly functions: EdgeFunctions;

  constructor(scope: Construct, id: string, props: EdgeRedirectorProps) {
    super(scope, id);
    const { given, resource } = readProps(this, PROPERTIES, props, new.target === EdgeRedirector);
    AppProblems.of(this).add(this, inSeconds(given.cacheTtl, 'cacheTtl'));
    const event = given.event ?? RedirectEventType.VIEWER_REQUEST;
    const problems = AppProblems.of(this);
    const source = given.source?._load();
    const found = source === undefined ? [] : [
      ...source.problems, ...(source.problems.length === 0 ? empty(source.rules) : []),
      ...eventProblems(source.rules, event), ...expired(source.rules),
    ];
    problems.add(this, found);
    const behaviors = (given.behaviors ?? EdgeBehaviors.defaultBehavior())._selector;
    const slots = resource && EdgeSlots.of(resource);
    this.functions = EdgeFunctions._withStepsOf(this, slots);
    const rules = source && new SiteRules(rulesOn(event, source.rules), event, resource, slots?.site);
    // Notes can only be acknowledged where they are there by then, so what is known now is shown now.
    const shown = [...found, ...rules?.compiled.problems ?? []];
    annotate(this, shown);
    // Which page `/` is may be said later, and decides what is wrong.
    if (rules) problems.addLater(this, () => rules.compiled.problems);
    if (resource === undefined || slots === undefined || rules === undefined || problems.has(this)) {
      slots?.checkRefused({ owner: this, behaviors, settings: given });
      return;
    }
    // As text, so that a number which is a parameter is seen to be one: it cannot go into an asset or to another
    // Region.
    const ttl = Tokenization.stringifyNumber((given.cacheTtl ?? Duration.minutes(5)).toSeconds());
    const lifetime = {
      cacheControl: `max-age=${ttl}`,
      // On an origin event the cache key holds what the rule read, so CloudFront may keep the redirect where a browser
      // may not.
      viewerCacheControl: event === RedirectEventType.VIEWER_REQUEST ? 'no-store' : `max-age=0, s-maxage=${ttl}`,
    };
    slots.site.addRewrites((path) => rewritesOf(rules.applied, path, rules.rootObject));
    const errorPages = () => exemptPages(slots.site, event);
    const rootObject = () => slots.site.rootObjectIn(slots.functionStack(this, {}));
    slots.contribute({
      owner: this,
      event,
      settings: given,
      behaviors,
      notice: (all) => [
        ...newProblems(rules.compiled.problems, shown),
        ...unknownRootObject(slots.site.rootObject(), rootObject()),
        ...servedElsewhere(rules.applied.rules, behaviors, all, rules.rootObject),
        ...neverRedirected(rules.applied.rules, errorPages()),
      ],
      redirects: rules.offered(errorPages),
      among: (contributions, all) => redirectorsTogether(this, contributions, all, siteHosts(resource)),
      order: StepOrder.REDIRECT,
      step: {
        part: 'redirect',
        // Later constructs can name further error pages.
        config: new LazyConfig((): RedirectConfig => {
          const pages = errorPages();
          const object = rootObject();
          return {
            ...lifetime, ...(pages.length > 0 && { errorPages: pages }), ...(object !== '' && { rootObject: object }),
          };
        }),
        get data() { return rules.applied.program; },
      },
      ...(event !== RedirectEventType.VIEWER_REQUEST && {
        check: (behavior: NamedBehavior) => originEventProblems(rules.applied, behavior, resource),
      }),
    });
  }
}

/** The rules as they apply on an event. */
function rulesOn(event: RedirectEventType, rules: readonly RedirectRule[]): readonly RedirectRule[] {
  return event === RedirectEventType.ORIGIN_RESPONSE ? whereFilesAreMissing(rules) : rules;
}

/** No error: a file that others maintain may start empty. */
function empty(rules: readonly RedirectRule[]): Problem[] {
  return rules.length > 0 ? [] : [warning('EDGE_REDIRECT_EMPTY',
    'has no rules, so that a function runs for nothing; add one, or remove the construct', 'source')];
}

/** A name that the function cannot be told: it is in another Region than the value. */
function unknownRootObject(name: string, told: string): Problem[] {
  return name === '' || told !== '' ? [] : [warning('EDGE_REDIRECT_ROOT_OBJECT',
    'cannot know the default root object, which is only known at deploy time and in another Region than the function, '
    + 'so that a request for it is not taken for one for "/"; write its name as text', 'distribution')];
}

function newProblems(problems: readonly Problem[], known: readonly Problem[]): Problem[] {
  const texts = new Set(known.map((problem) => JSON.stringify(problem)));
  return problems.filter((problem) => !texts.has(JSON.stringify(problem)));
}

function expired(rules: readonly RedirectRule[]): Problem[] {
  const report = new Report();
  for (const rule of rules) checkExpired(rule, Date.now(), report);
  return report.problems;
}

const PROPERTIES = new Struct<EdgeRedirectorProps>('EdgeRedirectorProps', {
  ...COMMON,
  source: required(
    instanceOf(RedirectSource, 'use RedirectSource.fromFile("redirects.json"), or RedirectSource.fromInline'),
    'use RedirectSource.fromFile("redirects.json"), or RedirectSource.fromInline',
  ),
  event: optional(oneOf('RedirectEventType', RedirectEventType)),
  cacheTtl: optional(duration),
});
