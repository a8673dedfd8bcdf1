import { CLOUDFRONT_MESSAGES, cloudFrontPage, type CloudFrontMessage } from '../facts/cloudfront-page';

/** What is read of a body. Error pages are short. */
const MOST_CHARACTERS = 65_536;

/** The text of a page without tags, on one line. */
export function plainText(body: string): string {
  return body.slice(0, MOST_CHARACTERS).replace(/<[^<>]*>/g, ' ').replace(/&#0?39;|&apos;|\u2019/g, "'")
    .replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();
}

/**
 * Whether it is the page that CloudFront generates. In a text that was copied from a browser, the last lines are left.
 */
export function isCloudFrontPage(text: string): boolean {
  return /The request could not be satisfied/i.test(text) && /\bCloudFront\b/i.test(text);
}

/**
 * Whether a body is that page from its start, with the status of the response: an article, JSON of an API, or a page of
 * the site may quote it.
 */
export function isWholePage(text: string, status: number): boolean {
  const [, stated] = /^(?:ERROR: The request could not be satisfied )?(\d{3}) ERROR The request could not be satisfied\./
    .exec(text) ?? [];
  return stated !== undefined && (status === 0 || Number(stated) === status);
}

const MESSAGES = Object.entries(CLOUDFRONT_MESSAGES) as readonly [CloudFrontMessage, string][];

/** The longest message that a text contains: others may be a part of it. */
export function messageIn(text: string): CloudFrontMessage | undefined {
  const found = MESSAGES.filter(([, message]) => text.includes(message.trim()));
  return found.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

/**
 * The message of a page that is not there, such as that of a HEAD request, by its length. Messages that continue with a
 * reason have no length of their own.
 */
export function messageOfLength(status: number, length: number, requestId: string): CloudFrontMessage | undefined {
  const found = FIXED.filter((name) => cloudFrontPage(status, CLOUDFRONT_MESSAGES[name], requestId).length === length);
  return found.length === 1 ? found[0] : undefined;
}

const FIXED = MESSAGES.filter(([, message]) => message.endsWith('.')).map(([name]) => name);
