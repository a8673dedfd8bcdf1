import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explained, json } from './support';
import { readCheckedSites } from '../../../src/cli/explain/template/read-sites';
import { UsageError } from '../../../src/cli/frame/usage-error';
import { customOrigin, siteAssembly, type SiteOptions } from '../../preview/support/site';

const certificate = { AcmCertificateArn: { Ref: 'Certificate' }, SslSupportMethod: 'sni-only' };
const page = (code: number, response: number) => (
  { ErrorCode: code, ResponsePagePath: `/${response}.html`, ResponseCode: response });

/** A site with each of the mistakes. */
const faulty: SiteOptions = {
  origins: [customOrigin('api.example.com')],
  behaviors: [
    { PathPattern: '/api/*', TargetOriginId: 'api.example.com', ViewerProtocolPolicy: 'https-only' },
    { PathPattern: '/docs/*', TargetOriginId: 'web', ViewerProtocolPolicy: 'https-only' },
  ],
  behavior: { TrustedKeyGroups: [{ Ref: 'Keys' }] },
  config: {
    Aliases: ['www.example.com', 'example.com', 'shop.example.com'],
    ViewerCertificate: certificate,
    WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] },
    Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['CH'] } },
    CustomErrorResponses: [page(404, 404), page(500, 200)],
  },
  fill: (stack) => {
    stack.resource('Keys', 'AWS::CloudFront::KeyGroup', {});
    stack.resource('Acl', 'AWS::WAFv2::WebACL', { DefaultAction: { Allow: {} }, Rules: [] });
    stack.resource('Certificate', 'AWS::CertificateManager::Certificate', {
      DomainName: 'example.com', SubjectAlternativeNames: ['www.example.com'],
    });
    stack.resource('Www', 'AWS::Route53::RecordSet', { Name: 'www.example.com.', Type: 'A' });
    stack.resource('Zone', 'AWS::Route53::RecordSetGroup', { RecordSets: [{ Name: 'shop.example.com', Type: 'AAAA' }] });
  },
};

const FOUND = [
  'error EDGE_CHECK_CERTIFICATE Aliases[2]',
  'warning EDGE_CHECK_DNS Aliases[1]',
  'warning EDGE_CHECK_ERROR_HIDDEN CustomErrorResponses[0]',
  'warning EDGE_CHECK_ERROR_HIDDEN CustomErrorResponses[1]',
  'warning EDGE_CHECK_GEO_PAGE Restrictions.GeoRestriction',
  'warning EDGE_CHECK_HTTPS_ONLY CacheBehaviors[1].ViewerProtocolPolicy',
  'warning EDGE_CHECK_KEYS_PUBLIC DefaultCacheBehavior.TrustedKeyGroups',
  'warning EDGE_CHECK_S3_LIST CacheBehaviors[1].TargetOriginId',
  'warning EDGE_CHECK_S3_LIST DefaultCacheBehavior.TargetOriginId',
];

test('a folder has what DistributionChecks finds, each with its property, cure and code', async () => {
  const { code, list } = await json(siteAssembly(faulty));
  const findings = list.filter((one) => one.code !== undefined);
  expect(code).toBe(1);
  expect(findings.map((one) => `${one.severity} ${one.code} ${one.property}`)).toEqual(FOUND);
  for (const one of findings) {
    expect(one).toMatchObject({
      distribution: 'Web/Site',
      confidence: 'certain',
      count: 1,
      isWarning: true,
      message: expect.stringMatching(/\w/),
      cure: expect.stringMatching(/.{20}/),
      link: expect.stringMatching(/^https:.*errors\.md#/),
      source: expect.not.stringMatching('cannot-tell'),
    });
  }
});

test('an alias of an app without any DNS is a note, and the exit code is 0', async () => {
  const { code, list } = await json(siteAssembly({
    config: { Aliases: ['www.example.com'], ViewerCertificate: { AcmCertificateArn: 'arn:aws:acm:us-east-1:1:certificate/x' } },
  }));
  const found = list.filter((one) => one.code !== undefined);
  expect(found.map((one) => `${one.severity} ${one.code} ${one.property}`)).toEqual(['note EDGE_CHECK_DNS Aliases[0]']);
  expect([code, found[0].message]).toEqual([0, 'is "www.example.com", for which no Route 53 record is in this app, nor any other']);
});

test('the findings are in the text, below the sources, and on the page', async () => {
  const out = siteAssembly(faulty);
  expect((await explained(out)).out.replace(/\s+/g, ' ')).toContain('Checks of Web/Site: error: EDGE_CHECK_CERTIFICATE '
    + 'Property: DistributionConfig.Aliases[2] What: it is "shop.example.com", which the certificate does not have: '
    + '"example.com", "www.example.com" Cure: add "shop.example.com" to "subjectAlternativeNames" of the certificate');
  expect((await explained(out, '--html')).out).toMatch(/<caption>Checks<\/caption>[^]*EDGE_CHECK_GEO_PAGE[^]*<\/html>\n$/);
});

test('a healthy site has no findings, in no form, and exits with 0', async () => {
  const healthy = siteAssembly({
    mayList: true,
    config: {
      Aliases: ['www.example.com'],
      ViewerCertificate: certificate,
      CustomErrorResponses: [page(404, 404)],
    },
    fill: faulty.fill,
  });
  for (const options of [[], ['--json'], ['--html']]) {
    const { code, out } = await explained(healthy, ...options);
    expect([code, out]).toEqual([0, expect.not.stringMatching(/EDGE_CHECK|Checks/)]);
  }
});

test('what is only known at deploy time is a note, which does not change the exit code', async () => {
  const { code, list } = await json(siteAssembly({
    config: { Aliases: [{ Ref: 'Name' }], ViewerCertificate: { AcmCertificateArn: { Ref: 'Arn' } } },
    fill: (stack) => {
      stack.parameters.Name = { Type: 'String', Default: 'www.example.com' };
      stack.parameters.Arn = { Type: 'String', Default: '' };
    },
  }));
  expect([code, list.filter((one) => one.code !== undefined)]).toEqual([0, [expect.objectContaining({
    code: 'EDGE_CHECK_UNKNOWN', property: 'Aliases[0]', severity: 'note', confidence: 'cannot-tell', isWarning: false,
  })]]);
});

describe('a record, a policy or a certificate', () => {
  const found = (options: SiteOptions) => readCheckedSites(siteAssembly(options))
    .flatMap(({ findings }) => findings.map(({ severity, code, path }) => `${severity} ${code} ${path}`));

  test('whose condition does not hold with the defaults of parameters counts, as at synth', () => {
    expect(found({
      config: { Aliases: ['www.example.com'], ViewerCertificate: { AcmCertificateArn: 'arn:aws:acm:us-east-1:1:certificate/x' } },
      fill: (stack) => {
        stack.parameters.Dns = { Type: 'String', Default: 'no' };
        stack.conditions.WithDns = { 'Fn::Equals': [{ Ref: 'Dns' }, 'yes'] };
        stack.resource('Www', 'AWS::Route53::RecordSet', { Name: 'www.example.com', Type: 'A' });
        Object.assign(stack.resources.Www, { Condition: 'WithDns' });
      },
    })).toEqual([]);
  });
});

/** The paths of all values in an object. */
function* pathsIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    yield [...path, key];
    yield* pathsIn(one, [...path, key]);
  }
}

