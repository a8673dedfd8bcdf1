import type { Reference } from './reference';

/** Whether the text of a reference to a domain looks like the domain that it will be. */
export function isNamed({ resource: { Type }, attribute }: Reference): boolean {
  return Type === 'AWS::S3::Bucket'
    || (Type === 'AWS::CloudFront::Distribution' && attribute === 'DomainName')
    || (Type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && attribute === 'DNSName');
}

/**
 * Placeholders for names that AWS generates during the deployment, for texts that contain them (inline code, domain
 * names). They derive from the logical id alone, so that a text can be traced back to its resource.
 */
export function physicalText(reference: Reference, nameProperty?: string): string {
  const { resource, attribute } = reference;
  if (resource.Type === 'AWS::S3::Bucket') return bucketText(reference, nameProperty ?? bucketName(reference));
  if (attribute === undefined) return reference.logicalId;
  if (resource.Type === 'AWS::CloudFront::Distribution' && attribute === 'DomainName') {
    return distributionDomainName(reference.logicalId);
  }
  if (resource.Type === 'AWS::Lambda::Url' && attribute === 'FunctionUrl') {
    return `https://${reference.logicalId.toLowerCase()}.lambda-url.${reference.stack.region}.on.aws/`;
  }
  if (resource.Type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && attribute === 'DNSName') {
    return `${reference.logicalId.toLowerCase()}.${reference.stack.region}.elb.amazonaws.com`;
  }
  if (attribute.endsWith('Arn') || attribute === 'ARN') {
    return `arn:aws:${service(resource.Type)}:::${reference.logicalId}`;
  }
  return `${reference.logicalId}.${attribute}`;
}

export function bucketName(reference: Reference): string {
  return reference.logicalId.toLowerCase();
}

function bucketText(reference: Reference, name: string): string {
  const region = reference.stack.region;
  switch (reference.attribute) {
    case 'Arn': return `arn:aws:s3:::${name}`;
    case 'DomainName': return `${name}.s3.amazonaws.com`;
    case 'RegionalDomainName': return `${name}.s3.${region}.amazonaws.com`;
    case 'DualStackDomainName': return `${name}.s3.dualstack.${region}.amazonaws.com`;
    case 'WebsiteURL': return `http://${name}.s3-website-${region}.amazonaws.com`;
    default: return name;
  }
}

/** Has the form of CloudFront's names, and is the same in every run. */
export function distributionDomainName(logicalId: string): string {
  return `d${logicalId.toLowerCase().replace(/[^a-z0-9]/g, '').slice(-13)}.cloudfront.net`;
}

function service(resourceType: string): string {
  return (resourceType.split('::')[1] ?? 'aws').toLowerCase();
}
