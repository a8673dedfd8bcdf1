import { resourceAt, type AppResources, type Properties } from './app-resources';
import { isLeftOut, isOpen, knownReference, listed, referencesIn } from './values';
import type { CertificateFacts, RecordFacts } from '../checked-site';

/** The certificate of a distribution; its names, if it is one of the app. */
export function readCertificate(given: unknown, app: AppResources): CertificateFacts {
  if (isLeftOut(given)) return { kind: 'none' };
  if (isOpen(given)) return { kind: 'unknown' };
  const { AcmCertificateArn: arn, IamCertificateId: id, CloudFrontDefaultCertificate: isDefault } = given as Properties;
  if ([arn, id].every(isLeftOut)) return { kind: isOpen(isDefault) ? 'unknown' : 'none' };
  const certificate = resourceAt(app, knownReference(arn)?.path, 'AWS::CertificateManager::Certificate');
  if (certificate === undefined) return { kind: 'unknown' };
  const { DomainName: name, SubjectAlternativeNames: others } = certificate.properties;
  const names = [name, ...listed(others).filter((one) => !isLeftOut(one))];
  return names.every((one) => typeof one === 'string') ? { kind: 'known', names } : { kind: 'known' };
}

const DNS_TYPES = ['AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup', 'AWS::Route53::HostedZone'];

/** The Route 53 records of the app that lead somewhere. */
export function readRecords(app: AppResources): RecordFacts {
  const records = [
    ...app.ofType('AWS::Route53::RecordSet').map(({ properties }) => properties),
    ...app.ofType('AWS::Route53::RecordSetGroup').flatMap(({ properties }) => listed(properties.RecordSets))
      .filter((one): one is Properties => typeof one === 'object' && one !== null && !isLeftOut(one)),
  ].filter(({ Type: type }) => typeof type !== 'string' || ['A', 'AAAA', 'CNAME', 'HTTPS'].includes(type));
  const named = records.filter(({ Name: name }) => typeof name === 'string');
  return {
    all: named.map((record) => ({ name: record.Name, ...target(record, app) })),
    hasUnknown: named.length < records.length,
    isHere: DNS_TYPES.some((type) => app.ofType(type).length > 0),
  };
}

/** The distribution of the app that a record points to; none if only the deployment decides which one. */
function target(record: Properties, app: AppResources): { pointsTo?: string } {
  const names = referencesIn([record.AliasTarget, record.ResourceRecords])
    .flatMap((path) => resourceAt(app, path, 'AWS::CloudFront::Distribution')?.name ?? []);
  const [pointsTo, ...others] = new Set(names);
  return pointsTo === undefined || others.length > 0 ? {} : { pointsTo };
}
