import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aspects, CfnParameter, Duration, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel, AllowedMethods, CfnDistribution, Distribution, GeoRestriction, KeyGroup, OriginAccessIdentity, PublicKey,
  ViewerProtocolPolicy,
  type DistributionProps, type ErrorResponse,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin, S3StaticWebsiteOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ARecord, CfnHostedZone, CfnRecordSetGroup, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { DistributionChecks, EdgeErrorMasker, ErrorAction, ErrorStatuses } from '../../src';
import { readCheckedSites } from '../../src/cli/explain/template/read-sites';

const env = { region: 'us-east-1', account: '123456789012' };
const KEY = '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----';
const api = { '/api/*': { origin: new HttpOrigin('api.example.com'), allowedMethods: AllowedMethods.ALLOW_ALL } };
const listing = { originAccessLevels: [AccessLevel.READ, AccessLevel.LIST] };
const page = (status: number, shown = status): ErrorResponse => (
  { httpStatus: status, responseHttpStatus: shown, responsePagePath: `/${shown}.html` });

interface Site {
  readonly app: App;
  readonly stack: Stack;
  readonly bucket: Bucket;
}
type Props = Omit<Partial<DistributionProps>, 'defaultBehavior'> & Partial<DistributionProps['defaultBehavior']>;

function site(): Site {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Web', { env });
  return { app, stack, bucket: new Bucket(stack, 'Bucket') };
}

function distribution({ stack, bucket }: Site, props: Props = {}, id = 'Site'): Distribution {
  const {
    origin = S3BucketOrigin.withOriginAccessControl(bucket), trustedKeyGroups, viewerProtocolPolicy, allowedMethods,
    ...rest
  } = props;
  return new Distribution(stack, id, {
    defaultBehavior: { origin, trustedKeyGroups, viewerProtocolPolicy, allowedMethods }, ...rest,
  });
}

/** The findings of all ways, which have to be the same: `warning EDGE_CHECK_DNS Web/Site Aliases[0]`. */
function findings({ app }: Pick<Site, 'app'>): string[] {
  DistributionChecks.annotate(app);
  const assembly = app.synth();
  const { violations, success } = new DistributionChecks().validate({
    appConstruct: app, templatePaths: assembly.stacksRecursively.map(({ templateFullPath }) => templateFullPath),
  });
  expect(success).toBe(violations.every(({ severity }) => severity !== 'error'));
  const annotated = app.node.findAll().flatMap(({ node }) => node.metadata
    .filter(({ type }) => type.startsWith('aws:cdk:')).flatMap(({ data }) => String(data).match(/EDGE_CHECK_\w+/g) ?? []));
  expect(new Set(annotated)).toEqual(new Set(violations.map(({ ruleName }) => ruleName)));
  // What the command line reads of the templates.
  const explained = readCheckedSites(assembly.directory).flatMap(({ findings: all }) => all);
  expect(sorted(explained.map(({ code, path, message, cure }) => [code, `${path} ${message}`, cure]))).toEqual(
    sorted(violations.map(({ ruleName, description, fix }) => [ruleName, description, fix])));
  return violations.map(({ severity, ruleName, violatingResources: [{ locations: [location] }] }) => (
    `${severity} ${ruleName} ${location.replace('Properties/DistributionConfig/', '')}`));
}

function sorted(rows: unknown[][]): string[] {
  return rows.map((row) => row.join(': ')).sort();
}

/** The findings about a distribution on a bucket of the app. */
function of(
  props: Props | ((site: Site) => Props) = {}, more: (site: Site, made: Distribution) => void = () => {},
): string[] {
  const built = site();
  const made = distribution(built, typeof props === 'function' ? props(built) : props);
  more(built, made);
  return findings(built);
}

test('a distribution without any of the mistakes has no findings', () => {
  expect(of()).toEqual([]);
});

