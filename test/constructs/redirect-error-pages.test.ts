import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Distribution, KeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  EdgeErrorMasker, EdgeRedirector, EdgeStepHost, ErrorAction, ErrorPage, ErrorStatuses, PrettyUrls, RedirectEventType,
  RedirectSource, SecurityHeaders, type EdgeRedirectorProps, type RedirectErrorPage,
} from '../../src';
import { createPreview, type Preview } from '../../src/preview/create-preview';
import { workerFile } from '../preview/support/worker';
import { siteOrigin } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { deployedCode } from '../support/deployed';
import { edgeEvent } from '../support/events';

const directory = mkdtempSync(join(tmpdir(), 'rule-pages-'));
const previews: Preview[] = [];
afterAll(async () => {
  await Promise.all(previews.map((one) => one.close()));
  rmSync(directory, { recursive: true, force: true });
});

const { CLOUDFRONT_FUNCTION, LAMBDA_EDGE } = EdgeStepHost;
const { codes, allErrors } = ErrorStatuses;
const inline = (rules: object) => RedirectSource.fromInline(JSON.stringify(rules));
const RULES = { '/gone': { statusCode: 410 }, '/none/*': { statusCode: 404 }, '/old': '/new' };
const GONE = '<!doctype html><title>Gone</title><h1>{status} {reason}</h1>';
const gone = (text = GONE): RedirectErrorPage => ({ statuses: codes(410), page: ErrorPage.fromInline(text) });
const bytes = (count: number) => ErrorPage.fromInline('a'.repeat(count));

function site(
  make: (stack: Stack) => Partial<EdgeRedirectorProps>,
  beside: (stack: Stack, distribution: Distribution) => void = () => {},
  region = 'us-east-1',
) {
  const outdir = mkdtempSync(join(directory, 'out-'));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Web', { env: { region, account: '111111111111' } });
  const distribution = new Distribution(stack, 'Site', { defaultBehavior: { origin: siteOrigin } });
  beside(stack, distribution);
  new EdgeRedirector(stack, 'Redirects', { distribution, source: inline(RULES), ...make(stack) });
  return { app, stack, outdir };
}

const page = (errorPages: unknown, more: Partial<EdgeRedirectorProps> = {}) => (
  site(() => ({ errorPages: errorPages as RedirectErrorPage[], ...more })));
