import {
  AllowedMethods, Function as CloudFrontFunction, FunctionCode, FunctionEventType, ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, EdgeErrorMasker, EdgeRedirector, EdgeStepHost, ErrorAction,
  ErrorStatuses,
  RedirectEventType, RedirectSource, SecurityHeaders,
} from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

const PATHS = ['/a/*', '/b/*', '/c/*'];
const source = RedirectSource.fromInline('{ "/old": "/new" }');
const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];
const behaviors = EdgeBehaviors.all();

type Site = ReturnType<typeof siteStack>;
type Options = Parameters<Site['distribution']['addBehavior']>[2];

function messageOf(options: (site: Site) => Options, attach: (site: Site) => unknown): string {
  const site = siteStack();
  const given = options(site);
  for (const path of PATHS) site.distribution.addBehavior(path, siteOrigin, given);
  attach(site);
  let message = '';
  try {
    site.app.synth();
  } catch (thrown) {
    ({ message } = thrown as Error);
  }
  return message;
}

const withPolicy = (responseHeadersPolicy: (site: Site) => ResponseHeadersPolicy) => (site: Site) => (
  { responseHeadersPolicy: responseHeadersPolicy(site) });
const withFunction = (eventType = FunctionEventType.VIEWER_REQUEST) => ({ stack }: Site) => ({
  functionAssociations: [{
    eventType,
    function: new CloudFrontFunction(stack, 'Mine', { code: FunctionCode.fromInline('function handler(e) {}') }),
  }],
});
const headers = ({ stack, distribution }: Site) => new SecurityHeaders(stack, 'Headers', { distribution });
const redirects = ({ stack, distribution }: Site) => new EdgeRedirector(stack, 'Redirects', {
  host: EdgeStepHost.LAMBDA_EDGE, distribution, source, behaviors,
});

describe('what several behaviors have is said once, with all of them', () => {
  it.each<[string, (site: Site) => Options, (site: Site) => unknown, string]>([
    ['a policy of the app', withPolicy(({ stack }) => new ResponseHeadersPolicy(stack, 'Theirs')), headers,
      'Web/Headers: 1 problem\n  behaviors "/a/*", "/b/*", "/c/*" already have a response headers policy, Web/Theirs/Resource; '],
    ['a managed policy', withPolicy(() => ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS as ResponseHeadersPolicy), headers,
      'behaviors "/a/*", "/b/*", "/c/*" already have a response headers policy, CloudFront\'s managed SimpleCORS; '],
    ['a function on the event', withFunction(), redirects,
      'Web/Redirects: 1 problem\n  the viewer-request event of behaviors "/a/*", "/b/*", "/c/*" already has the function Web/Mine/Resource; '],
    ['a function of the other kind', withFunction(FunctionEventType.VIEWER_RESPONSE), redirects,
      'Web/Redirects: 1 problem\n  the viewer-request event of behaviors "/a/*", "/b/*", "/c/*" cannot have a Lambda@Edge function '],
    ['gRPC', () => ({ enableGrpc: true, allowedMethods: AllowedMethods.ALLOW_ALL }),
      ({ stack, distribution }) => new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors }),
      'Web/Errors: 1 problem\n  behaviors "/a/*", "/b/*", "/c/*" serve gRPC, where CloudFront runs no Lambda@Edge function; leave them out '],
  ])('%s', (_, options, attach, message) => expect(messageOf(options, attach)).toContain(message));

  it('but two functions are two problems', () => {
    const site = siteStack();
    for (const path of ['/a/*', '/b/*']) {
      site.distribution.addBehavior(path, siteOrigin, {
        functionAssociations: [{
          eventType: FunctionEventType.VIEWER_REQUEST,
          function: new CloudFrontFunction(site.stack, `Mine${path.charCodeAt(1)}`, {
            code: FunctionCode.fromInline('function handler(e) {}'),
          }),
        }],
      });
    }
    redirects(site);
    expect(() => site.app.synth()).toThrow(/^Web\/Redirects: 2 problems\n.*"\/a\/\*".*Mine97.*\n.*"\/b\/\*".*Mine98/);
  });
});

describe('the cure', () => {
  it('of a policy or function of the user names the property that composes', () => {
    expect(messageOf(withFunction(), redirects)).toContain('existing: ExistingAttachments.compose()');
    expect(messageOf(withPolicy(({ stack }) => new ResponseHeadersPolicy(stack, 'Theirs')), headers))
      .toContain('existing: ExistingAttachments.compose()');
  });

  it('of two constructs that set a policy does not: they cannot be merged', () => {
    const message = messageOf(() => ({}), (site) => {
      headers(site);
      new SecurityHeaders(site.stack, 'More', { distribution: site.distribution });
    });
    expect(message).toContain('select others in one of them');
    expect(message).not.toContain('ExistingAttachments');
  });

  it('of headers that need a function says how to do without it', () => {
    const message = messageOf(() => ({}), ({ stack, distribution }) => {
      new EdgeRedirector(stack, 'First', { distribution, source, event: RedirectEventType.ORIGIN_RESPONSE });
      const { lambdaFunctionAssociations, ...config } = (distribution.node.defaultChild as any).distributionConfig
        .defaultCacheBehavior;
      (distribution.node.defaultChild as any).distributionConfig = {
        ...(distribution.node.defaultChild as any).distributionConfig,
        defaultCacheBehavior: {
          ...config,
          lambdaFunctionAssociations: [{
            eventType: 'origin-response', lambdaFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:mine:7',
          }],
        },
      };
      new SecurityHeaders(stack, 'Headers', {
        distribution,
        contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.distributionDomain()] }),
      });
    });
    const own = (code: string, path: string) => message.split('\n').filter((line, at, all) => (
      line.includes(code) && all.slice(0, at).reverse().find((one) => !one.startsWith(' '))!.startsWith(path)));
    const cure = 'SecurityHeaders needs no function without CspSource.distributionDomain()';
    expect(own('EDGE_EVENT_TAKEN', 'Web/Headers')).toEqual([expect.stringContaining(cure)]);
    expect(own('EDGE_EVENT_TAKEN', 'Web/First')).toEqual([expect.not.stringContaining(cure)]);
  });
});
