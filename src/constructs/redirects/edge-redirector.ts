import { Duration, Tokenization } from 'aws-cdk-lib';
import type { IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeBehaviors } from '../edge-behaviors';
import { cacheTtlProblems } from './cache-ttl';
import { PrettyUrls } from './pretty-urls';
import { lateProblems, PrettyUrlsSteps } from './pretty-urls-steps';
import { RedirectBodies } from './redirect-bodies';
import { contributeRules } from './redirect-contribution';
import type { RedirectErrorPage } from './redirect-error-page';
import { exemptPages } from './redirect-error-pages';
import { hostProblems, objectHostProblems, ruleOfFunctions } from './redirect-event-rules';
import { RedirectEventType } from './redirect-event-type';
import type { RedirectPlace } from './redirect-place';
import { RedirectSource } from './redirect-source';
import { storeHostProblems } from './redirect-store';
import { unnamedBucket } from './redirect-stored';
import { SiteRules } from './site-rules';
import { rulesOn, sourceProblems } from './source-problems';
import { annotate } from '../../attach/annotations';
import { AppProblems } from '../../attach/app-problems';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { flag, instanceOf, listOf, oneOf, optional, required, Struct, type Property } from '../../core/problem/kinds';
import { EdgeStepHost } from '../custom-step/edge-step';
import type { EdgeAttachmentOptions } from '../existing/edge-attachment-options';
import { EdgeFunctions } from '../functions/edge-functions';
import { duration, wholeSeconds } from '../known-duration';
import { COMMON, readProps } from '../read-props';

/** Options of `EdgeRedirector`. */
export interface EdgeRedirectorOptions extends EdgeAttachmentOptions {
  /**
   * Where the rules come from.
   *
   * @default - no rules; required without `prettyUrls` (`EDGE_PROPERTY_MISSING`)
   */
  readonly source?: RedirectSource;

  /**
   * Which file the URL of a page shows, and whether it ends with a slash: `/docs/` for `docs/index.html`, or `/docs`.
   *
   * Rules apply first. Works on `VIEWER_REQUEST` and `ORIGIN_REQUEST` (`EDGE_PRETTY_URLS_LATE`); on the latter,
   * redirects need the query string in the cache key (`EDGE_NOT_IN_CACHE_KEY`), and a path that no other function has
   * changed (`EDGE_PRETTY_URLS_BEHIND`).
   *
   * @default - URLs are not changed
   */
  readonly prettyUrls?: PrettyUrls;

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
   * @default - on viewer-request a CloudFront Function if it can run the rules with at most 8,192 bytes of code, and no
   * Lambda@Edge function is on a viewer event of the behaviors, since CloudFront does not mix the two; otherwise
   * Lambda@Edge. A note says which, why, and what it costs (`EDGE_REDIRECT_HOME`)
   */
  readonly host?: EdgeStepHost;

  /**
   * The pages of rules with the status 404, 410, 451 or 503, in the function or in a bucket.
   *
   * The status and `Cache-Control` are those of the rule. A page of a bucket that cannot be read is replaced by a plain
   * one with the status. `EdgeErrorMasker` does not change these answers: it is for errors of the origin.
   *
   * @default - these answers have no body
   */
  readonly errorPages?: RedirectErrorPage[];

  /**
   * How long browsers, and on origin events CloudFront, cache a redirect. It is also how long a corrected rule takes to
   * reach every viewer.
   *
   * A redirect that depends on a header, a cookie or anything else besides the URL and the time is not cached by
   * browsers, and none is cached beyond a date at which it changes. A rule may have a `cacheTtl` of its own; a 503 is
   * not cached without one.
   *
   * @default Duration.minutes(5)
   */
  readonly cacheTtl?: Duration;