describe('an alias', () => {
  const names = ['www.example.com', 'example.com'];
  const certificate = ({ stack }: Site, domainName = 'example.com', others: string[] = ['*.example.com']) => (
    new Certificate(stack, 'Certificate', { domainName, subjectAlternativeNames: others }));
  const zone = ({ stack }: Site) => new HostedZone(stack, 'Zone', { zoneName: 'example.com' });
  const records = (built: Site, made: Distribution, recordNames: (string | undefined)[] = ['www', undefined]) => {
    const inZone = zone(built);
    recordNames.forEach((recordName, i) => new ARecord(built.stack, `Record${i}`, {
      zone: inZone, recordName, target: RecordTarget.fromAlias(new CloudFrontTarget(made)),
    }));
  };

  test('without a certificate is an error, because CloudFront refuses it', () => {
    expect(of({}, (built, made) => {
      (made.node.defaultChild as CfnDistribution).addPropertyOverride('DistributionConfig.Aliases', names);
      records(built, made);
    })).toEqual(['error EDGE_CHECK_CERTIFICATE ViewerCertificate']);
  });

  test('that the certificate does not have is an error', () => {
    expect(of((built) => ({ domainNames: names, certificate: certificate(built, 'example.com', ['shop.example.com']) }), records))
      .toEqual(['error EDGE_CHECK_CERTIFICATE Aliases/0']);
  });

  test('two labels below the name of a wildcard certificate is not covered', () => {
    expect(of((built) => ({ domainNames: ['a.b.example.com'], certificate: certificate(built) }),
      (built, made) => records(built, made, ['a.b']))).toEqual(['error EDGE_CHECK_CERTIFICATE Aliases/0']);
  });

  test('with a certificate and a record is in order, in whatever stack and form they are', () => {
    const both = (built: Site) => ({ domainNames: names, certificate: certificate(built) });
    expect(of(both, records)).toEqual([]);
    expect(of(both, ({ app }, made) => {
      const dns = new Stack(app, 'Dns', { env });
      new CfnRecordSetGroup(dns, 'Group', {
        hostedZoneId: 'Z1',
        recordSets: [
          { name: 'EXAMPLE.com.', type: 'A', aliasTarget: { dnsName: made.domainName, hostedZoneId: 'Z2FDTNDATAQYW2' } },
          { name: '*.example.com', type: 'CNAME', ttl: '60', resourceRecords: [made.domainName] },
        ],
      });
    })).toEqual([]);
    const imported = (built: Site) => ({
      domainNames: names, certificate: Certificate.fromCertificateArn(built.stack, 'C', 'arn:aws:acm:us-east-1:1:certificate/x'),
    });
    expect(of(imported, records)).toEqual([]);
  });

  test('with a certificate of another Region is compared with its names', () => {
    const app = new App({ analyticsReporting: false });
    const there = new Stack(app, 'Certificates', { env, crossRegionReferences: true });
    const stack = new Stack(app, 'Web', { env: { ...env, region: 'eu-central-1' }, crossRegionReferences: true });
    const built = { app, stack, bucket: new Bucket(stack, 'Bucket') };
    const made = distribution(built, { domainNames: names, certificate: certificate({ ...built, stack: there }, 'example.com', []) });
    records(built, made);
    expect(findings(built)).toEqual(['error EDGE_CHECK_CERTIFICATE Aliases/0']);
  });

  test('without a DNS record is a warning in an app with others, also beside one that has one', () => {
    const both = (built: Site) => ({ domainNames: names, certificate: certificate(built) });
    const warnings = ['warning EDGE_CHECK_DNS Aliases/0', 'warning EDGE_CHECK_DNS Aliases/1'];
    expect(of(both, (built, made) => records(built, made, ['other']))).toEqual(warnings);
    expect(of(both, ({ stack }) => {
      new CfnHostedZone(stack, 'Zone', { name: 'example.org' });
    })).toEqual(warnings);
    expect(of(both, (built, made) => records(built, made, ['www']))).toEqual(['warning EDGE_CHECK_DNS Aliases/1']);
  });

  test('without a DNS record is a note in an app without any, whose DNS is elsewhere', () => {
    expect(of((built) => ({ domainNames: names, certificate: certificate(built) })))
      .toEqual(['info EDGE_CHECK_DNS Aliases/0', 'info EDGE_CHECK_DNS Aliases/1']);
  });

  test('whose record points to another distribution is a warning that names it', () => {
    const built = site();
    distribution(built, { domainNames: ['www.example.com'], certificate: certificate(built) });
    records(built, distribution(built, {}, 'Other'), ['www']);
    expect(findings(built)).toEqual(['warning EDGE_CHECK_DNS Aliases/0']);
  });

  test('a TXT record of the name does not count', () => {
    expect(of((built) => ({ domainNames: ['www.example.com'], certificate: certificate(built) }), ({ stack }) => {
      new CfnRecordSetGroup(stack, 'Group', { hostedZoneId: 'Z1', recordSets: [{ name: 'www.example.com', type: 'TXT' }] });
    })).toEqual(['warning EDGE_CHECK_DNS Aliases/0']);
  });

  test('that is only known at deploy time is skipped, and said so', () => {
    expect(of((built) => ({
      domainNames: [new CfnParameter(built.stack, 'Name').valueAsString], certificate: certificate(built),
    }))).toEqual(['info EDGE_CHECK_UNKNOWN Aliases/0']);
  });

  test('a record whose name is only known at deploy time may be that of the alias', () => {
    expect(of((built) => ({ domainNames: ['www.example.com'], certificate: certificate(built) }), (built, made) => {
      const name = new CfnParameter(built.stack, 'Name').valueAsString;
      new CfnRecordSetGroup(built.stack, 'Group', {
        hostedZoneId: 'Z1',
        recordSets: [
          { name, type: 'A', aliasTarget: { dnsName: made.domainName, hostedZoneId: 'Z2FDTNDATAQYW2' } },
        ],
      });
    })).toEqual(['info EDGE_CHECK_DNS Aliases/0']);
  });
});

