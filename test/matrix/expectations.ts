import type { Attachment } from './attachments';
import type { Cell } from './cells';
import { behaviorsIn, typesOf, type Json, type Templates } from './templates';

const LAMBDA_TYPES = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Lambda::Version'];

/** The templates are the user's, with exactly the attachment on exactly the selected behavior. */
export function expectAttached(cell: Cell, attachment: Attachment, attached: Templates, plain: Templates): void {
  const elsewhere = cell.place.includes('eu-west-1');
  expect(plain.others).toEqual({});
  const arns = takeOurs(cell.target, attachment, attached.web, plain.web);
  const extra = Object.keys(attached.web.Resources).filter((id) => !(id in plain.web.Resources));
  expect(typesOf(extra.map((id) => attached.web.Resources[id]))).toEqual([
    ...attachment.functions.map(() => 'AWS::CloudFront::Function'),
    ...(attachment.policy ? ['AWS::CloudFront::ResponseHeadersPolicy'] : []),
    ...(elsewhere ? [] : LAMBDA_TYPES.flatMap((type) => attachment.lambdas.map(() => type))),
  ].sort());

  if (elsewhere) expectWeakReferences(attachment, arns, attached.others);
  else expectOwnFunctions(attachment, arns, attached);

  const { Rules: rules, ...web } = attached.web;
  extra.forEach((id) => delete web.Resources[id]);
  const { Rules: plainRules, ...before } = plain.web;
  expect(web).toEqual(before); // the user's part of the template is unchanged
  expectRules(cell, attachment, rules ?? {}, plainRules ?? {});
}

/**
 * Removes the attachments of this library from the target's behavior, after checking that each is there once. Returns
 * the ARNs of the Lambda functions.
 */
function takeOurs(target: string, attachment: Attachment, web: Json, plain: Json): Json[] {
  const behavior = behaviorsIn(web).get(target)!;
  const before = behaviorsIn(plain).get(target)!;
  const [lambdas, functions] = ['LambdaFunctionAssociations', 'FunctionAssociations'].map((property) => {
    const own: Json[] = behavior[property]?.slice(before[property]?.length ?? 0) ?? [];
    if (before[property]) behavior[property] = behavior[property].slice(0, before[property].length);
    else delete behavior[property];
    return own;
  });
  expect(lambdas.map((a) => a.EventType)).toEqual(attachment.lambdas);
  expect(lambdas.every((a) => a.IncludeBody === attachment.includeBody)).toBe(true);
  expect(functions.map((a) => a.EventType)).toEqual(attachment.functions);
  if (attachment.policy) {
    expect(behavior.ResponseHeadersPolicyId).toEqual({ Ref: expect.any(String) });
    delete behavior.ResponseHeadersPolicyId;
  }
  return lambdas.map((a) => a.LambdaFunctionARN);
}

/** An environment-agnostic stack with Lambda functions of this library has a rule against other Regions. */
function expectRules(cell: Cell, attachment: Attachment, rules: Json, plain: Json): void {
  const guarded = cell.place === 'any region' && attachment.lambdas.length > 0;
  expect(rules).toEqual({
    ...plain,
    ...(guarded && { EdgeFunctionsRegion: { Assertions: [expect.objectContaining({ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } })] } }),
  });
}

function expectOwnFunctions(attachment: Attachment, arns: readonly Json[], { web, others }: Templates): void {
  expect(others).toEqual({});
  expectVersions(attachment, web, arns.map((arn) => arn.Ref));
}

/** Each version is one of a function of its own, made for the event. */
function expectVersions(attachment: Attachment, template: Json, versions: readonly string[]): void {
  expect(new Set(versions).size).toBe(attachment.lambdas.length);
  versions.forEach((id, index) => {
    const { FunctionName } = template.Resources[id].Properties;
    expect(template.Resources[FunctionName.Ref].Properties.Description).toMatch(
      new RegExp(`^${attachment.lambdas[index]} of `),
    );
  });
}

/**
 * One more stack, in us-east-1, with nothing but the functions; the web stack names its outputs and adds nothing of its
 * own.
 */
function expectWeakReferences(attachment: Attachment, arns: readonly Json[], others: Templates['others']): void {
  const [name, ...more] = Object.keys(others);
  expect(more).toEqual([]);
  if (attachment.lambdas.length === 0) {
    expect(name).toBeUndefined();
    return;
  }
  const support = others[name];
  expect(typesOf(Object.values(support.Resources))).toEqual(
    LAMBDA_TYPES.flatMap((type) => attachment.lambdas.map(() => type)).sort(),
  );
  const references = arns.map((arn) => arn['Fn::GetStackOutput']);
  for (const reference of references) {
    expect(reference).toEqual({ StackName: name, Region: 'us-east-1', OutputName: expect.any(String) });
  }
  expectVersions(attachment, support, references.map(({ OutputName }) => support.Outputs[OutputName].Value.Ref));
}
