import { numberedReference } from '../rule/foreign';
import type { Piece, RedirectRule } from '../rule/model';
import { fixedHost } from '../rule/origin';
import { quoted, Report } from '../rule/report';
import { captureCharacter, templateText } from '../traits/texts';

/** Reports what is wrong with a rule on its own. True if the rule can never do anything. */
export function checkSingle(rule: RedirectRule, now: number | undefined, report: Report): boolean {
  if (now !== undefined) checkExpired(rule, now, report);
  checkColons(rule, report);
  checkStar(rule, report);
  checkReference(rule, report);
  return isOwnTarget(rule, report);
}

export function checkExpired(rule: RedirectRule, now: number, report: Report): void {
  if (rule.end === undefined || rule.end > now) return;
  report.warning(
    'EDGE_REDIRECT_EXPIRED',
    rule,
    `${quoted(rule.from)} ended on ${new Date(rule.end).toISOString()}; remove it`,
  );
}

/** `/wiki/Help:Contents` is for `/wiki/Helpdesk` too, which nobody means who does not use what stands there. */
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
        `${quoted(rule.from)} is for whatever begins with ${quoted(before)} there, because `
          + `${quoted(`:${piece.name}`)} is a placeholder; write %3A where a colon is meant`,
      );
    });
  }
}

/** `/docs/* → /handbook/*` sends everybody to an address that ends with a star. */
function checkStar(rule: RedirectRule, report: Report): void {
  const { source, target } = rule;
  if (
    source.captures.every((name) => !/^(?:splat|\d+)$/.test(name))
    || !target?.path.some((part) => typeof part === 'string' && part.includes('*'))
  ) {return;}
  report.warning(
    'EDGE_REDIRECT_PLACEHOLDER',
    rule,
    `the * in ${quoted(rule.to)} is sent as it stands; write :splat for what the * of the source has taken, or %2A `
      + 'where a star is meant',
  );
}

/** `/docs/* → /handbook/$1` sends everybody to a URL that ends with `$1`. */
function checkReference(rule: RedirectRule, report: Report): void {
  const reference = numberedReference(rule.to ?? '', rule.source.captures);
  if (reference === undefined) return;
  report.warning(
    'EDGE_REDIRECT_PLACEHOLDER',
    rule,
    `the ${reference.is} in ${quoted(rule.to)} is sent as it stands; write ${reference.write} for what the source `
      + 'has taken',
  );
}

function uses({ source, target }: RedirectRule, name: string): boolean {
  const capture = source.captures.indexOf(name);
  return [target?.origin?.host, target?.path, target?.query, target?.fragment].some((parts) =>
    parts?.includes(capture),
  );
}

/** `/a → /a`, and the same but for a slash or for case where these make no difference to the source. */
function isOwnTarget(rule: RedirectRule, report: Report): boolean {
  const { source, target, dialect, status } = rule;
  if (target === undefined || status < 300 || status >= 400 || !staysOnHost(rule)) return false;
  // A query that the target adds or that the rule uses up makes the second request a different one.
  if ((target.query?.length ?? 0) > 0 || (source.query.length > 0 && dialect.usesUpQuery)) return false;
  const from = sourceTemplate(rule);
  const to = templateText({ path: target.path });
  if (from === to) {
    const secures = rule.from.startsWith('http://') && target.origin?.scheme === 'https';
    const cure = secures
      ? 'leads to itself for https, which a source does not tell from http; remove the rule, and use '
        + 'ViewerProtocolPolicy.REDIRECT_TO_HTTPS on the behavior'
      : 'leads to itself; remove the rule';
    report.error('EDGE_REDIRECT_LOOP', rule, `${quoted(rule.from)} ${cure}`);
  } else if (dialect.slash === 'ignored' && trimmed(from) === trimmed(to)) {
    report.error(
      'EDGE_REDIRECT_SLASH',
      rule,
      `${quoted(rule.from)} and ${quoted(rule.to)} differ by a slash, which rules do not see; leave the slash to the `
        + 'site and remove the rule',
    );
  } else if (!rule.caseSensitive && trimmed(from).toLowerCase() === trimmed(to).toLowerCase()) {
    report.error(
      'EDGE_REDIRECT_CASE',
      rule,
      `${quoted(rule.from)} and ${quoted(rule.to)} differ by capital letters, which this rule does not see; set `
        + 'caseSensitive to true',
    );
  } else {
    return false;
  }
  return true;
}

/**
 * An absolute target on the very host of the source; with a condition on the scheme it may be the step from http to
 * https.
 */
function staysOnHost({ source, target, when }: RedirectRule): boolean {
  if (target?.origin === undefined) return true;
  return source.host !== undefined && fixedHost(target.origin) === source.host && when.headers === undefined;
}

/** The source written as a template: what a target would be that gives back the same address. */
function sourceTemplate({ source }: RedirectRule): string {
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
