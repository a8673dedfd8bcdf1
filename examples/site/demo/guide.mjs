import { readFileSync } from 'node:fs';

/** How many rules a file has; asked when it has passed the synthesis, which says what is wrong with it. */
function rules(file) {
  try {
    return `${Object.keys(JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))).length} rules`;
  } catch {
    return 'the rules';
  }
}

/** What to try, and what to expect. Each row is proved in test/e2e. */
const rows = () => [
  ['Error pages: the site\'s own errors, and nobody else\'s'],
  ['/no-such-page', 'the bucket says 403: 302 to /404.html'],
  ['/api/status/403', 'the API says 403: its JSON arrives untouched'],
  ['/api/status/404', 'so does every status from 200 to 599'],
  ['/wp-admin/setup.php', 'the firewall says 403: CloudFront\'s own page'],
  [`Redirects: ${rules('redirects.json')} from redirects.json, ${rules('legacy-redirects.json')} from legacy-redirects.json`],
  ['/jobs', '301 to /careers.html; /jobs/ too; with Strict-Transport-Security'],
  ['/autumn?utm_source=card', '302; the target\'s query and yours are merged'],
  ['/docs/v2/alerts', '301 to /docs/alerts.html: a splat'],
  ['/legacy/support?id=7', '301 decided after the origin, cached, your query dropped'],
  ['/lookup?username=mara', '302 to /other.html?username=mara from the form on /index.html, to the form otherwise'],
  ['Headers: a policy that names this distribution'],
  ['/index.html', 'fill in the form: redirect, script and API call all work'],
  ['/other.html?username=mara', 'the script runs, the inline script is blocked'],
];

export function guide(url, api) {
  const all = rows();
  const paths = all.filter((row) => row.length === 2).map(([path]) => path.length);
  const width = url.length + Math.max(...paths) + 2;
  const lines = all.map(([path, expect]) => expect === undefined ? `\n  ${path}` : `    ${`${url}${path}`.padEnd(width)}${expect}`);
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
