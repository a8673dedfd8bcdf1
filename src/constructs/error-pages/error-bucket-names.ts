import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { S3Object } from '../../attach/slots/contribution';
import { isStored, type MaskPage, type StoredPage } from '../../core/errors/config';
import type { RuleSource } from '../../core/errors/rules';
import { error, type Problem } from '../../core/problem';
import { bucketNameFor } from '../stored/stored-object';

/**
 * The rules, with bucket names that can be used in the function's stack.
 *
 * Functions of a stack outside us-east-1 are in another stack, which is deployed first and therefore cannot refer to a
 * name that CloudFormation generates.
 */
export function withBucketNames(
  rules: readonly RuleSource[], functionStack: Stack | undefined, distribution: IConstruct,
): { readonly rules: readonly RuleSource[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  if (functionStack === undefined || functionStack === Stack.of(distribution)) return { rules, problems };
  const named = rules.map((rule, index) => {
    const page = storedPage(rule);
    if (page === undefined) return rule;
    const found = namedPage(page, functionStack, distribution, `rules[${index}].action.page`);
    problems.push(...found.problems);
    return { ...rule, action: { ...rule.action, page: found.page } } as RuleSource;
  });
  return { rules: named, problems };
}

/** A page, with the name of its bucket in the stack of the function. */
export function namedPage<Page extends MaskPage>(
  page: Page, functionStack: Stack | undefined, distribution: IConstruct, path: string,
): { readonly page: Page; readonly problems: readonly Problem[] } {
  if (!isStored(page) || functionStack === undefined) return { page, problems: [] };
  const bucket = bucketNameFor({ bucketName: page.bucket }, functionStack, Stack.of(distribution));
  const problems = bucket === undefined ? [unnamed(functionStack, path)] : [];
  return { page: { ...page, bucket: bucket ?? '' }, problems };
}

/** The S3 objects that the function needs to read. */
export function objectsOf(rules: readonly RuleSource[]): S3Object[] {
  return rules
    .map(storedPage)
    .filter((page) => page !== undefined)
    .map(({ bucket, key }) => ({ bucketName: bucket, key }));
}

function storedPage({ action }: RuleSource): StoredPage | undefined {
  return action.kind === 'respond' && action.page !== undefined && isStored(action.page) ? action.page : undefined;
}

function unnamed(functionStack: Stack, path: string): Problem {
  return error('EDGE_MASK_BUCKET_NAME', 'is in a bucket whose name is only known at deploy time, and the '
    + `function is in another stack (${JSON.stringify(functionStack.stackName)} in us-east-1); give the bucket a `
    + 'bucketName (PhysicalName.GENERATE_IF_NEEDED needs an explicit account of the stack), or use '
    + 'ErrorPage.fromFile', path);
}
