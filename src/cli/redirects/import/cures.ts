/** Cures that several platforms have in common. */
export const WHERE_NO_FILE = 'it applies only where no file exists, which a rule before the origin cannot know; for a '
  + 'single-page app use ErrorRules.singlePageApp, for an error page EdgeErrorMasker';
export const PROXY = 'it fetches from another host, which is not a redirect; add a behavior with that origin to the '
  + 'distribution';
export const NOT_UNLESS =
  'rules have no "unless"; write a rule for the requests that are excepted which leads to itself, '
  + 'with a condition, beside one without';
/** Of an entry that shows another page at the same URL. */
export const EVEN_WHERE_FILE = 'applies even where a file exists; remove the rule if one does';

/** How the rule is written by hand where any text may stand in place of a pattern. */
export function byHand(from: string, to: string | undefined): string {
  return (
    `where any text may stand there, write ${JSON.stringify(from)}${to === undefined ? '' : `: ${JSON.stringify(to)}`}`
    + ' by hand'
  );
}
