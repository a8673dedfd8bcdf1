import { withCure, type CheckedSite, type SiteFinding } from './checked-site';
import { error, note, warning } from '../../problem';

/** CloudFront serves an alias only with a certificate for it. */
export function checkCertificate({ aliases, hasUnknownAliases, certificate, places }: CheckedSite): SiteFinding[] {
  const { kind, names } = certificate;
  if (kind === 'none' && (aliases.length > 0 || hasUnknownAliases)) {
    const what = `has no certificate for ${list(aliases) || 'the alternate domain names'}, which CloudFront refuses`;
    return [withCure(
      error('EDGE_CHECK_CERTIFICATE', what), 'ViewerCertificate',
      'set "certificate" of the Distribution to one in us-east-1 that has the names, such as an acm.Certificate with '
        + '"domainName" and "subjectAlternativeNames"')];
  }
  if (names === undefined) return [];
  return aliases.flatMap((alias, i) => names.some((name) => covers(name, alias)) ? [] : withCure(
    error('EDGE_CHECK_CERTIFICATE', `is ${JSON.stringify(alias)}, which the certificate does not have: ${list(names)}`),
    `Aliases[${places.aliases[i]}]`, `add ${JSON.stringify(alias)} to "subjectAlternativeNames" of the certificate`));
}

/** A host without a DNS record does not reach the distribution. */
export function checkRecords({ aliases, records, name: path, places }: CheckedSite): SiteFinding[] {
  return aliases.flatMap((alias, i): SiteFinding[] => {
    const named = records.all.filter(({ name }) => isRecordFor(name, alias));
    const elsewhere = named.find(({ pointsTo }) => pointsTo !== undefined && pointsTo !== path)?.pointsTo;
    if (named.length > 0 && (elsewhere === undefined || named.some(({ pointsTo }) => pointsTo === path))) return [];
    const cure = `create a route53.ARecord and an AaaaRecord for ${JSON.stringify(alias)} with `
      + 'RecordTarget.fromAlias(new targets.CloudFrontTarget(distribution))';
    const what = `is ${JSON.stringify(alias)}, `;
    const none = `${what}for which no Route 53 record is in this app`;
    if (elsewhere !== undefined) {
      return [withCure(
        warning('EDGE_CHECK_DNS', `${what}whose record points to ${elsewhere}, so that viewers do not get here`),
        `Aliases[${places.aliases[i]}]`, cure)];
    }
    const property = `Aliases[${places.aliases[i]}]`;
    if (!records.isHere) {
      const unlessElsewhere = `nothing, if its DNS is elsewhere; otherwise ${cure}`;
      return [withCure(note('EDGE_CHECK_DNS', `${none}, nor any other`), property, unlessElsewhere)];
    }
    return [withCure(records.hasUnknown
      ? note('EDGE_CHECK_DNS', `${none}, unless it is one whose name is only known at deploy time`)
      : warning('EDGE_CHECK_DNS', none), property, `${cure}; if its DNS is elsewhere, acknowledge this`)];
  });
}

/** `*.example.com` stands for one label, in a certificate. */
function covers(name: string, alias: string): boolean {
  const [certified, host] = [name.toLowerCase(), alias.toLowerCase()];
  return certified === host || (certified.startsWith('*.') && host.slice(host.indexOf('.')) === certified.slice(1));
}

/** `*.example.com` stands for any number of labels, in DNS; a wildcard alias is served under any name below it. */
function isRecordFor(record: string, alias: string): boolean {
  const [name, host] = [record, alias].map((text) => text.toLowerCase().replace(/\.$/, '').replace(/^\\052/, '*'));
  if (name === host) return true;
  return name.startsWith('*.') ? host.endsWith(name.slice(1)) : host.startsWith('*.') && name.endsWith(host.slice(1));
}

function list(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
