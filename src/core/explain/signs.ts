import { isErrorDocument, xmlError, type XmlError } from './error-code';
import { logValue } from './from-log';
import { markerOf } from './marker';
import type { Observation } from './observation';
import { proofOf, type PageProof } from './page-proof';
import { isCloudFrontPage, isWholePage, messageIn, messageOfLength, plainText } from './page-text';
import { hostOf, behaviorOf } from './site/matched';
import type { BehaviorFacts, SiteFacts } from './site/site-facts';
import { CLOUDFRONT_MESSAGES, REQUEST_ID_LENGTH, type CloudFrontMessage } from '../facts/cloudfront-page';

/** What an observation shows, read once for all sources. */
export interface Signs {
  readonly seen: Observation;
  readonly status: number;
  readonly isError: boolean;
  /** In lower case; empty if there is none. */
  readonly server: string;
  /** What stands before ` from cloudfront` in X-Cache. */
  readonly xCache: string;
  /** Without parameters, in lower case; also that of a log. */
  readonly contentType: string;
  /** Whether the input has headers: a log and a copied page have none. */
  readonly hasHeaders: boolean;
  /** The more exact result type of a log. */
  readonly result: string;
  readonly text: string;
  /** Whether the body is the page that CloudFront generates. */
  readonly isPage: boolean;
  /** Whether Server is that of CloudFront, or not there. */
  readonly isOwn: boolean;
  /** What shows that a page is that of CloudFront, and not the copy that an origin sends. */
  readonly proof: PageProof;
  /** Whether the page has the id of another request, as that of a distribution behind this one. */
  readonly isPassedOn: boolean;
  readonly message?: CloudFrontMessage;
  /** Whether the message is known from the length only. */
  readonly isMessageByLength: boolean;
  readonly errorCode?: XmlError;
  /** Distributions in Via. */
  readonly hops: number;
  readonly isCloudFront: boolean;
  readonly age: number;
  /** Whether a log says that the origin answered; undefined if the log does not have the field. */
  readonly originAnswered?: boolean;
  readonly host?: string;
  readonly site?: SiteFacts;
  readonly behavior?: BehaviorFacts;
  readonly requestId?: string;
  header(name: string): string | undefined;
}

export function signsOf(seen: Observation): Signs {
  const { status, headers, body, log, site, url } = seen;
  const header = (name: string): string | undefined => valuesOf(headers, name)?.join(', ');
  const server = (header('server') ?? '').toLowerCase();
  const xCache = /^(\w+) from cloudfront/i.exec(header('x-cache') ?? '')?.[1] ?? '';
  const via = header('via') ?? '';
  const text = plainText(body ?? '');
  const isCopied = Object.keys(headers).length === 0;
  const isOwn = server === '' || server === 'cloudfront';
  // An origin may pass on the page of another distribution: then it is the origin's answer.
  const isPage = isOwn && markerOf(headers) === undefined
    && (isCopied ? isCloudFrontPage(text) : isWholePage(text, status));
  const contentType = (header('content-type') ?? logValue(log, 'sc-content-type') ?? '').split(/;|%3b/i)[0].trim();
  const idOnPage = /Request ID: (\S+)/i.exec(isPage ? text : '')?.[1];
  const requestId = header('x-amz-cf-id') ?? logValue(log, 'x-edge-request-id') ?? idOnPage;
  const read = messageOf({ isPage, text, status, requestId, seen, server, contentType: contentType.toLowerCase() });
  const isNamed = ['x-amz-cf-id', 'x-amz-cf-pop', 'x-cache', 'via'].some((name) => (
    /cloudfront/i.test(header(name) ?? '') || (name.startsWith('x-amz-cf') && header(name) !== undefined)));
  const hops = via.match(/cloudfront\.net \(CloudFront\)/gi)?.length ?? 0;
  const originByte = log?.['origin-fbl'] === undefined ? undefined : logValue(log, 'origin-fbl') !== undefined;
  return {
    seen,
    status,
    // An error document that was copied has no status.
    isError: status >= 400 || (status === 0 && log === undefined),
    server,
    xCache,
    contentType: contentType.toLowerCase(),
    hasHeaders: !isCopied,
    result: logValue(log, 'x-edge-detailed-result-type') ?? logValue(log, 'x-edge-result-type') ?? '',
    text,
    isPage,
    ...read,
    errorCode: isCopied || isErrorDocument(body ?? '') ? xmlError(body ?? '') : undefined,
    isOwn,
    proof: isPage && !isCopied
      ? proofOf({
        server,
        idOnPage,
        id: header('x-amz-cf-id'),
        isWhole: /<\/html>\s*$/i.test(body ?? ''),
        isNamed,
        isComplete: header('date') !== undefined,
      })
      : 'full',
    isPassedOn: idOnPage !== undefined && idOnPage !== requestId,
    hops,
    isCloudFront: hops > 0 || xCache !== '' || server === 'cloudfront' || log !== undefined || isNamed
      || (isPage && isCopied),
    age: Number(header('age') ?? 0) || 0,
    originAnswered: originByte,
    host: hostOf(url),
    site,
    behavior: behaviorOf(site, url),
    requestId,
    header,
  };
}

export function valuesOf(headers: Observation['headers'], name: string): readonly string[] | undefined {
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}

interface MessageParts extends Pick<Signs, 'isPage' | 'text' | 'status' | 'requestId' | 'seen' | 'server'> {
  readonly contentType: string;
}

/** A text that begins with a message counts as the page, since that is what people copy. */
function messageOf(parts: MessageParts): Pick<Signs, 'message' | 'isMessageByLength'> {
  const { isPage, text, status, requestId, seen: { headers, log }, server, contentType } = parts;
  const isCopied = Object.keys(headers).length === 0;
  const message = messageIn(text);
  const isWhole = message !== undefined && text.startsWith(CLOUDFRONT_MESSAGES[message].trim());
  if (isPage || (isWhole && isCopied)) return { message, isMessageByLength: false };
  const length = Number(valuesOf(headers, 'content-length')?.[0] ?? logValue(log, 'sc-content-len') ?? 0);
  // CloudFront does not compress its pages, and the length of a compressed body is not that of the page.
  const isHidden = text === '' && valuesOf(headers, 'content-encoding') === undefined
    && contentType === 'text/html' && (server === 'cloudfront' || log !== undefined);
  // A line may stand for others, and all ids have the same length.
  const id = log === undefined ? requestId : '?'.repeat(REQUEST_ID_LENGTH);
  const byLength = isHidden && id !== undefined ? messageOfLength(status, length, id) : undefined;
  return { ...(byLength !== undefined && { message: byLength }), isMessageByLength: byLength !== undefined };
}