/** The paths of all properties of a template that are not within intrinsic functions. */
function propertiesIn(text: string): (readonly string[])[] {
  return [...pathsIn(JSON.parse(text).Resources)].filter(([, property, ...rest]) => (
    property === 'Properties' && rest.length > 0 && !rest.some((key) => key.startsWith('Fn::') || key === 'Ref')));
}

test('a template with a value of another kind at any place is read, or refused', () => {
  const out = siteAssembly(faulty);
  const file = join(out, 'Web.template.json');
  const original = readFileSync(file, 'utf8');
  for (const path of propertiesIn(original)) {
    for (const value of [null, [], [null], {}, { 'Fn::KnownReference': 'x' }, { 'Fn::GetAtt': [1] }, 5, 'x']) {
      const template = JSON.parse(original);
      path.slice(0, -1).reduce((at, key) => at[key], template.Resources)[path.at(-1)!] = value;
      writeFileSync(file, JSON.stringify(template));
      try {
        readCheckedSites(out);
      } catch (error) {
        expect([path, value, error]).toEqual([path, value, expect.any(UsageError)]);
      }
    }
  }
});

test('outputs that lead in a circle, or double without end, end', () => {
  const circle = siteAssembly({
    config: { Aliases: [{ 'Fn::ImportValue': 'a' }] },
    fill: (stack) => {
      stack.output('A', { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'b' }, { 'Fn::ImportValue': 'b' }]] }, 'a');
      stack.output('B', { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'a' }, 'x']] }, 'b');
    },
  });
  expect(() => readCheckedSites(circle)).toThrow(UsageError);
});

test('whatever a condition decides, no finding is wrong for one of its outcomes', () => {
  const out = siteAssembly(faulty);
  const file = join(out, 'Web.template.json');
  const original = readFileSync(file, 'utf8');
  const warnings = (edit: (parent: any, key: string) => void, path: readonly string[]): string[] => {
    const template = JSON.parse(original);
    const parent = path.slice(0, -1).reduce((at, key) => at[key], template.Resources);
    edit(parent, path.at(-1)!);
    writeFileSync(file, JSON.stringify(template));
    // The places of elements differ if one is not there.
    return readCheckedSites(out).flatMap(({ findings }) => findings).filter(({ severity }) => severity !== 'note')
      .map(({ code, message }) => `${code} ${message.split(', and so ')[0]}`);
  };
  const paths = propertiesIn(original);
  const all = warnings(() => undefined, ['Site']);
  const wrong = paths.flatMap((path) => {
    const conditional = warnings((parent, key) => { parent[key] = { 'Fn::If': ['C', parent[key], { Ref: 'AWS::NoValue' }] }; }, path);
    const without = warnings((parent, key) => { parent[key] = { Ref: 'AWS::NoValue' }; }, path);
    return conditional.filter((one) => !without.includes(one) || !all.includes(one)).map((one) => `${path.join('.')}: ${one}`);
  });
  expect(paths.length).toBeGreaterThan(60);
  expect(wrong).toEqual([]);
});
