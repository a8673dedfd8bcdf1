/**
 * Whether a viewer prefers HTML to other types.
 *
 * HTML has to be named: a script's `fetch()` and most command line tools accept everything, and an HTML page instead of
 * JSON breaks applications. Browsers list images with the same weight as HTML when they navigate, so that a tie counts.
 */
export function prefersHtml(accept = ''): boolean {
  let html = 0;
  let other = 0;
  for (const range of accept.toLowerCase().split(',')) {
    const weight = Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1);
    if (/^\s*(text\/html|application\/xhtml\+xml)\s*(;|$)/.test(range)) html = Math.max(html, weight);
    else if (range.trim() !== '') other = Math.max(other, weight);
  }
  return html > 0 && html >= other;
}