describe('a page for 404 on a bucket', () => {
  test('that CloudFront may not list never shows, because S3 answers 403', () => {
    expect(of({ errorResponses: [page(404)] })).toEqual(['warning EDGE_CHECK_S3_LIST DefaultCacheBehavior/TargetOriginId']);
  });

  test('that CloudFront may list is in order', () => {
    expect(of(({ bucket }) => ({
      errorResponses: [page(404)], defaultRootObject: 'index.html', origin: S3BucketOrigin.withOriginAccessControl(bucket, listing),
    }))).toEqual([]);
  });

  test('is in order if a 403 gets the same page, and not if it gets another one', () => {
    expect(of({ errorResponses: [page(404), page(403, 404)] })).toEqual([]);
    expect(of({ errorResponses: [page(404), page(403)] })).toHaveLength(1);
  });

  test('of EdgeErrorMasker is found as well, on its behaviors', () => {
    const mask = (statuses: ErrorStatuses) => ({ stack }: Site, made: Distribution) => {
      new EdgeErrorMasker(stack, 'Errors', {
        distribution: made, rules: [{ statuses, action: ErrorAction.redirectTo('https://www.example.com/404') }],
      });
    };
    expect(of({}, mask(ErrorStatuses.codes(404)))).toEqual(['warning EDGE_CHECK_S3_LIST DefaultCacheBehavior/TargetOriginId']);
    expect(of({}, mask(ErrorStatuses.clientErrors()))).toEqual([]);
    expect(of({ origin: new HttpOrigin('www.example.com') }, mask(ErrorStatuses.codes(404)))).toEqual([]);
  });

  test('that is imported cannot be checked, which is a note', () => {
    expect(of(({ stack }) => ({
      errorResponses: [page(404)], origin: S3BucketOrigin.withOriginAccessControl(Bucket.fromBucketName(stack, 'There', 'there')),
    }))).toEqual(['info EDGE_CHECK_S3_LIST DefaultCacheBehavior/TargetOriginId']);
  });

  test('of another stack is read there, and a bucket of the app that is imported by its name as well', () => {
    const one = 'warning EDGE_CHECK_S3_LIST DefaultCacheBehavior/TargetOriginId';
    expect(inAnotherStack(true)).toEqual([]);
    expect(inAnotherStack(false)).toEqual([one, one]);
  });

  /** All actions on the objects do not list the bucket. */
  function inAnotherStack(lists: boolean): string[] {
    const built = site();
    const data = new Stack(built.app, 'Data', { env });
    const bucket = new Bucket(data, 'Named', { bucketName: 'named' });
    const found = Bucket.fromBucketName(built.stack, 'Found', 'named');
    distribution(built, { errorResponses: [page(404)], origin: S3BucketOrigin.withBucketDefaults(found) }, 'ByName');
    distribution(built, { errorResponses: [page(404)], origin: S3BucketOrigin.withBucketDefaults(bucket) });
    bucket.addToResourcePolicy(new PolicyStatement({
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:*'],
      resources: [lists ? bucket.bucketArn : bucket.arnForObjects('*')],
    }));
    return findings(built);
  }

  test('that only another distribution may list is found', () => {
    const built = site();
    const { bucket } = built;
    const origin = S3BucketOrigin.withOriginAccessControl(bucket, listing);
    distribution(built, { errorResponses: [page(404)], defaultRootObject: 'index.html', origin }, 'Listing');
    distribution(built, { errorResponses: [page(404)] });
    expect(findings(built)).toEqual(['warning EDGE_CHECK_S3_LIST DefaultCacheBehavior/TargetOriginId']);
  });

  test('of an origin access identity is read from the same policy', () => {
    const withIdentity = (actions: string[]) => ({ bucket }: Site) => {
      const identity = new OriginAccessIdentity(bucket, 'Identity');
      bucket.addToResourcePolicy(new PolicyStatement({
        principals: [identity.grantPrincipal], actions, resources: [bucket.bucketArn],
      }));
      return {
        errorResponses: [page(404)],
        origin: S3BucketOrigin.withOriginAccessIdentity(bucket, { originAccessIdentity: identity }),
      };
    };
    expect(of(withIdentity(['s3:GetBucketLocation']))).toHaveLength(1);
    expect(of(withIdentity(['s3:List*']))).toEqual([]);
  });

  test('of a website endpoint has its own pages', () => {
    const website = ({ bucket }: Site) => ({ errorResponses: [page(404)], origin: new S3StaticWebsiteOrigin(bucket) });
    expect(of(website)).toEqual([]);
  });
});

