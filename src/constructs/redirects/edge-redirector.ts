import { Duration, Tokenization } from 'aws-cdk-lib';
import type { IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeBehaviors } from '../edge-behaviors';
import { servedElsewhere } from './redirect-elsewhere';
import { exemptPages, neverRedirected } from './redirect-error-pages';
import { hostProblems } from './redirect-event-rules';
import { RedirectEventType } from './redirect-event-type';
import { redirectorsTogether } from './redirect-neighbours';
import { RedirectSource } from './redirect-source';
import { onFunction, onLambda } from './redirect-step';
import { SiteRules, siteHosts } from './site-rules';
import { annotate } from '../../attach/annotations';
import { AppProblems } from '../../attach/app-problems';
import { StepOrder } from '../../attach/slots/contribution';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { warning, type Problem } from '../../core/problem';
import { instanceOf, oneOf, optional, required, Struct } from '../../core/problem/kinds';
import { eventProblems } from '../../core/redirects/checks/event-rules';
import { checkExpired } from '../../core/redirects/checks/single';
import { rewritesOf } from '../../core/redirects/neighbours/rewrites';
import { whereFilesAreMissing } from '../../core/redirects/rule/files-first';
import type { RedirectRule } from '../../core/redirects/rule/model';
import { Report } from '../../core/redirects/rule/report';
import { EdgeStepHost } from '../custom-step/edge-step';
import type { EdgeAttachmentOptions } from '../existing/edge-attachment-options';
import { EdgeFunctions } from '../functions/edge-functions';
import { duration, inSeconds } from '../known-duration';
import { COMMON, readProps } from '../read-props';

/** Options of `EdgeRedirector`. */
export interface EdgeRedirectorOptions extends EdgeAttachmentOptions {
  /** Where the rules come from. */
  readonly source: RedirectSource;

  /**
   * The behaviors whose requests are redirected.
   *
   * @default - the default behavior, so that requests for assets and APIs on other behaviors cost nothing
   */
  readonly behaviors?: EdgeBehaviors;

  /**
   * The event on which redirects are decided.
   *
   * A rule that cannot work on the event is an error: `EDGE_REDIRECT_REWRITE_LATE`, `EDGE_REDIRECT_ORIGIN_STATUS`,
   * `EDGE_REDIRECT_COUNTRY_EARLY`, `EDGE_REDIRECT_PROXY`, and on origin events `EDGE_NOT_IN_CACHE_KEY` and
   * `EDGE_REDIRECT_HOST_UNSEEN`.
   *
   * @default RedirectEventType.VIEWER_REQUEST
   */
  readonly event?: RedirectEventType;

  /**
   * What runs the rules: Lambda@Edge, or a CloudFront Function with the rules in its code, at a sixth of the price.
   *
   * A CloudFront Function runs on viewer-request only (`EDGE_FUNCTION_EVENT`), has room for 60 to 160 short rules
   * (`EDGE_REDIRECT_FUNCTION_SIZE`), and answers like Lambda@Edge. What it cannot see or know is an error:
   * `EDGE_REDIRECT_FUNCTION_UNSEEN`, `EDGE_REDIRECT_FUNCTION_VALUE`. `runtime` and `stackId` do not matter to it.
   *
   * @default - Lambda@Edge; a CloudFront Function if another step of this library is one on a viewer event of a
   * selected behavior, because CloudFront does not mix the two
   */
  readonly host?: EdgeStepHost;

  /**
   * How long browsers, and on origin events CloudFront, cache a redirect. It is also how long a corrected rule takes to
   * reach every viewer.
   *
   * A redirect that depends on a header, a cookie, a date or anything else besides the URL is not cached by browsers.
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
 * Redirects requests for old URLs, by the rules in a file that can be maintained without access to AWS.
 *
 * Adds a step to the function on the event, which all constructs of this library share. The rules are
 * checked and compiled when the app is synthesized, and become part of the function. The most specific rule applies, a
 * trailing slash makes no difference, and the query string of the request is merged into the target. All problems of
 * the file are reported together, with line and column; errors stop the synthesis.
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
  /** The functions with the rules: one for each set of behaviors with the same steps on the event. */
  public readonly functions: EdgeFunctions;

