import {
  Aspects, AspectPriority, type IPolicyValidationContext, type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
} from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct, type IConstruct } from 'constructs';
import { annotateFindings } from '../../attach/checks/annotate-findings';
import { ConstructResources } from '../../attach/checks/construct-resources';
import { findingsOf } from '../../attach/checks/findings-of';
import { isIn, violationOf } from '../../attach/checks/violations';
import { refuse } from '../../attach/config-error';
import { CODES } from '../../core/problem/codes';
import { kind } from '../../core/problem/kinds';

/**
 * Checks distributions for what leads to a 403 that is hard to explain, or hides one: an alias without a certificate or
 * a DNS record, a page for 404 at a bucket that answers 403 for missing objects, custom error responses that replace
 * errors of AWS WAF or of an API, sites that accept HTTPS only, signatures on public paths, and geographic
 * restrictions without a page.
 *
 * As a validation plugin, it adds to the validation report of the CDK, and an error stops the synthesis. As
 * annotations, the findings are warnings of the distributions. It checks all distributions, also those without
 * constructs of this library.
 *
 * @example
 * Validations.of(app).addPlugins(new DistributionChecks());
 *
 * @see https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/explain.md#checks-at-synth
 */
export class DistributionChecks implements IPolicyValidationPlugin {
  /**
   * Adds the findings to the distributions in a scope as annotations, when the app is synthesized.
   *
   * @param scope An app, a stage, a stack or a distribution.
   */
  public static annotate(scope: IConstruct): void {
    refuse(NOWHERE, SCOPE(scope, 'scope'));
    let app: ConstructResources | undefined;
    const visit = (node: IConstruct): void => {
      if (!CfnDistribution.isCfnDistribution(node)) return;
      annotateFindings(node, app ??= new ConstructResources(node.node.root));
    };
    // After aspects that change distributions.
    Aspects.of(scope).add({ visit }, { priority: AspectPriority.READONLY + 1 });
  }

  /** The name in the report: a finding is acknowledged as `cdk-cloudfront-edge::<code>`. */
  public readonly name = 'cdk-cloudfront-edge';

  /**
   * The codes of findings.
   *
   * @default - all codes that begin with `EDGE_CHECK_`
   */
  public readonly ruleIds?: string[] = Object.keys(CODES).filter((code) => code.startsWith('EDGE_CHECK_'));

  /** Checks the distributions of the templates. The CDK calls it. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const app = new ConstructResources(context.appConstruct);
    const violations = app.ofType(CfnDistribution.CFN_RESOURCE_TYPE_NAME)
      .filter(({ construct }) => isIn(construct, context.templatePaths))
      .flatMap(({ construct }) => findingsOf(construct as CfnDistribution, app)
        .map((finding) => violationOf(finding, construct, context.templatePaths)));
    return { success: violations.every(({ severity }) => severity !== 'error'), violations };
  }
}

const SCOPE = kind('a construct', (value) => Construct.isConstruct(value), 'pass the app, a stage or a stack');

/** The name in messages about an invalid scope: there is no construct to report the problem for. */
const NOWHERE = { node: { path: 'DistributionChecks.annotate' } } as IConstruct;