describe('a custom error response', () => {
  const spa = { ...page(403, 200), responsePagePath: '/index.html' };

  test('that turns the 403 of a web ACL, a country or a signature into another status hides it', () => {
    expect(of({ errorResponses: [spa], webAclId: 'arn:aws:wafv2:us-east-1:1:global/webacl/x/y' }))
      .toEqual(['warning EDGE_CHECK_ERROR_HIDDEN CustomErrorResponses/0']);
    expect(of({ errorResponses: [spa], geoRestriction: GeoRestriction.denylist('XX') }))
      .toEqual(['warning EDGE_CHECK_ERROR_HIDDEN CustomErrorResponses/0']);
  });

  test('that shows a page with the same status hides it from programs alone', () => {
    expect(of({ errorResponses: [page(403)], webAclId: 'arn:aws:wafv2:us-east-1:1:global/webacl/x/y' })).toEqual([]);
    expect(of({ errorResponses: [page(403)], additionalBehaviors: api }))
      .toEqual(['warning EDGE_CHECK_ERROR_HIDDEN CustomErrorResponses/0']);
  });

  test('that replaces errors of an API is found for each status, beside whatever origin', () => {
    expect(of({ errorResponses: [page(500), page(404), page(403, 404)], additionalBehaviors: api }))
      .toEqual([0, 1, 2].map((i) => `warning EDGE_CHECK_ERROR_HIDDEN CustomErrorResponses/${i}`));
    expect(of({ origin: new HttpOrigin('www.example.com'), errorResponses: [page(500)], additionalBehaviors: api })).toHaveLength(1);
  });

  test('without a page, or without anything to hide, is in order', () => {
    expect(of({ errorResponses: [spa] })).toEqual([]);
    const withoutPage = { httpStatus: 500, ttl: Duration.seconds(1) };
    expect(of({ errorResponses: [withoutPage], additionalBehaviors: api })).toEqual([]);
    expect(of({ origin: new HttpOrigin('www.example.com'), errorResponses: [page(500)] })).toEqual([]);
  });
});

