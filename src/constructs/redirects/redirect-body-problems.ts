import { Token } from 'aws-cdk-lib';
import { ON_LAMBDA } from './redirect-event-rules';
import { piecesOf } from '../../attach/slots/deploy-value';
import { isStored, type MaskPage } from '../../core/errors/config';
import { largestSize } from '../../core/errors/page-text';
import type { StatusSet } from '../../core/errors/statuses';
import { isKey } from '../../core/errors/stored-page';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../core/facts/edge-limits';
import { error, shown, warning, type Problem } from '../../core/problem';
import { statusesOf } from '../../core/redirects/bodies';
import { ERROR_STATUSES } from '../../core/redirects/rule/statuses';

/** The longest value that CloudFormation fills in. */
const VALUE_MAX_BYTES = 4_096;

/** Statuses that no rule has. Of a range, those count that some rule may have. */
export function statusProblems(statuses: StatusSet, path: string): Problem[] {
  const refused = (got: string) => error('EDGE_REDIRECT_PAGE_STATUS',
    `names no status of a rule without a target, got ${got}; use ${ERROR_STATUSES.join(', ')}`, path);
  const wrong = statuses.codes.filter((code) => !ERROR_STATUSES.includes(code)).map((code) => refused(shown(code)));
  if (wrong.length > 0 || statusesOf({ statuses }).length > 0) return wrong;
  return [refused(statuses.ranges.map((range) => range.map(shown).join('-')).join(', ') || 'none')];
}

/** A page that cannot be sent on an event, where an answer may have so many bytes. */
export function pageProblems(page: MaskPage, max: number, path: string): Problem[] {
  if (isStored(page)) {
    return isKey(page.key) ? [] : [error('EDGE_MASK_PAGE_KEY', `is not a key to fetch, got ${shown(page.key)}; use one `
      + 'such as "errors/404.html", without a leading slash', `${path}.key`)];
  }
  const size = mostBytes(page.parts, page.binary);
  if (size === 0) {
    return [warning('EDGE_MASK_PAGE_EMPTY', 'is empty, which looks like a fault to viewers; write a page, or leave it '
      + 'out', path)];
  }
  return size <= max ? [] : [error('EDGE_REDIRECT_PAGE_SIZE', `is too large, got ${count(size)} bytes with its `
    + `placeholders filled; on this event an answer may have ${count(max)} besides its headers: move styles and `
    + 'pictures into files of the site', path)];
}

/** The largest size of a page with placeholders and values. */
function mostBytes(parts: Parameters<typeof largestSize>[0], binary?: boolean): number {
  const texts = parts.flatMap((part) => (typeof part === 'string' ? piecesOf(part) : []));
  const known = texts.filter((text) => typeof text === 'string');
  const placeholders = parts.filter((part) => typeof part === 'number');
  return largestSize([...known, ...placeholders], binary) + (texts.length - known.length) * VALUE_MAX_BYTES;
}

/** Why a page cannot be in the code of a CloudFront Function. */
export function inCodeProblems(page: MaskPage, path: string): Problem[] {
  if (isStored(page)) {
    return [error('EDGE_REDIRECT_PAGE_HOST', 'is in a bucket, from which a CloudFront Function cannot read; use '
      + `ErrorPage.fromFile, or ${ON_LAMBDA}`, path)];
  }
  return [page.type, ...page.parts].some((part) => Token.isUnresolved(part)) ? [error('EDGE_REDIRECT_FUNCTION_VALUE',
    'has a value that is only known at deploy time, which a page in a CloudFront Function cannot have; write it as a '
    + `literal, or use ${ON_LAMBDA}`, path)] : [];
}

/** What makes room for pages beside rules in the code. */
const FEWER_RULES = `fewer rules, or ${ON_LAMBDA}`;

/** Whether pages are the reason why a CloudFront Function is too large. */
export function pageSizeProblems(bytes: number, withoutPages: () => number, cure = () => FEWER_RULES): Problem[] {
  const max = CLOUDFRONT_FUNCTION_CODE_MAX_BYTES;
  const without = bytes <= max ? max : withoutPages();
  if (without >= max) return [];
  return [error('EDGE_REDIRECT_PAGE_SIZE', `take ${count(bytes - without)} bytes in a CloudFront Function, which may `
    + `have ${count(max)} bytes of code: with pages it would have ${count(bytes)}, and ${count(without)} without; use `
    + `shorter pages, ${cure()}`, 'errorPages')];
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
