import { readFileSync } from 'node:fs';

/** How many rules a file has. Called after the synthesis, which reports a file that is not valid. */
function rules(file) {
  try {
    return `${Object.keys(JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))).length} rules`;
  } catch {
    return 'the rules';
  }
}

const REDIRECTS = ['redirects.json', 'legacy-redirects.json'];

/** What to try, and what to expect. test/e2e tests each row. */
const rows = () => [
  ["Error pages: the site's own errors, and nobody else's"],
  ['/no-such-page', 'the bucket returns 403: 302 to /404.html'],
  ['/api/status/403', 'the API returns 403: its JSON is not changed'],
  ['/api/status/404', 'the same for every status from 200 to 599'],
  ['/wp-admin/setup.php', "the firewall blocks it: CloudFront's own 403 page"],
  [`Redirects: ${REDIRECTS.map((file) => `${rules(file)} from ${file}`).join(', ')}`],
  ['/jobs', '301 to /careers.html; /jobs/ too; with Strict-Transport-Security'],
  ['/autumn?utm_source=card', "302; the target's query and yours are merged"],
  ['/docs/v2/alerts', '301 to /docs/alerts.html: a splat'],
  ['/legacy/support?id=7', '301 decided after the origin, cached, without your query'],
  ['/lookup?username=mara', '302 to /other.html?username=mara from the form on /index.html, to the form otherwise'],
  ['Headers: a policy that names this distribution'],
  ['/index.html', 'fill in the form: redirect, script and API call all work'],
  ['/other.html?username=mara', 'the script runs, the inline script is blocked'],
];

export function guide(url, api) {
  const all = rows();
  const paths = all.filter((row) => row.length === 2).map(([path]) => path.length);
  const width = url.length + Math.max(...paths) + 2;
  const lines = all.map(([path, expect]) =>
    expect === undefined ? `\n  ${path}` : `    ${`${url}${path}`.padEnd(width)}${expect}`,
  );
  return `${lines.join('\n')}

  With curl
    curl -i ${url}/no-such-page
    curl -i ${url}/api/status/403
    curl -i ${url}/wp-admin/
    curl -i ${url}/jobs
    curl -i '${url}/autumn?utm_source=card'
    curl -i -H 'Referer: ${url}/index.html' '${url}/lookup?username=mara'
    curl -i ${url}/other.html

  The API by itself: ${api}/api/users/mara
  Ctrl-C ends the demo.
`;
}
