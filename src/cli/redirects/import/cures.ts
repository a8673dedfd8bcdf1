/** Reasons and fixes that several platforms share. */
export const WHERE_NO_FILE = 'it applies only where no file exists, which a rule before the origin cannot know; for a '
  + 'single-page app use ErrorRules.singlePageApp, for an error page EdgeErrorMasker';
export const PROXY = 'it fetches from another host, which is not a redirect; add a behavior with that origin to the '
  + 'distribution';
export const NOT_UNLESS =
  'rules have no negated conditions; add a rule with the opposite condition that redirects to the same URL, which '
  + 'exempts those requests, and a rule without a condition';
/** For rewrites, which show another page at the same URL. */
export const EVEN_WHERE_FILE = 'applies even where a file exists; remove the rule if one does';

/** The rule to add by hand if any text may match in place of a pattern. */
export function byHand(from: string, to: string | undefined): string {
  return (
    `if any text may match there, write ${JSON.stringify(from)}${to === undefined ? '' : `: ${JSON.stringify(to)}`}`
    + ' by hand'
  );
}
