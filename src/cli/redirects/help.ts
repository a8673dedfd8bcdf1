export const HELP = `Redirects: check the list, try an address, compare two lists.

  redirects check FILE...            say what is wrong, with line and column
  redirects resolve FILE ADDRESS     what would a visitor of this address get?
  redirects diff OLD NEW             which redirects came, went or changed, and for which addresses others answer
  redirects convert FILE --to csv    write the list in another format

A list is a file named like redirects.json, redirects.csv or _redirects. Where the name does not tell,
add --format json, csv, netlify or cloudflare.

check
  --json, --sarif       for programs; --sarif marks the lines in a pull request
  --site-host HOST      a host of your site, so that redirects to it are followed as well
  The exit code is 1 if there are errors, and 0 with warnings or notes only.

resolve
  --country DE          where the visitor is
  --header "Name: value"   what the browser sends, e.g. --header "Referer: https://example.com/"
  --cookie name=value   a cookie that the browser has
  --method POST         how the page is asked for
  --date 2026-12-24     another day than today
  --origin-status 404   what the site itself answered
  --batch FILE.jsonl    many questions at once: {"id", "format", "rules", "url", "headers"?, "cookies"?} on each line

  --json                for programs

diff
  --json                for programs
  --exit-code           exit with 1 if the lists differ

convert
  --to FORMAT           json, csv, netlify or cloudflare; nothing is written if a rule would mean something else there
  --out FILE            where to write it; without it, to the screen

Examples
  redirects check redirects.json
  redirects resolve redirects.json https://www.example.com/old-page?utm_source=mail --country DE
`;
