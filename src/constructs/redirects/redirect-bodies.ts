import type { Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { inCodeProblems, pageProblems, statusProblems } from './redirect-body-problems';
import { REDIRECT_ERROR_PAGE, type RedirectErrorPage } from './redirect-error-page';
import type { RedirectEventType } from './redirect-event-type';
import type { NamedBehavior } from '../../attach/behaviors';
import type { S3Object } from '../../attach/slots/contribution';
import { isStored, type MaskPage } from '../../core/errors/config';
import { pageMaxBytes } from '../../core/errors/limits';
import { isError, warning, within, type Problem } from '../../core/problem';
import { statusBodies, statusesOf, type BodySource, type StatusBody } from '../../core/redirects/bodies';
import type { CompiledRules } from '../../core/redirects/compile';
import { ERROR_STATUSES } from '../../core/redirects/rule/statuses';
import { namedPage } from '../error-pages/error-bucket-names';
import { PageFiles } from '../error-pages/error-page-files';

/** A page as the user gave it. */
interface Given extends BodySource {
  /** Of the property. */
  readonly path: string;
}

/** The pages of a redirector for answers that are errors. */
export class RedirectBodies {
  /** Reads and checks the property `errorPages`, for an event. */
  static read(
    given: readonly RedirectErrorPage[], event: RedirectEventType,
  ): { readonly bodies: RedirectBodies; readonly problems: readonly Problem[] } {
    const max = pageMaxBytes(event);
    const read = given.map((item, index) => {
      const path = `errorPages[${index}]`;
      const { sound: { statuses, page }, problems: wrong } = REDIRECT_ERROR_PAGE.read(item, path);
      const loaded = page?._load();
      const problems = [
        ...wrong,
        ...(statuses ? statusProblems(statuses._set, `${path}.statuses`) : []),
        ...within(path, loaded?.problems ?? []),
        ...(loaded?.page ? pageProblems(loaded.page, max, `${path}.page`) : []),
      ];
      const isSound = statuses && loaded?.page && !problems.some(isError);
      return { problems, given: isSound ? [{ path, statuses: statuses._set, page: limited(loaded.page, max) }] : [] };
    });
    return {
      bodies: new RedirectBodies(read.flatMap((one) => one.given)),
      problems: read.flatMap(({ problems }) => problems),
    };
  }

  private constructor(readonly given: readonly Given[]) {}

  /** The same with names of buckets that the stack of the function knows. */
  named(functionStack: Stack | undefined, distribution: CfnDistribution) {
    const named = this.given.map((one) => (
      { one, ...namedPage(one.page, functionStack, distribution, `${one.path}.page`) }));
    return {
      bodies: new RedirectBodies(named.map(({ one, page }) => ({ ...one, page }))),
      problems: named.flatMap(({ problems }) => problems),
    };
  }

  /** Which statuses have which page. Without rules, whatever rules there may be. */
  of(rules?: Pick<CompiledRules, 'rules' | 'order'>): readonly StatusBody[] {
    if (this.given.length === 0) return [];
    return statusBodies(this.given, rules ? rules.order.map((i) => rules.rules[i].status) : ERROR_STATUSES);
  }

  /** Why pages cannot be in the code of a CloudFront Function. */
  inCodeProblems(): Problem[] {
    return this.given.flatMap(({ page, path }) => inCodeProblems(page, `${path}.page`));
  }

  /** The warnings of a redirector without rules. */
  unused(): Problem[] {
    return this.given.map(unused);
  }

  /** Warns about pages that viewers never get. */
  warnings(
    rules: Pick<CompiledRules, 'rules' | 'order'> | undefined, resource: CfnDistribution,
    behaviors: readonly NamedBehavior[],
  ): Problem[] {
    const used = new Set(this.of(rules).map(({ page }) => page));
    const files = new PageFiles(resource, behaviors);
    return this.given.flatMap((one): Problem[] => {
      const { path, page } = one;
      if (!used.has(page)) return [unused(one)];
      const fault = isStored(page) ? files.objectFault(page.bucket, page.key) : undefined;
      return fault ? [warning(fault.code, fault.message, `${path}.page`)] : [];
    });
  }
}

function unused({ path, ...source }: Given): Problem {
  return warning('EDGE_REDIRECT_PAGE_UNUSED', `is for ${statusesOf(source).join(', ')}, but no rule has it, `
    + 'or another page comes first; remove it, or add a rule such as { "/old": { "statusCode": 410 } }', path);
}

/** The S3 objects that a function with these pages has to read. */
export function objectsOf(bodies: readonly StatusBody[]): S3Object[] {
  return bodies.flatMap(({ page }) => (isStored(page) ? [{ bucketName: page.bucket, key: page.key }] : []));
}

/** On viewer events, an object may be smaller. */
function limited(page: MaskPage, maxBytes: number): MaskPage {
  return isStored(page) && maxBytes < pageMaxBytes('origin-response') ? { ...page, maxBytes } : page;
}
