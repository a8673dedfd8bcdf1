import { certain, likely, possible } from '../found';
import { guide } from '../links';
import { markerOf } from '../marker';
import type { Answer } from '../observation';
import { originQuotes, quoted, quotes } from '../quote';
import { valuesOf, type Signs } from '../signs';
import type { Source } from '../source';
import { isPlainLogError, isUnmarked, PLAIN_X_CACHE } from '../unmarked';

/** Headers with which services of AWS say more about their errors. */
const MORE = ['x-amzn-errortype', 'x-amz-apigw-id', 'x-amzn-requestid'];

const NOT_CLOUDFRONT = 'no header of CloudFront: if the input is complete, this response did not come through it';

export const customOrigin: Source = {
  id: 'custom-origin',
  what: 'the origin answered with the error, or a firewall or proxy in front of it',
  cure:
    'change the origin. If it answers otherwise without CloudFront, compare what it gets: Host, Authorization, '
    + 'cookies and query strings that "originRequestPolicy" of the behavior forwards; and let its firewall accept '
    + 'CloudFront',
  link: guide('http-403-permission-denied'),
  settledBy: 'request the origin without CloudFront, or look in its access logs for this request',
  logged: { OriginError: 'possible' },
  find(signs) {
    const { isError, isPage, proof, isOwn, server, errorCode, behavior, seen } = signs;
    const { origin, log, headers } = seen;
    if (!isError || (isPage && proof === 'full')) return undefined;
    if (server === 'amazons3' || (isOwn && errorCode?.hasHostId)) return undefined;
    if (log !== undefined) return ofLog(signs);
    const evidence = [...quotes(signs, 'server', 'x-cache', ...MORE), ...originQuotes(origin)];
    const marker = markerOf(signs.seen.headers);
    if (marker !== undefined && marker.match[1] === undefined) {
      // EdgeErrorMasker sets it on every error of the origin that it does not replace. Others may set the same text.
      const isOurs = behavior?.functions.some(({ sourceHeader }) => sourceHeader === marker.name) ?? false;
      return (isOurs ? certain : likely)([...evidence, quoted(marker.name, marker.value)]);
    }
    if (origin !== undefined && isSame(origin, signs)) return certain(evidence);
    if (isPage) return possible([...evidence, ...copied(signs)]);
    // Also if the origin answers otherwise without CloudFront: it gets another Host and other headers then.
    if (!isOwn && saysFunction(signs)) return possible(evidence);
    if (!isOwn || MORE.some((name) => signs.header(name) !== undefined)) {
      return likely([...evidence, ...(signs.isCloudFront ? [] : [NOT_CLOUDFRONT])]);
    }
    // The XML of a signed URL, without the Server that CloudFront sends with it.
    const isXml = server === '' && errorCode !== undefined && !errorCode.hasHostId && Object.keys(headers).length > 0;
    return isUnmarked(signs) || isXml ? possible(evidence) : undefined;
  },
  isExcluded: ({ behavior, originAnswered, status, header, hasHeaders, seen: { origin } }) =>
    originAnswered === false
    || (behavior !== undefined && !behavior.origins.some(({ kind }) => kind === 'custom'))
    || (origin !== undefined && origin.status < 400 && status >= 400)
    // EdgeErrorMasker marks every error of the origin.
    || (hasHeaders && (behavior?.functions ?? []).some(({ sourceHeader }) => (
      sourceHeader !== undefined && header(sourceHeader) === undefined))),
};

/** Whether CloudFront says that it was a function. A response headers policy may set Server on what that answers. */
function saysFunction({ xCache, hops }: Signs): boolean {
  return hops > 0 && !PLAIN_X_CACHE.includes(xCache);
}

/** Why the page may be a copy. */
function copied({ isPassedOn, isCloudFront, server, header }: Signs): string[] {
  return [
    ...(isPassedOn ? [`the page has another request id than x-amz-cf-id: ${header('x-amz-cf-id')}`] : []),
    ...(!isPassedOn && header('x-amz-cf-id') !== undefined ? ['the page does not have the request id'] : []),
    ...(server === '' ? ['no Server header, which CloudFront sends with its page'] : []),
    ...(isCloudFront ? [] : [NOT_CLOUDFRONT]),
  ];
}

function ofLog(signs: Signs) {
  const { contentType, result, originAnswered, behavior } = signs;
  if (result !== 'OriginError' && !isPlainLogError(signs)) return undefined;
  const evidence = quotes(signs, 'x-edge-detailed-result-type', 'sc-content-type', 'origin-fbl');
  const isAnswer = (originAnswered === true || result === 'OriginError')
    && behavior?.origins.every(({ kind }) => kind !== 'custom') !== true;
  return isAnswer && contentType !== '' && contentType !== 'application/xml' ? likely(evidence) : possible(evidence);
}

/** Whether the viewer got what the origin sends. */
function isSame(origin: Answer, { status, seen }: Signs): boolean {
  if (origin.status !== status) return false;
  const [ours, theirs] = [seen, origin].map(({ body = '' }) => body.replace(/\r\n?/g, '\n').trim());
  if (ours !== '' || theirs !== '') return ours === theirs;
  const server = valuesOf(origin.headers, 'server')?.join();
  return server !== undefined && server === valuesOf(seen.headers, 'server')?.join();
}
