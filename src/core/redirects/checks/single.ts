import { doubtfulSource, foreignSource } from '../rule/foreign/sources';
import { foreignTarget, numberedReference } from '../rule/foreign/targets';
import { leaveOut } from '../rule/ignored';
import { isExact, type Piece, type RedirectRule, SCHEME_HEADER, type Target } from '../rule/model';
import { fixedHost } from '../rule/origin';
import { quoted, Report } from '../rule/report';
import { isOrdinary } from '../rule/spelling';
import { captureCharacter, exactPath, templateText } from '../traits/texts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Reports problems of a single rule. True if the rule can never apply. */
export function checkSingle(rule: RedirectRule, now: number | undefined, report: Report): boolean {
  if (now !== undefined) checkExpired(rule, now, report);
  // Of `<int:id>` it would say that `:id` is a placeholder, which does not help.
  if (!checkForeign(rule, report)) checkColons(rule, report);
  checkStar(rule, report);
  checkReference(rule, report);
  checkBlank(rule, report);
  return isOwnTarget(rule, report);
}

export function checkExpired(rule: RedirectRule, now: number, report: Report): void {
  if (rule.end === undefined || rule.end > now) return;
  report.warning(
    'EDGE_REDIRECT_EXPIRED',
    rule,
    `${quoted(rule.from)} ended ${endOf(rule.end)}; remove it`,
  );
}

/** The last day, as it is written in a list, or the time if the end is within a day. */
function endOf(end: number): string {
  const isMidnight = end % DAY_MS === 0;
  return isMidnight
    ? `on ${new Date(end - DAY_MS).toISOString().slice(0, 10)}`
    : `at ${new Date(end).toISOString().replace(/(:00)?\.000Z$/, 'Z')}`;
}

/** `/wiki/Help:Contents` matches `/wiki/Helpdesk` too, which is not intended if the placeholder is not used. */
function checkColons(rule: RedirectRule, report: Report): void {
  for (const segment of rule.source.segments) {
    if (segment.kind !== 'placeholder') continue;
    segment.pieces.forEach((piece, i) => {
      const before = segment.pieces[i - 1];
      if (typeof piece === 'string' || typeof before !== 'string' || !/\w$/.test(before) || uses(rule, piece.name)) {
        return;
      }
      report.warning(
        'EDGE_REDIRECT_PLACEHOLDER',
        rule,
        `${quoted(rule.from)} matches any text after ${quoted(before)}, because `
          + `${quoted(`:${piece.name}`)} is a placeholder; ${cureOfColon(rule)}`,
      );
    });
  }
}

/** The platforms compare `%3A` with the request as it is, and browsers send `:`. */
function cureOfColon({ dialect: { names } }: RedirectRule): string {
  return names === 'words'
    ? 'write %3A for a literal colon'
    : 'a literal colon needs %3A in redirects.json, since lines cannot express it';
}

/** `/docs/* → /handbook/*` redirects to a URL that ends with a star. */
function checkStar(rule: RedirectRule, report: Report): void {
  const { source, target } = rule;
  if (
    source.captures.every((name) => !/^(?:splat|\d+)$/.test(name))
    || !target?.path.some((part) => typeof part === 'string' && part.includes('*'))
  ) {return;}
  report.warning(
    'EDGE_REDIRECT_PLACEHOLDER',
    rule,
    `the * in ${quoted(rule.to)} is sent unchanged; write :splat for what the * of the source matched, or %2A `
      + 'for a literal star',
  );
}

/** `/docs/* → /handbook/$1` redirects to a URL that ends with `$1`. */
function checkReference(rule: RedirectRule, report: Report): void {
  const reference = numberedReference(rule.to ?? '', rule.source.captures);
  if (reference === undefined) return;
  report.warning(
    'EDGE_REDIRECT_PLACEHOLDER',
    rule,
    `the ${reference.is} in ${quoted(rule.to)} is sent unchanged; write ${reference.write} for what the source `
      + 'matched',
  );
}

/**
 * Reports patterns of other routers that are read as text: all in `_redirects` files, and `/posts/$id`. True if the
 * line has one.
 */
function checkForeign({ from, to, source, dialect, ...place }: RedirectRule, report: Report): boolean {
  if (isOrdinary(from) && (to === undefined || isOrdinary(to))) return false;
  const fault = dialect.names === 'words'
    ? undefined : foreignSource(from, true) ?? foreignTarget(to ?? '', source.captures, true);
  if (fault !== undefined) report.warning('EDGE_REDIRECT_PLACEHOLDER', place, fault);
  const doubtful = doubtfulSource(from);
  if (fault !== undefined || doubtful === undefined) return fault !== undefined;
  const { is, write } = doubtful;
  report.warning('EDGE_REDIRECT_PLACEHOLDER', place, `the ${is} in ${quoted(from)} is matched as text; write ${write}`);
  return true;
}

/** `/my page`: browsers send `%20`, but often the blank separates what does not belong to the URL. */
function checkBlank({ to, ...place }: RedirectRule, report: Report): void {
  if (to === undefined || isOrdinary(to) || !/\s/.test(to)) return;
  const words = to.split(/\s+/);
  report.warning('EDGE_REDIRECT_TARGET', place,
    `${quoted(to)} has a blank, which is sent as %20; write ${quoted(words.join('%20'))}, or ${quoted(words[0])} if `
      + 'what follows does not belong to the URL');
}

function uses({ source, target }: RedirectRule, name: string): boolean {
  const capture = source.captures.indexOf(name);
  return [target?.origin?.host, target?.path, target?.query, target?.fragment].some((parts) =>
    parts?.includes(capture),
  );
}

