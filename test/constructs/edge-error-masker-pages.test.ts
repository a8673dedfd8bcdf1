import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EdgeErrorMasker, ErrorAction, ErrorPage, ErrorStatuses } from '../../src';
import { codeOf, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function synth(page: ErrorPage) {
  const { app, stack, distribution } = siteStack();
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.respond({ page }) }],
  });
  return { app, template: Template.fromStack(stack) };
}

async function answer(page: ErrorPage) {
  const { template } = synth(page);
  const response = await loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!))(
    edgeEvent('origin-response', { status: 404, uri: '/x' }),
  );
  return { type: response.headers['content-type'][0].value, body: response.body, encoding: response.bodyEncoding };
}

describe('a page from a file', () => {
  it.each([
    ['page.html', '<p>é {status}', { type: 'text/html; charset=utf-8', body: '<p>é 404', encoding: 'text' }],
    ['PAGE.HTM', '\ufeff<p>', { type: 'text/html; charset=utf-8', body: '<p>', encoding: 'text' }],
    ['page.txt', '{path}', { type: 'text/plain; charset=utf-8', body: '/x', encoding: 'text' }],
    // {{…}} looks like a template
    ['page.json', '{"status":{status}}', { type: 'application/json', body: '{"status":{status}}', encoding: 'text' }],
    ['page.json', '{"status":{status} }', { type: 'application/json', body: '{"status":404 }', encoding: 'text' }],
    ['page.svg', '<svg/>', { type: 'image/svg+xml; charset=utf-8', body: '<svg/>', encoding: 'text' }],
    ['style.css', 'a{path}', { type: 'text/css; charset=utf-8', body: 'a{path}', encoding: 'text' }],
    ['script.js', '', { type: 'text/javascript; charset=utf-8', body: '', encoding: 'text' }],
    ['pixel.png', Buffer.from([0x89, 0xff]), { type: 'image/png', body: 'if8=', encoding: 'base64' }],
  ])('%s has the type of its extension', async (name, content, expected) => {
    expect(await answer(ErrorPage.fromFile(file(name, content)))).toEqual(expected);
  });

  it('can have another type', async () => {
    expect(
      await answer(ErrorPage.fromFile(file('page', '<p>'), { contentType: 'text/html; charset=UTF-8' })),
    ).toMatchObject({ type: 'text/html; charset=UTF-8', body: '<p>' });
    expect(
      await answer(ErrorPage.fromFile(file('page.html', '<p>'), { contentType: 'application/octet-stream' })),
    ).toMatchObject({ encoding: 'base64' });
  });

  it.each([
    ['that is missing', () => ErrorPage.fromFile('no/such.html'), 'EDGE_MASK_PAGE_FILE'],
    ['that is a folder', () => ErrorPage.fromFile(folder, { contentType: 'text/html' }), 'EDGE_MASK_PAGE_FILE'],
    [
      'in Latin-1',
      () => ErrorPage.fromFile(file('latin.html', Buffer.from('caf\xe9', 'latin1'))),
      'EDGE_MASK_PAGE_ENCODING',
    ],
    ['of no known type', () => ErrorPage.fromFile(file('page.xyz', '')), 'EDGE_MASK_PAGE_TYPE'],
    [
      'with an invalid content type',
      () => ErrorPage.fromFile(file('page.html', ''), { contentType: 'html' }),
      'EDGE_MASK_PAGE_TYPE',
    ],
    [
      'of a type that would be two headers',
      () => ErrorPage.fromInline('', { contentType: 'text/html;\r\nset-cookie: a' }),
      'EDGE_MASK_PAGE_TYPE',
    ],
    [
      'of a type in two lines',
      () => ErrorPage.fromInline('', { contentType: 'text/html\n; charset=utf-8' }),
      'EDGE_MASK_PAGE_TYPE',
    ],
    [
      'that says it is in Latin-1',
      () => ErrorPage.fromInline('é', { contentType: 'text/html; charset="iso-8859-1"' }),
      'EDGE_MASK_PAGE_TYPE',
    ],
    ['of 1 MB', () => ErrorPage.fromFile(file('large.html', 'x'.repeat(1024 * 1024))), 'EDGE_MASK_PAGE_SIZE'],
    [
      'of 1 MB, as a picture',
      () => ErrorPage.fromFile(file('large.png', Buffer.alloc(1024 * 1024))),
      'EDGE_MASK_PAGE_SIZE',
    ],
  ])('%s is refused', (_, page, code) =>
    expect(() => synth(page())).toThrow(new RegExp(`rules\\[0\\]\\.action.*${code}`)),
  );

  it('that is large goes into an asset, and works there', async () => {
    const { app, template } = synth(ErrorPage.fromFile(file('big.html', `<p>{status}${'x'.repeat(900_000)}`)));
    const [lambda] = Object.values(template.findResources('AWS::Lambda::Function'));
    const { handler } = jest.requireActual(
      join(app.synth().directory, `asset.${lambda.Properties.Code.S3Key.replace(/\.zip$/, '')}`, 'index.js'),
    );
    expect((await handler(edgeEvent('origin-response', { status: 404 }))).body).toHaveLength(900_006);
  });
});

