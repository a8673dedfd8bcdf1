import { Archives } from '../../../src/preview/assembly/archives';
import type { CloudAssembly, Stack, Template } from '../../../src/preview/assembly/cloud-assembly';
import { Evaluator } from '../../../src/preview/assembly/evaluate';
import { EvaluationLimits } from '../../../src/preview/assembly/evaluation-limits';
import { Parameters } from '../../../src/preview/assembly/parameters';
import { Reference } from '../../../src/preview/assembly/reference';

function stack(name: string, template: Template): Stack {
  return {
    name,
    displayName: name,
    region: 'eu-west-1',
    account: '111111111111',
    file: `${name}.template.json`,
    template,
    constructPaths: new Map(),
    assets: new Map(),
  };
}

const other = stack('Other', {
  Resources: { Version: { Type: 'AWS::Lambda::Version' } },
  Outputs: { Arn: { Value: { Ref: 'Version' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-arn' } } } },
});
const here = stack('Here', {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket' },
    Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'mine' } },
  },
  Parameters: { Size: { Default: 'small' } },
  Conditions: {
    IsSmall: { 'Fn::Equals': [{ Ref: 'Size' }, 'small'] },
    IsBig: { 'Fn::Not': [{ Condition: 'IsSmall' }] },
  },
  Mappings: { Hosts: { 'eu-west-1': { api: 'api.eu' } } },
});
const assembly: CloudAssembly = { directory: '/', stacks: [here, other], problems: [], limits: new EvaluationLimits(), parameters: new Parameters(), leftOut: [], archives: new Archives() };
const evaluator = new Evaluator(assembly, here);

describe('expressions of a template', () => {
  test.each([
    ['text of a pseudo parameter', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] }, 'a-eu-west-1'],
    ['a parameter by its default', { Ref: 'Size' }, 'small'],
    ['the placeholder name of a bucket', { 'Fn::Sub': 's3://${Bucket}/${!x}' }, 's3://bucket/${x}'],
    ['the explicit name of a bucket', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Named', 'RegionalDomainName'] }]] }, 'mine.s3.eu-west-1.amazonaws.com'],
    ['a variable of Sub', { 'Fn::Sub': ['${a}b', { a: { Ref: 'Size' } }] }, 'smallb'],
    ['host of a URL', { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Bucket', 'WebsiteURL'] }] }] }, 'bucket.s3-website-eu-west-1.amazonaws.com'],
    ['the branch of a condition', { 'Fn::If': ['IsSmall', 1, 2] }, 1],
    ['the other branch', { 'Fn::If': ['IsBig', 1, 2] }, 2],
    ['and, or', { 'Fn::And': [{ Condition: 'IsSmall' }, { 'Fn::Or': [{ Condition: 'IsBig' }, { 'Fn::Equals': [1, 1] }] }] }, true],
    ['a map', { 'Fn::FindInMap': ['Hosts', { Ref: 'AWS::Region' }, 'api'] }, 'api.eu'],
    ['a property named Condition', { Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  ])('%s', (_, expression, expected) => {
    expect(evaluator.value(expression)).toEqual(expected);
  });

  test('AWS::NoValue removes a property or an item', () => {
    expect(evaluator.value({ a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] })).toEqual({ b: [1] });
  });

  test.each([
    ['a resource', { Ref: 'Bucket' }, here, 'Bucket'],
    ['an export of another stack', { 'Fn::ImportValue': 'Other-arn' }, other, 'Version'],
    ['an output of another stack', { 'Fn::GetStackOutput': { StackName: 'Other', Region: 'us-east-1', OutputName: 'Arn' } }, other, 'Version'],
  ])('%s stays a reference', (_, expression, owner, logicalId) => {
    const value = evaluator.value(expression) as Reference;
    expect(value).toBeInstanceOf(Reference);
    expect([value.stack.name, value.logicalId]).toEqual([owner.name, logicalId]);
  });
});
