import { dirname } from 'node:path';
import { CfnParameter, Fn, Stack as StackOfApp, type App, type Stack } from 'aws-cdk-lib';
import {
  CfnDistribution,
  CloudFrontWebDistribution,
  Distribution,
  LambdaEdgeEventType,
  OriginSelectionCriteria,
  type IDistributionRef,
  type IOrigin,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, OriginGroup, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { file, lambdas, messages, preview, resourcesOf, said, stackOf } from './support';
import {
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeRedirector,
  EdgeStep,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  ExistingAttachments,
  RedirectEventType,
  RedirectSource,
} from '../../src';
import { originServer } from '../preview/support/origin-server';
import type { LambdaHandler } from '../support/bundles';
import type { Known } from '../support/deployed';
import { edgeEvent, edgeHeaders } from '../support/events';

const PRIMARY = 'main.example.com';
const SECONDARY = 'spare.example.com';
const page = ErrorAction.respond({ page: ErrorPage.fromInline('<h1>Masked</h1>'), statusCode: 404 });

function masked(
  stack: Stack,
  distribution: IDistributionRef,
  statuses = ErrorStatuses.codes(403, 404),
  more: object = {},
) {
  return new EdgeErrorMasker(stack, 'Errors', { distribution, rules: [{ statuses, action: page }], ...more });
}

const group = (
  primaryOrigin: IOrigin,
  fallbackOrigin: IOrigin,
  codes: number[] | undefined = [403],
  more: object = {},
) => new OriginGroup({ primaryOrigin, fallbackOrigin, fallbackStatusCodes: codes, ...more });

const site = (stack: Stack, origin: IOrigin) => new Distribution(stack, 'Site', { defaultBehavior: { origin } });

const custom = (domainName: string, path = '', headers: Record<string, string> = {}) => ({
  custom: { domainName, path, port: 443, protocol: 'https', customHeaders: edgeHeaders(headers) },
});
const s3 = (domainName: string, path = '') => ({
  s3: { domainName, path, region: '', authMethod: 'none', customHeaders: {} },
});

/** The status that a function leaves of an error. */
const through = async (handler: LambdaHandler, origin: object | undefined, status: number, method = 'GET') =>
  Number((await handler(edgeEvent('origin-response', { uri: '/x', origin, status, method }))).status);

const only = (stack: Stack, known?: Known): LambdaHandler => {
  const [one, ...others] = lambdas(stack, known);
  expect(others).toEqual([]);
  return one.handler;
};

describe('a masker before an origin group that fails over on 403', () => {
  const http = (codes?: number[]) => {
    const stack = stackOf();
    masked(
      stack,
      site(stack, group(new HttpOrigin(PRIMARY), new HttpOrigin(SECONDARY), codes)),
      ErrorStatuses.codes(403, 404),
      {
        rules: [
          { statuses: ErrorStatuses.codes(403, 404, 500), action: page, methods: ['GET', 'HEAD', 'POST', 'OPTIONS'] },
        ],
      },
    );
    return only(stack);
  };

  it.each(['GET', 'HEAD', 'OPTIONS'])('leaves it to the group when the primary origin answers a %s', async (method) => {
    const event = edgeEvent('origin-response', {
      origin: custom(PRIMARY),
      status: 403,
      method,
      responseHeaders: { server: 'x' },
    });
    const { response } = event.Records[0].cf;
    expect(await http()(event)).toEqual(response);
  });

  it('masks every error of the secondary origin', async () => {
    const handler = http();
    expect(await through(handler, custom(SECONDARY), 403)).toBe(404);
    expect(await handler(edgeEvent('origin-response', { origin: custom(SECONDARY), status: 403 }))).toMatchObject({
      body: '<h1>Masked</h1>',
    });
  });

  it('masks what the group does not fail over on', async () => {
    const handler = http();
    expect(await through(handler, custom(PRIMARY), 500)).toBe(404);
    expect(await through(handler, custom(PRIMARY), 403, 'POST')).toBe(404);
  });

  it('masks errors of an origin that a function has chosen instead', async () => {
    expect(await through(http(), custom('elsewhere.example.com'), 403)).toBe(404);
  });

  it('knows the default statuses of an OriginGroup', async () => {
    const stack = stackOf();
    masked(
      stack,
      site(
        stack,
        new OriginGroup({ primaryOrigin: new HttpOrigin(PRIMARY), fallbackOrigin: new HttpOrigin(SECONDARY) }),
      ),
      ErrorStatuses.serverErrors(),
    );
    const handler = only(stack);
    expect(await Promise.all([500, 501, 502, 503, 504].map((status) => through(handler, custom(PRIMARY), status))))
      .toEqual([500, 404, 502, 503, 504]);
  });

  it.each<[string, 'before' | 'after']>([
    ['before', 'before'],
    ['after', 'after'],
  ])('gives viewers the same if CloudFront decides %s the function', async (_, decides) => {
    const handler = http();
    // What CloudFront does with the answers of both origins.
    const viewer = async (primary: number, secondary: number) => {
      const run = (origin: object, status: number) => through(handler, origin, status);
      if (decides === 'before') {return primary === 403 ? run(custom(SECONDARY), secondary) : run(custom(PRIMARY), primary);}
      const first = await run(custom(PRIMARY), primary);
      return first === 403 ? run(custom(SECONDARY), secondary) : first;
    };
    expect([await viewer(200, 0), await viewer(403, 200), await viewer(403, 403), await viewer(404, 200)]).toEqual([
      200, 200, 404, 404,
    ]);
  });
});

describe('the primary origin is recognized', () => {
  const regional = (name: string) => `${name}.s3.us-east-1.amazonaws.com`;
  const known: Known = ({ 'Fn::GetAtt': attribute }) =>
    regional(
      String(attribute?.[0] ?? 'unknown')
        .slice(0, 4)
        .toLowerCase(),
    );
  const bucket = (stack: Stack, id: string, bucketName?: string) =>
    S3BucketOrigin.withOriginAccessControl(new Bucket(stack, id, { bucketName }));

  it('of two buckets without names, in us-east-1', async () => {
    const stack = stackOf();
    masked(stack, site(stack, group(bucket(stack, 'Main'), bucket(stack, 'Spare'))));
    const handler = only(stack, known);
    expect([
      await through(handler, s3(regional('main')), 403),
      await through(handler, s3(regional('spar')), 403),
    ]).toEqual([403, 404]);
    expect(said(stack, 'EDGE_FAILOVER_ORIGIN')).toEqual([]);
  });

  it('of two buckets with names, in another Region, whichever of their domain names CloudFront uses', async () => {
    const stack = stackOf({ env: { region: 'eu-west-1' } });
    masked(stack, site(stack, group(bucket(stack, 'Main', 'main'), bucket(stack, 'Spare', 'main.s'))));
    const handler = only(stack);
    expect(await through(handler, s3('main.s3.eu-west-1.amazonaws.com'), 403)).toBe(403);
    expect(await through(handler, s3('main.s3.amazonaws.com'), 403)).toBe(403);
    expect(await through(handler, s3('main.s.s3.eu-west-1.amazonaws.com'), 403)).toBe(404);
    expect(said(stack, 'EDGE_FAILOVER_ORIGIN')).toEqual([]);
  });

  it('of an imported bucket', async () => {
    const stack = stackOf({ env: { region: 'eu-west-1' } });
    const imported = S3BucketOrigin.withBucketDefaults(Bucket.fromBucketName(stack, 'Main', 'their-pages'));
    masked(stack, site(stack, group(imported, new HttpOrigin(SECONDARY))));
    const handler = only(stack);
    expect([
      await through(handler, s3('their-pages.s3.eu-west-1.amazonaws.com'), 403),
      await through(handler, custom(SECONDARY), 403),
    ]).toEqual([403, 404]);
  });

  it.each<[string, (stack: Stack) => [IOrigin, IOrigin], object, object]>([
    ['by its path on the same domain', () => [new HttpOrigin('a.test', { originPath: '/a' }), new HttpOrigin('a.test', { originPath: '/b' })], custom('a.test', '/a'), custom('a.test', '/b')],
    ['by its kind', (stack) => [bucket(stack, 'Main'), new HttpOrigin(SECONDARY)], s3('generated.s3.eu-west-1.amazonaws.com'), custom(SECONDARY)],
    ['by a custom header', () => [new HttpOrigin('a.test', { customHeaders: { 'X-Stage': 'blue' } }), new HttpOrigin('a.test', { customHeaders: { 'X-Stage': 'green' } })], custom('a.test', '', { 'X-Stage': 'blue' }), custom('a.test', '', { 'X-Stage': 'green' })],
    ['by the name of the other one', (stack) => [new HttpOrigin(Fn.select(2, Fn.split('/', new Bucket(stack, 'Main').bucketWebsiteUrl))), new HttpOrigin(SECONDARY)], custom('any.test'), custom(SECONDARY)],
    ['in capitals', () => [new HttpOrigin('WWW.Example.Com'), new HttpOrigin(SECONDARY)], custom('www.example.com'), custom(SECONDARY)],
    ['in capitals in the event', () => [new HttpOrigin('www.example.com'), new HttpOrigin(SECONDARY)], custom('WWW.Example.Com'), custom(SECONDARY)],
  ])('%s', async (_, origins, primary, secondary) => {
    const stack = stackOf({ env: { region: 'eu-west-1' } });
    masked(stack, site(stack, group(...origins(stack))));
    const handler = only(stack);
    expect([await through(handler, primary, 403), await through(handler, secondary, 403)]).toEqual([403, 404]);
    expect(said(stack, 'EDGE_FAILOVER_ORIGIN')).toEqual([]);
  });

  it.each<[string, (stack: Stack) => IOrigin, RegExp]>([
    ['two buckets without names in another Region', (stack) => group(bucket(stack, 'Main'), bucket(stack, 'Spare')), /cannot tell apart.*give the bucket of the primary origin a bucketName/],
    ['one domain in both roles', () => group(new HttpOrigin('a.test'), new HttpOrigin('a.test')), /cannot tell apart.*different origin paths/],
    ['media quality', () => group(new HttpOrigin(PRIMARY), new HttpOrigin(SECONDARY), [403], { selectionCriteria: OriginSelectionCriteria.MEDIA_QUALITY_BASED }), /either order/],
  ])('but not with %s: both pass then, with a warning', async (_, origin, reason) => {
    const stack = stackOf({ env: { region: 'eu-west-1' } });
    masked(stack, site(stack, origin(stack)));
    const handler = only(stack);
    for (const one of [custom(PRIMARY), custom(SECONDARY), s3('any.s3.amazonaws.com'), undefined]) {
      expect([await through(handler, one, 403), await through(handler, one, 404)]).toEqual([403, 404]);
    }
    expect(said(stack, 'EDGE_FAILOVER_ORIGIN')).toEqual([expect.stringMatching(reason)]);
    expect(said(stack, 'EDGE_FAILOVER_ORIGIN')[0]).toContain('cannot act on 403 on behavior "*"');
  });
});

describe('a domain name that is only known at deploy time', () => {
  const buckets = (stack: Stack) => group(...['Main', 'Spare'].map((id) => S3BucketOrigin.withOriginAccessControl(new Bucket(stack, id))) as [IOrigin, IOrigin]);

  it('may be that of a bucket in another stack', () => {
    const stack = stackOf();
    const other = new StackOfApp(stack.node.root as App, 'Other', { env: { region: 'us-east-1' } });
    masked(stack, site(stack, group(new HttpOrigin(new CfnParameter(other, 'Domain').valueAsString), new HttpOrigin(new CfnParameter(other, 'Spare').valueAsString))));
    const code = Object.values(resourcesOf(stack, 'AWS::Lambda::Function')).map(({ Properties }) => JSON.stringify(Properties.Code));
    expect(code).toEqual([expect.stringMatching(/"Fn::Base64":\{"Fn::ImportValue":"Other:ExportsOutputRefDomain/)]);
  });

  it('is not needed if something else tells the origins apart', () => {
    const stack = stackOf();
    const primaryOrigin = S3BucketOrigin.withOriginAccessControl(new Bucket(stack, 'Main'));
    masked(stack, site(stack, group(primaryOrigin, new HttpOrigin(SECONDARY))));
    expect(lambdas(stack)[0].code).not.toContain('edgeValue');
  });

  it('cannot be in a function with files, nor in one that is too large for a template', async () => {
    const [files, large] = [stackOf(), stackOf()];
    const handler = 'exports.handler = async (event) => event.Records[0].cf.response;';
    const theirs = new LambdaFunction(files, 'Theirs', {
      code: Code.fromAsset(dirname(file('index.js', handler))),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
    });
    const edgeLambdas = [{ functionVersion: theirs.currentVersion, eventType: LambdaEdgeEventType.ORIGIN_RESPONSE }];
    const distribution = new Distribution(files, 'Site', { defaultBehavior: { origin: buckets(files), edgeLambdas } });
    masked(files, distribution, undefined, { existing: ExistingAttachments.compose() });
    const action = ErrorAction.respond({ page: ErrorPage.fromInline(`<p>${'x'.repeat(300_000)}</p>`) });
    const rules = [{ statuses: ErrorStatuses.codes(403), action }];
    masked(large, site(large, buckets(large)), undefined, { rules });
    for (const stack of [files, large]) expect(said(stack, 'EDGE_FAILOVER_ORIGIN')).toEqual([expect.stringContaining('cannot tell apart')]);
  });

  it('cannot be a dynamic reference, nor can a path', () => {
    const stack = stackOf();
    const secret = (name: string) => `{{resolve:ssm:${name}}}`;
    masked(stack, site(stack, group(new HttpOrigin(secret('a')), new HttpOrigin(secret('b'), { customHeaders: { 'x-key': secret('c') } }))));
    expect(said(stack, 'EDGE_FAILOVER_ORIGIN')).toHaveLength(1);
  });

  it.each([
    ['MAIN.example.com', 'main.example.com'],
    ['pages.s3.amazonaws.com', 'pages.s3.eu-west-1.amazonaws.com'],
  ])('is not needed to see that %s and %s are one', (one, other) => {
    const stack = stackOf();
    masked(stack, site(stack, group(new HttpOrigin(one), new HttpOrigin(other))));
    expect(said(stack, 'EDGE_FAILOVER_ORIGIN')).toHaveLength(1);
  });
});

describe('an origin group is found', () => {
  const members = { items: [{ originId: 'one' }, { originId: 'two' }], quantity: 2 };
  const origins = [
    { id: 'one', domainName: PRIMARY, customOriginConfig: { originProtocolPolicy: 'https-only' } },
    { id: 'two', domainName: SECONDARY, customOriginConfig: { originProtocolPolicy: 'https-only' } },
  ];
  const groupOf = (id: string, items: number[]) => ({
    id,
    members,
    failoverCriteria: { statusCodes: { items, quantity: items.length } },
  });
  const l1 = (stack: Stack, more: object = {}, targetOriginId = 'both') =>
    new CfnDistribution(stack, 'Site', {
      distributionConfig: {
        enabled: true,
        origins,
        defaultCacheBehavior: {
          targetOriginId,
          viewerProtocolPolicy: 'allow-all',
          cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        },
        originGroups: { items: [groupOf('both', [403])], quantity: 1 },
        ...more,
      },
    });
  const kinds: Record<string, (stack: Stack) => IDistributionRef> = {
    'of a CfnDistribution': (stack) => l1(stack),
    'of a CfnInclude': (stack) => {
      const template = file(
        't.json',
        JSON.stringify({
          Resources: {
            Site: {
              Type: 'AWS::CloudFront::Distribution',
              Properties: {
                DistributionConfig: {
                  Enabled: true,
                  Origins: [PRIMARY, SECONDARY].map((DomainName) => ({
                    Id: DomainName,
                    DomainName,
                    CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
                  })),
                  OriginGroups: {
                    Quantity: 1,
                    Items: [
                      {
                        Id: 'both',
                        FailoverCriteria: { StatusCodes: { Items: [403], Quantity: 1 } },
                        Members: { Quantity: 2, Items: [{ OriginId: PRIMARY }, { OriginId: SECONDARY }] },
                      },
                    ],
                  },
                  DefaultCacheBehavior: {
                    TargetOriginId: 'both',
                    ViewerProtocolPolicy: 'allow-all',
                    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
                  },
                },
              },
            },
          },
        }),
      );
      return new CfnInclude(stack, 'Their', { templateFile: template }).getResource('Site') as CfnDistribution;
    },
    'of a CloudFrontWebDistribution': (stack) => new CloudFrontWebDistribution(stack, 'Site', {
      originConfigs: [{
        customOriginSource: { domainName: PRIMARY },
        failoverCustomOriginSource: { domainName: SECONDARY },
        failoverCriteriaStatusCodes: [403],
        behaviors: [{ isDefaultBehavior: true }],
      }],
    }),
    'in overrides': (stack) => {
      const resource = l1(stack, { originGroups: undefined }, 'one');
      resource.addPropertyOverride('DistributionConfig.OriginGroups', {
        Quantity: 1,
        Items: [
          {
            Id: 'over',
            FailoverCriteria: { StatusCodes: { Items: ['403'], Quantity: 1 } },
            Members: { Quantity: 2, Items: [{ OriginId: 'one' }, { OriginId: 'two' }] },
          },
        ],
      });
      resource.addPropertyOverride('DistributionConfig.DefaultCacheBehavior.TargetOriginId', 'over');
      return resource;
    },
    'as fallbackOrigin of a group that a condition chooses': (stack) => l1(stack, {
      defaultCacheBehavior: {
        targetOriginId: Fn.conditionIf('Spared', 'both', 'one') as unknown as string,
        viewerProtocolPolicy: 'allow-all',
        cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      },
    }),
  };

  it.each(Object.keys(kinds))('%s', async (kind) => {
    const stack = stackOf();
    masked(stack, kinds[kind](stack));
    const handler = only(stack);
    expect([
      await through(handler, custom(PRIMARY), 403),
      await through(handler, custom(PRIMARY), 404),
      await through(handler, custom(SECONDARY), 403),
    ]).toEqual([403, 404, 404]);
  });

  it('on the behaviors that target it only, also where an origin is used alone', async () => {
    const stack = stackOf();
    const [primary, secondary] = [new HttpOrigin(PRIMARY), new HttpOrigin(SECONDARY)];
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: { origin: primary },
      additionalBehaviors: { '/spared/*': { origin: group(primary, secondary) } },
    });
    masked(stack, distribution, undefined, { behaviors: EdgeBehaviors.all() });
    const all = lambdas(stack);
    expect(all).toHaveLength(2);
    const results = await Promise.all(
      all.map(async ({ description, handler }) => [
        /failover/.test(description),
        await through(handler, custom(PRIMARY), 403),
      ]),
    );
    expect(results.sort()).toEqual([[false, 404], [true, 403]]);
  });

  it('and without one the function is as it was', () => {
    const code = (origin: IOrigin) => {
      const stack = stackOf();
      masked(stack, site(stack, origin));
      return lambdas(stack)[0].code;
    };
    expect(code(new HttpOrigin(PRIMARY))).not.toContain('failover');
  });
});

describe('other steps on origin-response', () => {
  it('a redirect for a missing file does not hide it from the group', async () => {
    const stack = stackOf();
    new EdgeRedirector(stack, 'Redirects', {
      distribution: site(stack, group(new HttpOrigin(PRIMARY), new HttpOrigin(SECONDARY), [404])),
      source: RedirectSource.fromInline(
        '[{ "from": "/x", "to": "/y", "query": "drop", "when": { "originStatus": 404 } }]',
      ),
      event: RedirectEventType.ORIGIN_RESPONSE,
    });
    const handler = only(stack);
    expect([await through(handler, custom(PRIMARY), 404), await through(handler, custom(SECONDARY), 404)]).toEqual([
      404, 301,
    ]);
    expect(said(stack, 'EDGE_FAILOVER_STATUSES')).toEqual([
      expect.stringContaining('acts on 404, on which the origin group'),
    ]);
  });

  it('a step of your own does not run for it', async () => {
    const stack = stackOf();
    const code = `exports.handler = async (event) => {
      const { response } = event.Records[0].cf;
      return { ...response, status: '200', statusDescription: 'OK', body: 'hidden' };
    };`;
    new EdgeCustomStep(stack, 'Step', {
      distribution: site(stack, group(new HttpOrigin(PRIMARY), new HttpOrigin(SECONDARY))),
      event: LambdaEdgeEventType.ORIGIN_RESPONSE,
      step: EdgeStep.fromFile(file('hide.js', code)),
    });
    const handler = only(stack);
    expect([await through(handler, custom(PRIMARY), 403), await through(handler, custom(SECONDARY), 403)]).toEqual([
      403, 200,
    ]);
  });

  it('a function that was there does as it did', async () => {
    const stack = stackOf();
    const theirs = new LambdaFunction(stack, 'Theirs', {
      code: Code.fromInline(`exports.handler = async (event) => {
        const { response } = event.Records[0].cf;
        response.headers['x-theirs'] = [{ key: 'X-Theirs', value: response.status }];
        return response;
      };`),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
    });
    const distribution = new Distribution(stack, 'Site', {
      defaultBehavior: {
        origin: group(new HttpOrigin(PRIMARY), new HttpOrigin(SECONDARY)),
        edgeLambdas: [{ functionVersion: theirs.currentVersion, eventType: LambdaEdgeEventType.ORIGIN_RESPONSE }],
      },
    });
    masked(stack, distribution, undefined, { existing: ExistingAttachments.compose(), keepHeaders: ['x-theirs'] });
    const { handler } = lambdas(stack).find(({ description }) => /failover/.test(String(description)))!;
    const answer = (origin: string) => handler(edgeEvent('origin-response', { origin: custom(origin), status: 403 }));
    expect(await answer(PRIMARY)).toMatchObject({ status: '403', headers: { 'x-theirs': [{ value: '403' }] } });
    expect(await answer(SECONDARY)).toMatchObject({ status: '404', headers: { 'x-theirs': [{ value: '403' }] } });
  });
});

describe('what is said', () => {
  const notes = (statuses: ErrorStatuses, codes: number[]) => {
    const stack = stackOf();
    masked(stack, site(stack, group(new HttpOrigin(PRIMARY), new HttpOrigin(SECONDARY), codes)), statuses);
    return messages(stack);
  };

  it('a note, if the group fails over on everything that is masked', () => {
    expect(notes(ErrorStatuses.codes(403, 404), [403, 404, 500])).toEqual([
      expect.stringMatching(
        /^acts on 403, 404, on which the origin group "WebSiteOriginGroup\w+" of behavior "\*" fails over: these statuses of its primary origin pass unchanged.*EDGE_FAILOVER_STATUSES/,
      ),
    ]);
  });

  it('nothing otherwise', () => {
    expect(notes(ErrorStatuses.codes(403, 404), [403])).toEqual([]);
    expect(notes(ErrorStatuses.clientErrors(), [403, 404])).toEqual([]);
  });
});

describe('in the preview', () => {
  it('a missing page is taken from the secondary origin, and masked where that has none', async () => {
    const first = await originServer((request, response) =>
      response.writeHead(request.url === '/a' ? 200 : 403).end('first'),
    );
    const second = await originServer((request, response) =>
      response.writeHead(request.url === '/b' ? 200 : 403).end('second'),
    );
    const stack = stackOf();
    masked(stack, site(stack, group(new HttpOrigin(PRIMARY), new HttpOrigin(SECONDARY))));
    const ask = await preview(stack, { [PRIMARY]: first.url, [SECONDARY]: second.url });
    const texts = async (path: string) => {
      const response = await ask(path);
      return [response.status, await response.text()];
    };
    expect(await texts('/a')).toEqual([200, 'first']);
    expect(await texts('/b')).toEqual([200, 'second']);
    expect(await texts('/c')).toEqual([404, '<h1>Masked</h1>']);
  });

  it('with two buckets of the app', async () => {
    const stack = stackOf();
    const origin = (id: string) => S3BucketOrigin.withOriginAccessControl(new Bucket(stack, id));
    masked(stack, site(stack, group(origin('Main'), origin('Spare'))));
    const spare = file('b.html', 'second').replace(/\/b\.html$/, '');
    const ask = await preview(stack, {
      'Web/Main': file('a.html', 'first').replace(/\/a\.html$/, ''),
      'Web/Spare': spare,
    });
    expect(await Promise.all(['/a.html', '/b.html', '/c.html'].map(async (path) => (await ask(path)).text())))
      .toEqual(['first', 'second', '<h1>Masked</h1>']);
  });
});
