import { Token } from 'aws-cdk-lib';
import type { IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeBehaviors } from '../edge-behaviors';
import type { EdgeFunctionOptions } from '../edge-function-options';
import { objectsOf, withBucketNames } from './error-bucket-names';
import { maskReadings } from './error-cache-key';
import type { ErrorRule } from './error-rule';
import { readRule } from './error-rule-source';
import { maskWarnings } from './error-warnings';
import { annotate } from '../../attach/annotations';
import { AppProblems } from '../../attach/app-problems';
import { selects } from '../../attach/behavior-selector';
import { cacheKeyProblems } from '../../attach/cache-key';
import { StepOrder, type Step } from '../../attach/slots/contribution';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { LazyConfig } from '../../attach/slots/lazy-config';
import type { SiteFacts } from '../../attach/slots/site-facts';
import { checkMask } from '../../core/errors/check';
import { compileMask } from '../../core/errors/compile';
import { isStored } from '../../core/errors/config';
import type { MaskSource } from '../../core/errors/rules';
import { flag, listOf, optional, required, Struct, text } from '../../core/problem/kinds';
import { EdgeFunctions } from '../functions/edge-functions';
import { COMMON, readProps } from '../read-props';

/** Options of `EdgeErrorMasker`. */
export interface EdgeErrorMaskerOptions extends EdgeFunctionOptions {
  /**
   * Which behaviors get the error pages.
   *
   * @default - the default behavior, so that the errors of an API on a behavior of its own stay what they are
   */
  readonly behaviors?: EdgeBehaviors;

  /**
   * What to do about which errors.
   *
   * Of the rules whose conditions hold, one that lists the status wins over one that has it in a range; among equals
   * the first wins.
   */
  readonly rules: ErrorRule[];

  /**
   * Headers of the origin that stay on masked answers, because they are as true of the new one.
   *
   * A header that belongs to one status, such as `WWW-Authenticate` to 401, stays beside that one only. One that is for
   * one viewer, such as `Set-Cookie`, is an error: CloudFront caches errors.
   *
   * @default - those that let a page of another site read the answer: `Access-Control-Allow-Origin`,
   * `-Allow-Credentials`, `-Expose-Headers` and `Vary`
   */
  readonly keepHeaders?: string[];

  /**
   * Name of a header that says `origin error, masked, was 403` on masked answers, and `origin error` on other errors of
   * the origin.
   *
   * An error without it was made by CloudFront or AWS WAF. It tells viewers what you mask.
   *
   * @default - no such header
   */
  readonly sourceHeader?: string;

  /**
   * Whether the function logs a line of JSON with the code `EDGE_MASKED` for each answer that it masks.
   *
   * @default false
   */
  readonly logMasked?: boolean;
}

/** Properties of `EdgeErrorMasker`. */
export interface EdgeErrorMaskerProps extends EdgeErrorMaskerOptions {
  /**
   * A distribution of this app: `Distribution`, `CfnDistribution`, or what `CfnInclude` returns. It stays as you
   * declared it.
   */
  readonly distribution: IDistributionRef;
}

/** What CORS needs: without it a script could not read the error, and would see a network failure in its place. */
const CORS_HEADERS = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
  'vary',
];

/**
 * Gives viewers your error page where the origin answers with an error, on the behaviors you choose.
 *
 * Adds a step to the Lambda@Edge function on origin-response, which all constructs of this library share. That event
 * sees the answers of the origin and nothing else: a request that AWS WAF, a geographic restriction or a signed URL
 * turns away keeps CloudFront's own 403. Only answers to GET and HEAD are masked if a rule does not say otherwise,
 * because a program expects the real status of a POST or a preflight.
 *
 * Nothing of the origin's answer survives on a masked one: neither its cookies and caching nor the headers that
 * describe its body.
 *
 * @example
 * new EdgeErrorMasker(this, 'Errors', {
 *   distribution,
 *   rules: [
 *     {
 *       statuses: ErrorStatuses.codes(403, 404),
 *       action: ErrorAction.respond({ page: ErrorPage.fromInline('<h1>Not here</h1>'), statusCode: 404 }),
 *     },
 *     { statuses: ErrorStatuses.serverErrors(), action: ErrorAction.redirectTo('/sorry.html') },
 *   ],
 * });
 *
 * @see https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/error-pages.md
 */