describe('https-only', () => {
  const { HTTPS_ONLY, REDIRECT_TO_HTTPS } = ViewerProtocolPolicy;

  test('is a warning for a site, on each behavior of it', () => {
    expect(of(({ bucket }) => ({
      viewerProtocolPolicy: HTTPS_ONLY,
      additionalBehaviors: { '/docs/*': { origin: S3BucketOrigin.withOriginAccessControl(bucket), viewerProtocolPolicy: HTTPS_ONLY } },
    }))).toEqual([
      'warning EDGE_CHECK_HTTPS_ONLY CacheBehaviors/0/ViewerProtocolPolicy',
      'warning EDGE_CHECK_HTTPS_ONLY DefaultCacheBehavior/ViewerProtocolPolicy',
    ]);
  });

  test('is right for an API, and a redirect for a site', () => {
    expect(of({
      viewerProtocolPolicy: REDIRECT_TO_HTTPS,
      additionalBehaviors: { '/api/*': { ...api['/api/*'], viewerProtocolPolicy: HTTPS_ONLY } },
    })).toEqual([]);
    const whole = { origin: new HttpOrigin('api.example.com'), allowedMethods: AllowedMethods.ALLOW_ALL };
    expect(of({ ...whole, viewerProtocolPolicy: HTTPS_ONLY })).toEqual([]);
  });
});

describe('trusted keys', () => {
  const keys = ({ stack }: Site) => [new KeyGroup(stack, 'Keys', { items: [new PublicKey(stack, 'Key', { encodedKey: KEY })] })];

  test('on the home page of a site are a warning', () => {
    expect(of((built) => ({ trustedKeyGroups: keys(built), defaultRootObject: 'index.html' })))
      .toEqual(['warning EDGE_CHECK_KEYS_PUBLIC DefaultCacheBehavior/TrustedKeyGroups']);
  });

  test('on the page of an error are a warning, and not if that has a behavior of its own', () => {
    expect(of((built) => ({ trustedKeyGroups: keys(built), errorResponses: [page(403)] })))
      .toEqual(['warning EDGE_CHECK_KEYS_PUBLIC DefaultCacheBehavior/TrustedKeyGroups']);
    expect(of((built) => ({
      trustedKeyGroups: keys(built),
      errorResponses: [page(403)],
      additionalBehaviors: { '/403.html': { origin: S3BucketOrigin.withOriginAccessControl(built.bucket) } },
    }))).toEqual([]);
  });

  test('on private paths, and on a host without pages, are in order', () => {
    expect(of((built) => ({
      defaultRootObject: 'index.html',
      additionalBehaviors: {
        '/private/*': { origin: S3BucketOrigin.withOriginAccessControl(built.bucket), trustedKeyGroups: keys(built) },
      },
    }))).toEqual([]);
    expect(of((built) => ({ trustedKeyGroups: keys(built) }))).toEqual([]);
  });
});

test('a geographic restriction without a page is a warning, and with one for 403 in order', () => {
  const geoRestriction = GeoRestriction.allowlist('CH');
  expect(of({ geoRestriction })).toEqual(['warning EDGE_CHECK_GEO_PAGE Restrictions/GeoRestriction']);
  expect(of({ geoRestriction, errorResponses: [page(404)] })[0]).toBe('warning EDGE_CHECK_GEO_PAGE Restrictions/GeoRestriction');
  expect(of({ geoRestriction, errorResponses: [page(403)] })).toEqual([]);
});