describe('a page for programs', () => {
  it('can contain tokens: lazy values, and values that are only known at deploy time', async () => {
    const late = Lazy.any({ produce: () => 'la"ter' });
    const number = Lazy.number({ produce: () => 5 });
    const { body } = await answer(ErrorPage.problemDetails({ extensions: { docs: late, more: [{ late, number }] } }));
    expect(JSON.parse(body)).toMatchObject({ docs: 'la"ter', more: [{ late: 'la"ter', number: 5 }] });
  });

  it('is problem details', async () => {
    expect(
      await answer(
        ErrorPage.problemDetails({
          detail: 'Nothing here',
          extensions: { docs: 'https://example.com', none: undefined },
        }),
      ),
    ).toEqual({
      type: 'application/problem+json',
      body: '{"title":"Not Found","status":404,"detail":"Nothing here","docs":"https://example.com","instance":"/x"}',
      encoding: 'text',
    });
  });

  it('cannot redefine standard members', () => {
    expect(() => synth(ErrorPage.problemDetails({ extensions: { status: 200 } }))).toThrow(
      /extensions\.status is a standard member of problem details, got "status".*EDGE_MASK_PAGE_MEMBER/,
    );
  });
});

describe('a page in a bucket is refused', () => {
  const inBucket = (key: string, options: Parameters<typeof ErrorPage.fromBucket>[2] = {}) => () => {
    const { stack, distribution } = siteStack();
    const page = ErrorPage.fromBucket(new Bucket(stack, 'Pages'), key, options);
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.respond({ page }) }],
    });
    return Template.fromStack(stack);
  };

  it.each([
    ['without a known type', inBucket('errors/404'), 'EDGE_MASK_PAGE_TYPE'],
    ['with an invalid content type', inBucket('404.html', { contentType: 'x' }), 'EDGE_MASK_PAGE_TYPE'],
    ['with a key that cannot be requested', inBucket('/404.html'), 'EDGE_MASK_PAGE_KEY'],
    ['if nobody waits for it', inBucket('404.html', { timeout: Duration.millis(10) }), 'EDGE_MASK_PAGE_TIMEOUT'],
    ['with a timeout that is too long', inBucket('404.html', { timeout: Duration.seconds(10) }), 'EDGE_MASK_PAGE_TIMEOUT'],
  ])('%s', (_, attach, code) => expect(attach).toThrow(new RegExp(code)));

  it('but not otherwise', () =>
    expect(inBucket('errors/404', { contentType: 'text/html', timeout: Duration.seconds(3) })).not.toThrow());
});