export class EdgeErrorMasker extends Construct {
  /** The functions with the rules: one for each set of behaviors that do the same on origin-response. */
  public readonly functions: EdgeFunctions;

  constructor(scope: Construct, id: string, props: EdgeErrorMaskerProps) {
    super(scope, id);
    const { given, resource } = readProps(this, PROPERTIES, props, new.target === EdgeErrorMasker);
    const read = (given.rules ?? []).map(readRule);
    const mask: MaskSource = {
      rules: read.map((rule) => rule.source),
      keepHeaders: given.keepHeaders ?? CORS_HEADERS,
      sourceHeader: given.sourceHeader,
      log: given.logMasked ?? false,
    };
    const checked = given.rules ? checkMask(mask, (value) => Token.isUnresolved(value)) : [];
    const found = [...read.flatMap((rule) => rule.problems), ...checked];
    const problems = AppProblems.of(this);
    problems.add(this, found);
    annotate(this, found);
    const behaviors = (given.behaviors ?? EdgeBehaviors.defaultBehavior())._selector;
    const slots = resource && EdgeSlots.of(resource);
    this.functions = EdgeFunctions._withStepsOf(this, slots);
    if (resource === undefined || slots === undefined || problems.has(this)) {
      slots?.checkRefused({ owner: this, behaviors, settings: given });
      return;
    }
    const { rules, problems: unnamed } = withBucketNames(mask.rules, slots.functionStack(this, given), resource);
    if (problems.add(this, unnamed)) {
      slots.validatePatterns({ owner: this, behaviors });
      return;
    }
    const source = { ...mask, rules };
    slots.site.addErrorLocations(
      source.rules.flatMap(({ action }) => (action.kind === 'redirect' ? [action.location] : [])));
    const readings = maskReadings(source.rules);
    slots.contribute({
      owner: this,
      event: 'origin-response',
      settings: given,
      behaviors,
      order: StepOrder.MASK_ERRORS,
      step: this.step(source, slots.site),
      check: (behavior) => cacheKeyProblems(readings, behavior).filter(({ severity }) => severity === 'error'),
      notice: (all) => [
        ...all.filter(({ pattern }) => selects(behaviors, pattern))
          .flatMap((behavior) => cacheKeyProblems(readings, behavior)),
        ...maskWarnings(source.rules, resource, slots.site.known()),
      ],
    });
  }

  private step(source: MaskSource, site: SiteFacts): Step {
    const stored = source.rules.some(({ action }) => action.kind === 'respond' && isStored(action.page!));
    return {
      part: stored ? 'mask-errors-stored' : 'mask-errors',
      // Later constructs can name further error pages.
      config: new LazyConfig(() => {
        const errorPages = site.errorPages();
        return { ...compileMask(source, errorPages), ...site.startPage(errorPages) };
      }),
      objects: objectsOf(source.rules),
    };
  }
}

/** Each rule is looked into by itself, so that one with a mistake does not hide those of the others. */
const RULES = listOf(() => [], 'rules');

const PROPERTIES = new Struct<EdgeErrorMaskerProps>('EdgeErrorMaskerProps', {
  ...COMMON,
  rules: required(RULES, 'write one such as { statuses: ErrorStatuses.codes(404), action: '
    + 'ErrorAction.redirectTo("/404.html") }'),
  keepHeaders: optional(listOf(text, 'texts')),
  sourceHeader: optional(text),
  logMasked: optional(flag),
});