describe('in an app', () => {
  const geoRestriction = GeoRestriction.allowlist('CH');

  test('distributions of stages and nested stacks are checked, each by its own path', () => {
    const app = new App({ analyticsReporting: false });
    const stage = new Stage(app, 'Prod', { env });
    const stack = new Stack(stage, 'Web');
    for (const [scope, id] of [[stack, 'One'], [new NestedStack(stack, 'Nested'), 'Two']] as const) {
      new Distribution(scope, id, { geoRestriction, defaultBehavior: { origin: new HttpOrigin('www.example.com') } });
    }
    DistributionChecks.annotate(stage);
    const assembly = app.synth();
    const templatePaths = assembly.stacksRecursively.map(({ templateFullPath }) => templateFullPath);
    const { violations } = new DistributionChecks().validate({ appConstruct: app, templatePaths });
    const resources = violations.map(({ violatingResources: [one] }) => one.resourceLogicalId ?? one.constructPath);
    expect(resources).toEqual(['Prod/Web/Nested/Two/Resource', 'One8A44B909']);
    const elsewhere = new DistributionChecks().validate({ appConstruct: app, templatePaths: [] });
    expect(elsewhere).toEqual({ success: true, violations: [] });
    expect(annotatedPaths(app)).toEqual(['Prod/Web/Nested/Two/Resource', 'Prod/Web/One/Resource']);
    const explained = readCheckedSites(assembly.directory);
    expect(explained.map(({ site: { name }, findings: all }) => [name, all.map(({ code }) => code)]))
      .toEqual([['Prod/Web/One', ['EDGE_CHECK_GEO_PAGE']], ['Prod/Web/Nested/Two', ['EDGE_CHECK_GEO_PAGE']]]);
  });

  test('a change of an aspect is seen', () => {
    expect(of({ geoRestriction }, ({ stack }) => {
      Aspects.of(stack).add({
        visit: (node) => {
          if (CfnDistribution.isCfnDistribution(node)) node.addPropertyDeletionOverride('DistributionConfig.Restrictions');
        },
      });
    })).toEqual([]);
  });

  test('a list that is only known at deploy time is skipped, and said so', () => {
    const { app, stack } = site();
    new CfnDistribution(stack, 'Site', {
      distributionConfig: {
        defaultCacheBehavior: { targetOriginId: 'a', viewerProtocolPolicy: 'https-only' },
        enabled: true,
        aliases: { 'Fn::If': ['A', ['a'], ['b']] } as never,
      },
    });
    expect(findings({ app })).toEqual([
      'warning EDGE_CHECK_HTTPS_ONLY DefaultCacheBehavior/ViewerProtocolPolicy', 'info EDGE_CHECK_UNKNOWN Aliases',
    ]);
  });

  test('as a plugin, an error stops the synthesis and an acknowledged warning is gone', () => {
    const built = site();
    const made = distribution(built, { geoRestriction });
    Validations.of(built.app).addPlugins(new DistributionChecks());
    Validations.of(made).acknowledge({ id: 'cdk-cloudfront-edge::EDGE_CHECK_GEO_PAGE', reason: 'on purpose' });
    const printed: string[] = [];
    const log = jest.spyOn(console, 'error').mockImplementation((line) => void printed.push(String(line)));
    built.app.synth();
    log.mockRestore();
    expect(printed.join('\n')).not.toContain('EDGE_CHECK_GEO_PAGE');
    expect(readCheckedSites(built.app.synth().directory).map(({ findings: all }) => all)).toEqual([[]]);
  });

  test('as a plugin, what is acknowledged at the app is not repeated by the command line, and the rest is', () => {
    const built = site();
    const certificate = Certificate.fromCertificateArn(built.stack, 'C', 'arn:aws:acm:us-east-1:1:certificate/x');
    distribution(built, { geoRestriction, domainNames: ['www.example.com'], certificate });
    Validations.of(built.app).addPlugins(new DistributionChecks());
    Validations.of(built.app).acknowledge({ id: 'cdk-cloudfront-edge::EDGE_CHECK_GEO_PAGE', reason: 'on purpose' });
    const log = jest.spyOn(console, 'error').mockImplementation();
    const { directory } = built.app.synth();
    log.mockRestore();
    const found = () => readCheckedSites(directory).flatMap(({ findings: all }) => all.map(({ code }) => code));
    expect(found()).toEqual(['EDGE_CHECK_DNS']);
    for (const damaged of ['', '[]', '{"pluginReports": [1, {"pluginName": "cdk-cloudfront-edge", "suppressedViolations": {}}]}']) {
      writeFileSync(join(directory, 'validation-report.json'), damaged);
      expect(found()).toEqual(['EDGE_CHECK_DNS', 'EDGE_CHECK_GEO_PAGE']);
    }
  });

  test('a scope that is not a construct is refused with the cure', () => {
    expect(() => DistributionChecks.annotate(undefined as never)).toThrow('pass the app, a stage or a stack');
  });
});

function annotatedPaths(app: App): string[] {
  return app.node.findAll().filter(({ node }) => node.metadata.some(({ data }) => String(data).includes('EDGE_CHECK')))
    .map(({ node }) => node.path);
}
