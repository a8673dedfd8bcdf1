import { file, json } from './support';
import type { SourceId } from '../../../src/core/explain/source-ids';
import { customOrigin, lambdaAt, site, type SiteOptions } from '../../preview/support/site';

/** What explain says of a response of the preview. */
async function sourceOf(
  options: SiteOptions,
  blocks: string[],
  path: string,
  init?: RequestInit,
): Promise<[SourceId, string]> {
  const response = await site(options, { blocks }).fetch(`https://d1.cloudfront.net${path}`, init);
  const captured = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
  const {
    list: [verdict],
  } = await json(file(JSON.stringify(captured)));
  return [verdict?.source, verdict?.confidence];
}

const fn = (code: string): SiteOptions => ({
  fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', `exports.handler = async (event) => ${code};`)),
});

test.each<[string, SiteOptions, string[], string, [SourceId, string]]>([
  ['a block of AWS WAF', {}, ['waf:/admin'], '/admin', ['waf', 'likely']],
  ['a geographic block', {}, ['geo:/*'], '/', ['geo-restriction', 'certain']],
  ['a missing signature', {}, ['signed-url:/*'], '/', ['signed-url', 'certain']],
  ['a missing key', {}, [], '/missing.html', ['s3-origin', 'certain']],
  ['a missing key of a bucket that may be listed', { mayList: true }, [], '/missing.html', ['s3-origin', 'certain']],
  ['an error page with 200', { config: { CustomErrorResponses: [{ ErrorCode: 403, ResponsePagePath: '/index.html', ResponseCode: 200 }] } }, [],
    '/app', ['custom-error-response', 'certain']],
  ['an origin that the preview has no content for', { origins: [customOrigin('nowhere.invalid')], behavior: { TargetOriginId: 'nowhere.invalid' } }, [],
    '/', ['origin-unreachable', 'likely']],
  ['a function that answers', fn("({ status: '403', body: 'no' })"), [], '/', ['edge-function-answered', 'certain']],
  ['a function that throws', fn('x.y'), [], '/', ['edge-function-failed', 'certain']],
  ['a function with an invalid result', fn('7'), [], '/', ['edge-function-failed', 'certain']],
])('%s in the preview is explained', async (_, options, blocks, path, expected) => {
  expect(await sourceOf(options, blocks, path)).toEqual(expected);
});

test('a method that is not allowed in the preview is explained', async () => {
  expect(await sourceOf({}, [], '/', { method: 'POST', body: 'x' })).toEqual(['method-not-allowed', 'certain']);
});

test('a URL that is too long for the preview is explained', async () => {
  expect(await sourceOf({}, [], `/${'a'.repeat(9_000)}`)).toEqual(['limits', 'certain']);
});