  /**
   * Whether each rule that applies is logged, so that `redirects report` counts what no access log shows: rules with
   * conditions on headers, languages or countries.
   *
   * A CloudFront Function adds the number of the rule to the field `viewer-request-log-data` of access logs, which
   * standard logs of version 2 and real-time logs have if you choose the field; that costs a few bytes of a line.
   * Lambda@Edge writes a line of JSON to CloudWatch Logs, which has a price per GB.
   *
   * @default false
   * @see https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/logs.md#rules-in-logs
   */
  readonly logRules?: boolean;
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
 * Redirects requests for old URLs, by the rules in a file that can be maintained without access to AWS. With
 * `prettyUrls`, it also shows `docs/index.html` for `/docs/`.
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
    const struct = (props as Partial<EdgeRedirectorProps> | undefined)?.prettyUrls ? WITH_PRETTY_URLS : PROPERTIES;
    const { given, resource } = readProps(this, struct, props, new.target === EdgeRedirector);
    AppProblems.of(this).add(this, cacheTtlProblems(given.cacheTtl));
    const { prettyUrls } = given;
    const event = given.event ?? RedirectEventType.VIEWER_REQUEST;
    const store = given.source?._store;
    const problems = AppProblems.of(this);
    const source = given.source?._load();
    const object = given.source?._object;
    const open = given.host === undefined && event === RedirectEventType.VIEWER_REQUEST && !store && !object;
    const needs = open ? ruleOfFunctions(source?.rules ?? []) : undefined;
    const host = store || needs ? EdgeStepHost.CLOUDFRONT_FUNCTION : given.host ?? EdgeStepHost.LAMBDA_EDGE;
    const { bodies, problems: inPages } = RedirectBodies.read(given.errorPages ?? [], event);
    const found = [
      ...inPages,
      ...(source ? [] : bodies.unused()),
      ...hostProblems(host, event),
      ...(object ? objectHostProblems(host) : []),
      ...(store ? storeHostProblems(given.host) : []),
      ...(prettyUrls ? lateProblems(event) : []),
      ...(source ? sourceProblems(source, event, host, (prettyUrls ?? store ?? object) !== undefined) : []),
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
    if (resource === undefined || slots === undefined || problems.has(this)) {
      const settings = host === EdgeStepHost.CLOUDFRONT_FUNCTION ? {} : given;
      slots?.checkRefused({ owner: this, behaviors, settings });
      return;
    }
    const bucketName = object?.nameIn(slots.functionStack(this, given), resource);
    if (object && bucketName === undefined) {
      problems.add(this, [unnamedBucket(slots.functionStack(this, given)!)]);
      slots.validatePatterns({ owner: this, behaviors });
      return;
    }
    const named = bodies.named(slots.functionStack(this, given), resource);
    if (problems.add(this, named.problems)) {
      slots.validatePatterns({ owner: this, behaviors });
      return;
    }
    // As text, so that a numeric token is recognized: it cannot be used in an asset or in another Region.
    const ttl = Tokenization.stringifyNumber(wholeSeconds(given.cacheTtl ?? Duration.minutes(5)));
    const place: RedirectPlace = {
      owner: this,
      event,
      host,
      chosen: open && needs === undefined,
      needs,
      fixed: store !== undefined || object !== undefined,
      behaviors,
      settings: given,
      existing: given.existing?._existing,
      resource,
      slots,
      ttl,
      bodies: named.bodies,
      logs: given.logRules ?? false,
      errorPages: () => exemptPages(slots.site, event),
    };
    const pretty = prettyUrls && new PrettyUrlsSteps(prettyUrls, place);
    const stored = object && { object, bucketName: bucketName!, fallback: given.source!._baked };
    if (rules && store) problems.add(this, store.seed(rules));
    if (rules) contributeRules(place, rules, shown, pretty, { stored, store });
    pretty?.contribute();
  }
}

const MAKE_SOURCE = 'use RedirectSource.fromFile("redirects.json"), or RedirectSource.fromInline';
const SOURCE = instanceOf(RedirectSource, MAKE_SOURCE);

/** They are read one by one, so that an error in one does not hide those in others. */
const ERROR_PAGES = listOf(() => [], 'RedirectErrorPage');

const properties = (source: Property) => new Struct<EdgeRedirectorProps>('EdgeRedirectorProps', {
  ...COMMON,
  source,
  prettyUrls: optional(instanceOf(PrettyUrls, 'use PrettyUrls.trailingSlash(), or another of its functions')),
  event: optional(oneOf('RedirectEventType', RedirectEventType)),
  host: optional(oneOf('EdgeStepHost', EdgeStepHost)),
  errorPages: optional(ERROR_PAGES),
  cacheTtl: optional(duration),
  logRules: optional(flag),
});

const PROPERTIES = properties(required(SOURCE, MAKE_SOURCE));
/** Pretty URLs need no rules. */
const WITH_PRETTY_URLS = properties(optional(SOURCE));