const refused = (made: { app: App }): string => {
  try {
    made.app.synth();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
};

async function preview(made: { app: App; outdir: string }, origins: Record<string, string> = {}) {
  made.app.synth();
  const log: string[] = [];
  const running = createPreview({
    cloudAssembly: made.outdir,
    workerFile: workerFile(),
    listen: { port: 0 },
    distribution: 'Web/Site',
    origins,
    onFunctionLog: (line) => log.push(line),
  });
  previews.push(running);
  await running.ready;
  const get = (path: string, method = 'GET') => fetch(`${running.url}${path}`, { method, redirect: 'manual' });
  return { get, log };
}

describe('errorPages of EdgeRedirector', () => {
  it.each<[string, Partial<EdgeRedirectorProps>]>([
    ['Lambda@Edge on viewer-request', { host: LAMBDA_EDGE }],
    ['Lambda@Edge on origin-request', { event: RedirectEventType.ORIGIN_REQUEST, source: inline({ ...RULES, '/old': { to: '/new', query: 'drop' } }) }],
    ['a CloudFront Function', { host: CLOUDFRONT_FUNCTION }],
  ])('are sent by %s, over HTTP in the preview', async (_, props) => {
    const { get, log } = await preview(site(
      () => ({ errorPages: [gone(`${GONE}<p>ü 😀 "\${x}"`)], ...props }),
      (stack, distribution) => {
        new EdgeErrorMasker(stack, 'Errors', {
          distribution,
          rules: [{ statuses: allErrors(), action: ErrorAction.respond({ page: ErrorPage.fromInline('masked') }) }],
        });
        new SecurityHeaders(stack, 'Headers', { distribution });
      },
    ));
    const response = await get('/gone');
    expect(response.status).toBe(410);
    expect(await response.text()).toBe('<!doctype html><title>Gone</title><h1>410 Gone</h1><p>ü 😀 "${x}"');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('max-age=300');
    expect(response.headers.get('content-language')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const head = await get('/gone', 'HEAD');
    expect([head.status, await head.text(), head.headers.get('content-type')]).toEqual([410, '', 'text/html; charset=utf-8']);
    const none = await get('/none/x');
    expect([none.status, await none.text()]).toEqual([404, '']);
    expect((await get('/old')).headers.get('location')).toBe('/new');
    expect(log).toEqual([]);
  });

  it('can be an object of a bucket, which the function may read and nothing else', async () => {
    const folder = mkdtempSync(join(directory, 'pages-'));
    const made = site((stack) => ({
      errorPages: [{ statuses: codes(410, 404), page: ErrorPage.fromBucket(new Bucket(stack, 'Pages'), 'errors.html') }],
    }));
    const { get, log } = await preview(made, { 'Web/Pages': folder });
    const before = await get('/gone');
    expect([before.status, await before.text()]).toEqual([410, '<!doctype html><title>Gone</title><h1>410 Gone</h1>']);
    expect(log.filter((line) => line.includes('EDGE_MASK_PAGE_UNAVAILABLE'))).toHaveLength(1);
    writeFileSync(join(folder, 'errors.html'), '<h1>The page of the site</h1>');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const after = await get('/none/x');
    expect([after.status, await after.text()]).toEqual([404, '<h1>The page of the site</h1>']);
    const statements = Object.values(Template.fromStack(made.stack).findResources('AWS::IAM::ManagedPolicy'))
      .flatMap((policy: any) => policy.Properties.PolicyDocument.Statement).filter(({ Action }: any) => /s3/.test(String(Action)));
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({ Action: 's3:GetObject', Effect: 'Allow' });
    expect(JSON.stringify(statements[0].Resource)).toMatch(/\/errors\.html/);
  });

  it('are beside rules in a bucket, for whatever status is published', () => {
    const { stack } = site((scope) => ({
      source: RedirectSource.fromBucket(new Bucket(scope, 'Lists', { bucketName: 'lists' }), 'redirects.bin'),
      errorPages: [{ statuses: allErrors(), page: ErrorPage.fromInline('<h1>{status}</h1>') }],
    }));
    const code = deployedCode(Template.fromStack(stack), 'viewer-request', ({ Ref }) => String(Ref));
    expect(code).toContain('"codes":[404,410,451,503]');
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT_PAGE'));
  });

  it('fit beside rules in a key value store if they are short', () => {
    const store = (text: string) => site((stack) => ({
      source: RedirectSource.fromKeyValueStore(new KeyValueStore(stack, 'Store')), errorPages: [gone(text)],
    }));
    const functions = Object.values(Template.fromStack(store(GONE).stack).findResources('AWS::CloudFront::Function'));
    expect(functions[0].Properties.FunctionCode).toContain('<title>Gone</title><h1>410 Gone</h1>');
    expect(Buffer.byteLength(functions[0].Properties.FunctionCode)).toBeLessThanOrEqual(10_240);
    expect(refused(store('a'.repeat(1_000)))).toMatch(
      /errorPages take 1,\d\d\d bytes in a CloudFront Function, which may have 10,240[^]*EDGE_REDIRECT_PAGE_SIZE/);
    expect(refused(store('a'.repeat(1_000)))).not.toContain('EDGE_FUNCTION_SIZE');
  });

  it('may have a value that is only known at deploy time, on Lambda@Edge', async () => {
    const { stack } = site((scope) => ({
      errorPages: [gone(`<p>${new CfnParameter(scope, 'Mail').valueAsString}`)],
    }));
    const value = '"</script>`${1}\\\u2028é';
    const code = deployedCode(Template.fromStack(stack), 'viewer-request', () => value);
    const answer = await loadFunction(code)(edgeEvent('viewer-request', { uri: '/gone' }));
    expect(answer).toMatchObject({ status: '410', body: `<p>${value}` });
    const pass = await loadFunction(code)(edgeEvent('viewer-request', { uri: '/old' }));
    expect(pass.headers.location[0].value).toBe('/new');
  });

  it('are in the edge manifest, and change the digest in the description of the function', () => {
    const described = (text: string) => {
      const { app, stack, outdir } = page([gone(text)], { host: LAMBDA_EDGE });
      app.synth();
      const manifest = readFileSync(join(outdir, readdirSync(outdir).find((name) => name.endsWith('.edge.json'))!), 'utf8');
      const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
      return { manifest, description: Properties.Description };
    };
    const [one, other] = [described('<p>one'), described('<p>other')];
    expect(one.manifest).toContain('<p>one');
    expect(one.description).toMatch(/redirect \(3 rules, [0-9a-f]{12}\)/);
    expect(one.description).not.toBe(other.description);
  });

  it.each<[string, () => { app: App }, RegExp]>([
    ['a status that no rule has', () => page([{ statuses: codes(500), page: bytes(9) }]),
      /errorPages\[0\]\.statuses names no status of a rule without a target, got 500; use 404, 410, 451, 503[^]*EDGE_REDIRECT_PAGE_STATUS/],
    ['a redirect', () => page([{ statuses: codes(410, 301), page: bytes(9) }]), /got 301[^]*EDGE_REDIRECT_PAGE_STATUS/],
    ['a list in place of arguments', () => page([{ statuses: codes([404] as never), page: bytes(9) }]), /EDGE_REDIRECT_PAGE_STATUS/],
    ['a range without such a status', () => page([{ statuses: ErrorStatuses.between(500, 502), page: bytes(9) }]), /got 500-502[^]*EDGE_REDIRECT_PAGE_STATUS/],
    ['no status', () => page([{ statuses: codes(), page: bytes(9) }]), /got none[^]*EDGE_REDIRECT_PAGE_STATUS/],
    ['no page', () => page([{ statuses: codes(410) }]), /errorPages\[0\]\.page is missing[^]*EDGE_PROPERTY_MISSING/],
    ['a text', () => page([{ statuses: codes(410), page: '/410.html' }]), /errorPages\[0\]\.page must be an ErrorPage, got "\/410\.html"/],
    ['a map', () => page({ 410: bytes(9) }), /errorPages must be a list of RedirectErrorPage/],
    ['nothing', () => page([null]), /errorPages\[0\]\.statuses is missing[^]*errorPages\[0\]\.page is missing/],
    ['a typo', () => page([{ ...gone(), pages: 1 }]), /errorPages\[0\]\.pages is not a property|accepted/],
    ['a missing file', () => page([{ statuses: codes(410), page: ErrorPage.fromFile('no.html') }]), /errorPages\[0\]\.page cannot be read, got "no\.html"[^]*EDGE_MASK_PAGE_FILE/],
    ['32 KB and a byte on viewer-request', () => page([{ statuses: codes(410), page: bytes(32_769) }]),
      /errorPages\[0\]\.page is too large, got 32,769 bytes[^]*may have 32,768 besides its headers[^]*EDGE_REDIRECT_PAGE_SIZE/],
    ['960 KB and a byte on origin-response', () => page([{ statuses: codes(410), page: bytes(983_041) }], { event: RedirectEventType.ORIGIN_RESPONSE, source: inline({ '/gone': { statusCode: 410 } }) }),
      /may have 983,040 besides its headers[^]*EDGE_REDIRECT_PAGE_SIZE/],
    ['values that may be too long together', () => site((stack) => ({
      errorPages: [gone(Array.from({ length: 9 }, (_, i) => new CfnParameter(stack, `P${i}`).valueAsString).join(' '))],
    })), /got 36,872 bytes[^]*EDGE_REDIRECT_PAGE_SIZE/],
    ['a key with a slash', () => site((stack) => ({
      errorPages: [{ statuses: codes(410), page: ErrorPage.fromBucket(new Bucket(stack, 'B'), '/410.html') }],
    })), /errorPages\[0\]\.page\.key is not a key to fetch, got "\/410\.html"[^]*EDGE_MASK_PAGE_KEY/],
    ['a bucket in a CloudFront Function', () => site((stack) => ({
      host: CLOUDFRONT_FUNCTION, errorPages: [{ statuses: codes(410), page: ErrorPage.fromBucket(new Bucket(stack, 'B'), '410.html') }],
    })), /errorPages\[0\]\.page is in a bucket, from which a CloudFront Function cannot read; use ErrorPage\.fromFile, or EdgeStepHost\.LAMBDA_EDGE[^]*EDGE_REDIRECT_PAGE_HOST/],
    ['a value in a CloudFront Function', () => site((stack) => ({
      host: CLOUDFRONT_FUNCTION, errorPages: [gone(new CfnParameter(stack, 'P').valueAsString)],
    })), /errorPages\[0\]\.page has a value that is only known at deploy time[^]*EDGE_REDIRECT_FUNCTION_VALUE/],
    ['a page that does not fit into a CloudFront Function', () => page([{ statuses: codes(410), page: bytes(8_000) }], { host: CLOUDFRONT_FUNCTION }),
      /errorPages take 8,\d\d\d bytes in a CloudFront Function, which may have 10,240 bytes of code: with pages it would have 1\d,\d\d\d, and \d,\d\d\d without; use shorter pages, fewer rules, or EdgeStepHost[^]*EDGE_REDIRECT_PAGE_SIZE/],
    ['a bucket whose name the function cannot know', () => site((stack) => ({
      errorPages: [{ statuses: codes(410), page: ErrorPage.fromBucket(new Bucket(stack, 'B'), '410.html') }],
    }), undefined, 'eu-west-1'), /errorPages\[0\]\.page is in a bucket whose name is only known at deploy time[^]*EDGE_MASK_BUCKET_NAME/],
  ])('refuse %s', (_, make, message) => {
    expect(refused(make())).toMatch(message);
  });

  it('fit with 32 KB, and as much as CloudFront allows on origin events', () => {
    expect(refused(page([{ statuses: codes(410), page: bytes(32_768) }]))).toBe('accepted');
    expect(refused(page([{ statuses: codes(410), page: bytes(900_000) }], { event: RedirectEventType.ORIGIN_RESPONSE, source: inline({ '/gone': { statusCode: 410 } }) }))).toBe('accepted');
  });

  it.each<[string, Partial<EdgeRedirectorProps>, string]>([
    ['no rule has', { errorPages: [gone(), { statuses: codes(451, 503), page: bytes(9) }] }, 'errorPages\\[1\\] is for 451, 503, but no rule .*EDGE_REDIRECT_PAGE_UNUSED'],
    ['another page has', { errorPages: [gone(), gone('again')] }, 'errorPages\\[1\\] is for 410.*EDGE_REDIRECT_PAGE_UNUSED'],
    ['nothing has, without rules', { source: undefined, prettyUrls: PrettyUrls.trailingSlash(), errorPages: [gone()] }, 'errorPages\\[0\\] is for 410.*EDGE_REDIRECT_PAGE_UNUSED'],
    ['viewers would see nothing of', { errorPages: [gone('')] }, 'errorPages\\[0\\]\\.page is empty.*EDGE_MASK_PAGE_EMPTY'],
  ])('warn about a page that %s', (_, props, message) => {
    Annotations.fromStack(site(() => props).stack).hasWarning('*', Match.stringLikeRegexp(message));
  });

  it('are left out where no rule has their status', () => {
    const { stack } = page([{ statuses: codes(451), page: bytes(99) }], { host: LAMBDA_EDGE });
    expect(deployedCode(Template.fromStack(stack), 'viewer-request', () => '')).not.toMatch(/redirectBodies|aaaa/);
  });
});
