import { CfnParameter, CfnResource, Duration, Fn, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import * as fc from 'fast-check';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeErrorMasker,
  EdgeRedirector,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  OriginHeader,
  RedirectSource,
  SecurityHeaders,
  type CspDirectives,
  type EdgeErrorMaskerOptions,
} from '../../src';
import { siteStack } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { deployedCode } from '../support/deployed';
import { DOMAIN, edgeEvent, type EventInput } from '../support/events';

const HOSTILE = [
  'plain',
  '',
  ' ',
  '"',
  "'",
  '\\',
  '\\"',
  'a\nb',
  'a\r\nb',
  '\u2028',
  '\u2029',
  '" + process.exit() + "',
  '*/',
  '/*',
  '//',
  '`',
  '${x}',
  '${AWS::Region}',
  '`+process.exit()+`',
  '<!--',
  '</script><script>alert(1)</script>',
  'ä€😀',
  '\ud83d',
  '\0',
  'x'.repeat(4096),
  '{status}',
  '{{path}}',
  '{{resolve:ssm:/x}}',
  '/404.html',
  '/404.html?a=b#c',
  '//evil.example',
  '/\\evil.example',
  '/a b',
  '/ä',
  'https://evil.example/x',
  'https://evil.example\r\nSet-Cookie: a=b',
  'javascript:alert(1)',
  'ftp://x/',
  'https://a@b/',
  'api.example.com',
  '*.example.com:443',
  '; script-src *',
  'a.example; script-src *',
  'a.example, b.example',
  "a.example 'unsafe-inline'",
  "'none'",
  "'unsafe-inline'",
  'self',
  'data:',
  '300',
  '0',
  '-1',
  '1.5',
  '1e9',
  '300, public',
  '0, s-maxage=9',
  '[]',
  '__proto__',
  'null',
];

type Make = (stack: Stack) => string;

/** The kinds of values that are only known at deploy time. */
const KINDS: [string, Make][] = [
  ['a parameter', (stack) => new CfnParameter(stack, 'Text').valueAsString],
  ['a number as text', (stack) => new CfnParameter(stack, 'Text', { type: 'Number' }).value.toString()],
  ['one of a list', (stack) => Fn.select(1, new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList)],
  ['an attribute', (stack) => Fn.getAtt(new CfnResource(stack, 'Thing', { type: 'AWS::SNS::Topic' }).logicalId, 'TopicName').toString()],
  ['a parameter of SSM', (stack) => StringParameter.valueForStringParameter(stack, '/text')],
  ['an import', () => Fn.importValue('text')],
  ['joined', (stack) => Fn.join('', [new CfnParameter(stack, 'Text').valueAsString, ''])],
  ['a substitution', (stack) => Fn.sub('${v}', { v: new CfnParameter(stack, 'Text').valueAsString })],
];
const parameter = KINDS[0][1];

interface Place {
  readonly name: string;
  readonly event: 'origin-response' | 'viewer-request';
  readonly put: (stack: Stack, distribution: any, value: string) => void;
  readonly ask?: EventInput;
  /** What has to be true of the response for any value. */
  readonly holds: (answer: any, value: string) => void;
}

const statuses = ErrorStatuses.codes(404);
const mask = (rules: EdgeErrorMaskerOptions['rules']) => (stack: Stack, distribution: any) => {
  new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
};
const page = (name: string, make: (value: string) => ErrorPage, holds: Place['holds']): Place => ({
  name,
  event: 'origin-response',
  put: (stack, distribution, value) =>
    mask([{ statuses, action: ErrorAction.respond({ page: make(value) }) }])(stack, distribution),
  holds,
});
const problem = (name: string, options: (value: string) => object, member: (json: any) => unknown): Place => page(
  `problem details: ${name}`, (value) => ErrorPage.problemDetails(options(value)),
  ({ body }, value) => expect(member(JSON.parse(body))).toBe(value),
);
const text = (value: string) => Buffer.from(value).toString(); // half of a pair is not a text
const header = (answer: any, name: string) => answer.headers[name]?.[0].value as string | undefined;
const printable = /^[\x20-\x7e]*$/;