  constructor(scope: Construct, id: string, props: EdgeRedirectorProps) {
    super(scope, id);
    const { given, resource } = readProps(this, PROPERTIES, props, new.target === EdgeRedirector);
    AppProblems.of(this).add(this, inSeconds(given.cacheTtl, 'cacheTtl'));
    const event = given.event ?? RedirectEventType.VIEWER_REQUEST;
    const host = given.host ?? EdgeStepHost.LAMBDA_EDGE;
    const problems = AppProblems.of(this);
    const source = given.source?._load();
    const found = source === undefined ? hostProblems(host, event) : [
      ...hostProblems(host, event),
      ...source.problems, ...(source.problems.length === 0 ? empty(source.rules) : []),
      ...eventProblems(source.rules, event, host), ...expired(source.rules),
    ];
    problems.add(this, found);
    const behaviors = (given.behaviors ?? EdgeBehaviors.defaultBehavior())._selector;
    const slots = resource && EdgeSlots.of(resource);
    this.functions = EdgeFunctions._withStepsOf(this, slots);
    const rules = source && new SiteRules(rulesOn(event, source.rules), event, resource, slots?.site);
    // Warnings can be acknowledged only once they exist, so what is known in the constructor is added here.
    const shown = [...found, ...rules?.compiled.problems ?? []];
    annotate(this, shown);
    // The root object may be set later, and can cause errors.
    if (rules) problems.addLater(this, () => rules.compiled.problems);
    if (resource === undefined || slots === undefined || rules === undefined || problems.has(this)) {
      const settings = host === EdgeStepHost.CLOUDFRONT_FUNCTION ? {} : given;
      slots?.checkRefused({ owner: this, behaviors, settings });
      return;
    }
    // As text, so that a numeric token is recognized: it cannot be used in an asset or in another Region.
    const ttl = Tokenization.stringifyNumber((given.cacheTtl ?? Duration.minutes(5)).toSeconds());
    slots.site.addRewrites(event, (path) => rewritesOf(rules.applied, path, rules.rootObject));
    const errorPages = () => exemptPages(slots.site, event);
    const rootObject = () => slots.site.rootObjectIn(slots.functionStack(this, {}));
    const composes = given.existing?._existing.compose === true;
    const lambda = () => onLambda({ rules, ttl, errorPages, rootObject }, event, resource, composes);
    const cloudFront = () => onFunction({ rules, ttl, errorPages, rootObject: () => slots.site.rootObject() });
    const chosen = given.host === undefined && event === RedirectEventType.VIEWER_REQUEST;
    slots.contribute({
      ...(host === EdgeStepHost.CLOUDFRONT_FUNCTION ? cloudFront() : lambda()),
      ...(chosen && { alternative: cloudFront() }),
      hostChoice: chosen ? 'composing' : 'property',
      owner: this,
      event,
      settings: given,
      existing: given.existing?._existing,
      behaviors,
      warnings: (all) => [
        ...newProblems(rules.compiled.problems, shown),
        ...unknownRootObject(slots.site.rootObject(), host, rootObject),
        ...servedElsewhere(rules.applied.rules, behaviors, all, rules.rootObject),
        ...neverRedirected(rules.applied.rules, errorPages()),
      ],
      redirects: rules.shared(errorPages),
      checkTogether: (contributions, all) => redirectorsTogether(this, contributions, all, siteHosts(resource)),
      order: StepOrder.REDIRECT,
    });
  }
}

/** The rules as they apply on an event. */
function rulesOn(event: RedirectEventType, rules: readonly RedirectRule[]): readonly RedirectRule[] {
  return event === RedirectEventType.ORIGIN_RESPONSE ? whereFilesAreMissing(rules) : rules;
}

/** Only a warning: a file that others maintain may start empty. */
function empty(rules: readonly RedirectRule[]): Problem[] {
  return rules.length > 0 ? [] : [warning('EDGE_REDIRECT_EMPTY',
    'has no rules, so that a function runs for nothing; add one, or remove the construct', 'source')];
}

/** Warns that a deploy-time root object is not available to the function, which is in another Region. */
function unknownRootObject(name: string, host: EdgeStepHost, nameInFunction: () => string): Problem[] {
  if (name === '' || host === EdgeStepHost.CLOUDFRONT_FUNCTION || nameInFunction() !== '') return [];
  return [warning('EDGE_REDIRECT_ROOT_OBJECT', 'cannot know the default root object, which is only known at deploy '
    + 'time and in another Region than the function, so a request for it is not treated as one for "/"; write its name '
    + 'as text', 'distribution')];
}

/** Problems that were not known in the constructor. */
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
  host: optional(oneOf('EdgeStepHost', EdgeStepHost)),
  cacheTtl: optional(duration),
});
