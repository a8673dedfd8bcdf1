import type { CfnResource } from 'aws-cdk-lib';
import type { AppResources } from './app-resources';
import { isLeftOut, knownReference, listed, referencesIn } from './known-references';
import type { CertificateFacts, RecordFacts } from '../../core/explain/checks/checked-site';

/** The certificate of a distribution; its names, if it is one of the app. */
export function readCertificate(given: unknown, app: AppResources): CertificateFacts {
  if (isLeftOut(given)) return { kind: 'none' };
  const { AcmCertificateArn: arn, IamCertificateId: id, CloudFrontDefaultCertificate: isDefault } = given as
    Record<string, unknown>;
  if ([arn, id].every(isLeftOut)) return { kind: isDefault === true || isDefault === undefined ? 'none' : 'unknown' };
  const path = knownReference(arn)?.path;
  const certificate = path === undefined ? undefined : app.at(path, 'AWS::CertificateManager::Certificate');
  if (certificate === undefined) return { kind: 'unknown' };
  const { DomainName: name, SubjectAlternativeNames: others } = app.properties(certificate);
  const names = [name, ...listed(others)];
  return names.every((one) => typeof one === 'string') ? { kind: 'known', names } : { kind: 'known' };
}

/** The Route 53 records of the app that lead somewhere. */
export function readRecords(app: AppResources): RecordFacts {
  const records = [
    ...app.ofType('AWS::Route53::RecordSet').map((record) => app.properties(record)),
    ...app.ofType('AWS::Route53::RecordSetGroup')
      .flatMap((group) => listed(app.properties(group).RecordSets) as Record<string, any>[]),
  ].filter(({ Type: type }) => typeof type !== 'string' || ['A', 'AAAA', 'CNAME', 'HTTPS'].includes(type));
  const named = records.filter(({ Name: name }) => typeof name === 'string');
  return {
    all: named.map((record) => ({ name: record.Name, ...target(record, app) })),
    hasUnknown: named.length < records.length,
  };
}

/** The distribution of the app that a record points to. */
function target(record: Record<string, any>, app: AppResources): { pointsTo?: string } {
  const pointsTo = referencesIn([record.AliasTarget, record.ResourceRecords])
    .map((path) => app.at(path, 'AWS::CloudFront::Distribution')).find((one) => one !== undefined);
  return pointsTo === undefined ? {} : { pointsTo: namePath(pointsTo) };
}

/** The path of the construct that a resource is the main part of, as users know it. */
export function namePath(resource: CfnResource): string {
  const { scope } = resource.node;
  return (scope?.node.defaultChild === resource ? scope : resource).node.path;
}