/** `/a → /a`, or targets that differ only by a slash or by case if the source ignores that. */
function isOwnTarget(rule: RedirectRule, report: Report): boolean {
  const { source, target, dialect, status } = rule;
  if (target === undefined || status < 300 || status >= 400 || !staysOnHost(rule)) return false;
  // The second request differs if the target adds a query or the rule consumes a parameter.
  if ((target.query?.length ?? 0) > 0 || (source.query.length > 0 && dialect.usesUpQuery)) return false;
  const from = sourceTemplate(rule);
  const isHome = target.leadsHome === 'yes';
  const to = isHome ? '/' : templateText({ path: target.path });
  if (from === to && (isHome || rule.namesRootObject)) {
    reportHome(rule, report);
  } else if (dialect.format === 'netlify' || dialect.format === 'cloudflare') {
    return isIgnored(rule, from, to, report);
  } else if (from === to) {
    report.error('EDGE_REDIRECT_LOOP', rule, `${quoted(rule.from)} ${ownTargetFix(rule, target)}`);
  } else if (dialect.slash === 'ignored' && trimmed(from) === trimmed(to)) {
    report.error(
      'EDGE_REDIRECT_SLASH',
      rule,
      isUpgrade(rule, target)
        ? `${quoted(rule.from)} and ${quoted(rule.to)} are the same, because rules ignore the slash at the end, and `
          + `sources for http and https are the same; leave the slash to the site, remove the rule, and ${UPGRADE}`
        : `${quoted(rule.from)} and ${quoted(rule.to)} differ only by a slash, which rules ignore; leave the slash to `
          + 'the site and remove the rule, or set prettyUrls of the EdgeRedirector, which redirects all pages',
    );
  } else if (!rule.caseSensitive && trimmed(from).toLowerCase() === trimmed(to).toLowerCase()) {
    report.error(
      'EDGE_REDIRECT_CASE',
      rule,
      `${quoted(rule.from)} and ${quoted(rule.to)} differ only by case, which this rule ignores; set `
        + 'caseSensitive to true',
    );
  } else {
    return false;
  }
  return true;
}

/**
 * A line of `_redirects` that leads to itself is left out: Netlify ignores it, and Cloudflare redirects such requests
 * until browsers give up.
 */
function isIgnored(rule: RedirectRule, from: string, to: string, report: Report): boolean {
  const fault = from === to ? `${quoted(rule.from)} redirects to itself`
    : rule.dialect.slash === 'ignored' && trimmed(from) === trimmed(to)
      ? `${quoted(rule.from)} and ${quoted(rule.to)} differ only by a slash, which rules ignore` : undefined;
  if (fault === undefined) return false;
  const cure = from === to ? 'remove it' : 'leave the slash to the site and remove it';
  if (rule.dialect.format === 'netlify') {
    leaveOut('Netlify', { place: rule, fault, cure }, report);
  } else {
    const message = `${fault}, which never ends at Cloudflare, and it is left out; ${cure}`;
    report.warning('EDGE_REDIRECT_IGNORED', rule, message);
  }
  return true;
}

/** `/index.html → /` would be a loop, because CloudFront requests the object in place of `/`. */
function reportHome(rule: RedirectRule, report: Report): void {
  // At Netlify such a line does not apply, because the file exists.
  report[rule.dialect.order === 'first' ? 'warning' : 'error'](
    'EDGE_REDIRECT_ROOT_OBJECT',
    rule,
    `${quoted(rule.from)} and ${quoted(rule.to)} are one page: CloudFront requests the default root object if a `
      + 'viewer requests "/", so the home page would redirect to itself; remove the rule, and let links lead to "/"',
  );
}

/**
 * Whether a target is on the host of the source. With a condition on the scheme it may be the step from http to https.
 */
function staysOnHost({ source, target, when }: RedirectRule): boolean {
  if (target?.origin === undefined) return true;
  if (source.host === undefined || fixedHost(target.origin) !== source.host) return false;
  const [first] = when.headers ?? [];
  return first === undefined || (first.name === SCHEME_HEADER && first.test.is === 'equal'
    && first.test.value === target.origin.scheme);
}

/** The source as a template: the target that would give the same URL. */
function sourceTemplate(rule: RedirectRule): string {
  const { source } = rule;
  if (isExact(source)) {
    const exact = exactPath(rule);
    return exact === '' || source.slash ? `${exact}/` : exact;
  }
  let capture = 0;
  const pieceText = (piece: Piece): string => (typeof piece === 'string' ? piece : captureCharacter(capture++));
  const path = source.segments.map((segment) => {
    switch (segment.kind) {
      case 'literal':
        return `/${segment.text}`;
      case 'star':
      case 'placeholder':
        return `/${segment.pieces.map(pieceText).join('')}`;
      case 'splat':
        return `/${captureCharacter(capture++)}`;
    }
  }).join('');
  return path === '' || source.slash ? `${path}/` : path;
}

function trimmed(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

const UPGRADE = 'use ViewerProtocolPolicy.REDIRECT_TO_HTTPS on the behavior';

/** Whether a rule is meant to lead from http to https; in a table, a source may have a host without a scheme. */
function isUpgrade({ from, dialect }: RedirectRule, { origin }: Target): boolean {
  return (from.startsWith('http://') || (dialect.format === 'csv' && from.startsWith('https://')))
    && origin?.scheme === 'https';
}

function ownTargetFix(rule: RedirectRule, target: Target): string {
  if (isUpgrade(rule, target)) {
    return `redirects to itself, because sources for http and https are the same; remove the rule, and ${UPGRADE}`;
  }
  return rule.from.startsWith('https://') && target.origin?.scheme === 'http'
    ? 'redirects to itself, because sources for http and https are the same; remove the rule'
    : 'redirects to itself; remove the rule';
}