const location = (name: string, make: (value: string) => string): Place => ({
  name: `redirectTo: ${name}`,
  event: 'origin-response',
  put: (stack, distribution, value) =>
    mask([{ statuses, action: ErrorAction.redirectTo(make(value)) }])(stack, distribution),
  holds: (answer) => {
    if (answer.status === '302') {
      expect(header(answer, 'location')).toMatch(/^(\/(?![/\\])|https?:\/\/[^/?#\\@]+([/?#]|$))[\x21-\x7e]*$/i);
    } else {
      expect(answer).toMatchObject({ status: '404', body: '<!doctype html><title>Error</title><h1>404 Error</h1>' });
    }
  },
});

const csp = (name: string, directives: (value: string) => CspDirectives): Place => ({
  name: `Content-Security-Policy: ${name}`,
  event: 'origin-response',
  put: (stack, distribution, value) => {
    new SecurityHeaders(stack, 'Headers', {
      distribution,
      contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({
        defaultSrc: [CspSource.NONE],
        imgSrc: [CspSource.distributionDomain()],
        frameSrc: [CspSource.SELF],
        ...directives(value),
      }),
    });
  },
  holds: (answer) => {
    const policy = header(answer, 'content-security-policy')!;
    expect(policy).toMatch(
      /^default-src 'none'; (?:script-src [\x21-\x2b\x2d-\x3a\x3c-\x7e]+( [\x21-\x2b\x2d-\x3a\x3c-\x7e]+)*; )?/,
    );
    expect(policy.split('; ').map((directive) => directive.split(' ')[0])).toEqual([
      'default-src',
      'script-src',
      'img-src',
      'frame-src',
    ]);
    expect(policy).toContain(`; img-src ${DOMAIN}; frame-src 'self'`);
    expect(policy).not.toContain(',');
    if (!name.startsWith('a nonce')) expect(policy).not.toMatch(/unsafe/);
  },
});

const PLACES: Place[] = [
  page('an inline page', (value) => ErrorPage.fromInline(`<p>${value}</p>{status}`), ({ body }, value) => expect(body).toBe(`<p>${value}</p>404`)),
  page('an inline page that is nothing else', (value) => ErrorPage.fromInline(value), ({ body }, value) => expect(body).toBe(value)),
  page('an inline page with it twice, in a script and beside placeholders', (value) => ErrorPage.fromInline(`{status}${value}<script>"${value}"</script>{path}`),
    ({ body }, value) => expect(body).toBe(`404${value}<script>"${value}"</script>/lost`)),
  page('an inline text', (value) => ErrorPage.fromInline(value, { contentType: 'text/plain' }), ({ body }, value) => expect(body).toBe(value)),
  page('a content type', (value) => ErrorPage.fromInline('<p>', { contentType: `text/html; profile=${value}` }),
    (answer) => expect(header(answer, 'content-type')).toMatch(/^text\/html; [\x20-\x7e]*$/)),
  problem('title', (title) => ({ title }), ({ title }) => title),
  problem('detail', (detail) => ({ detail }), ({ detail }) => detail),
  problem('detail with text around it', (value) => ({ detail: `"${value}"` }), ({ detail }) => detail.slice(1, -1)),
  problem('type', (type) => ({ type }), ({ type }) => type),
  problem('an extension', (value) => ({ extensions: { hint: value } }), ({ hint }) => hint),
  problem('a value inside an extension', (value) => ({ extensions: { a: [{ b: { c: [1, value] } }] } }), ({ a }) => a[0].b.c[1]),
  location('as it is', (value) => value),
  location('behind a slash', (value) => `/${value}`),
  location('as the host', (value) => `https://${value}/404.html`),
  location('as a part of the path', (value) => `/errors/${value}.html`),
  csp('a host', (value) => ({ scriptSrc: [CspSource.SELF, CspSource.host(value)] })),
  csp('a host alone', (value) => ({ scriptSrc: [CspSource.host(value)] })),
  csp('the name of a host behind a scheme', (value) => ({ scriptSrc: [CspSource.SELF, CspSource.host(`https://${value}`)] })),
  csp('a scheme', (value) => ({ scriptSrc: [CspSource.scheme(value)] })),
  csp('a nonce beside what it disarms', (value) => ({ scriptSrc: [CspSource.UNSAFE_INLINE, CspSource.of(`'nonce-${value}'`)] })),
  {
    name: 'a header of the origin',
    event: 'origin-response',
    put: (stack, distribution, value) => mask([
      { statuses, originHeaders: [OriginHeader.equalTo('x-from', value)], action: ErrorAction.redirectTo('/404.html') },
    ])(stack, distribution),
    holds: (answer, value) => expect(answer.status).toBe(value === '' ? '302' : '404'),
  },
  {
    name: 'cacheTtl of redirects',
    event: 'viewer-request',
    put: (stack, distribution, value) => {
      const cacheTtl = { toSeconds: () => value, isUnresolved: () => true } as unknown as Duration;
      new EdgeRedirector(stack, 'Redirects', {
        distribution,
        cacheTtl,
        source: RedirectSource.fromInline('{"/lost":"/found"}'),
      });
    },
    holds: (answer, value) => {
      expect(answer).toMatchObject({ status: '301' });
      expect(header(answer, 'cache-control')).toBe(/^\d{1,10}$/.test(value) ? `max-age=${value}` : 'no-store');
    },
  },
  {
    name: 'the name of a bucket',
    event: 'origin-response',
    put: (stack, distribution, value) => mask([
      { statuses, action: ErrorAction.respond({ page: ErrorPage.fromBucket({ bucketName: value, env: { region: 'us-east-1' } } as any, '404.html') }) },
    ])(stack, distribution),
    holds: (answer) => expect(answer).toMatchObject({ status: '404', body: expect.stringContaining('<h1>404 Not Found</h1>') }),
  },
];

/** A site with the value of this kind in this place. */
function synth({ put }: Place, make: Make): Template {
  const { stack, distribution } = siteStack();
  put(stack, distribution, make(stack));
  return Template.fromStack(stack);
}

async function answerOf(place: Place, template: Template, value: string) {
  const logs: any[] = [];
  const handler = loadFunction(
    deployedCode(template, place.event, () => value),
    (line) => logs.push(JSON.parse(line)),
    {
      setTimeout,
      clearTimeout,
      process: {
        env: {},
        exit: () => {
          throw new Error('the value ran');
        },
      },
      URL,
    },
  );
  const answer = await handler(edgeEvent(place.event, { status: 404, uri: '/lost', ...place.ask }));
  return { answer, logs };
}

describe.each(PLACES)('$name', (place) => {
  const template = synth(place, parameter);

  it.each(HOSTILE)('%j', async (value) => {
    const { answer } = await answerOf(place, template, value);
    for (const [{ value: sent }] of Object.values<any>(answer.headers)) expect(sent).toMatch(printable);
    place.holds(answer, text(value));
  });

  it('any text', () => fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), async (value) => {
    place.holds((await answerOf(place, template, value)).answer, text(value));
  }), { numRuns: 60 }));

  it.each(KINDS)('%s', async (_, make) => {
    const { answer } = await answerOf(place, synth(place, make), '"\n//');
    place.holds(answer, '"\n//');
  });
});
