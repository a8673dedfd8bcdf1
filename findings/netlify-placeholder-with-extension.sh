#!/bin/sh
# Seen: 2026-11-28 with netlify-redirector 0.5.0
# netlify-redirector 0.5.0 reads all of `:id.html` in a source as one placeholder, whose name is "id.html". So
# `/post/:id.html /post/:id` matches every path below /post/, with or without the extension, and sends it to the literal
# text "/post/:id". In a target, however, the name ends before the dot: `/b/:id.html` has the value and ".html".
# A good guess: the line takes the extension from the end of old URLs, as in Cloudflare's `_redirects`.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund netlify-redirector@0.5.0
cat > probe.js <<'JS'
const redirector = require('netlify-redirector');
const answer = async (line, path) => {
  const list = await redirector.parsePlain(line, {});
  const request = { scheme: 'https', host: 'site.test', path, query: '', getHeader: () => '', getCookie: () => '' };
  const found = list.match(request);
  return `${line} for ${path}: ${found ? found.to : 'no match'}`;
};
(async () => {
  console.log(await answer('/post/:id.html /post/:id', '/post/5.html'));
  console.log(await answer('/post/:id.html /post/:id', '/post/5'));
  console.log(await answer('/post/:id /archive/:id.html', '/post/5'));
})();
JS
node probe.js > seen
cat seen
cat > expected <<'TEXT'
/post/:id.html /post/:id for /post/5.html: /post/:id
/post/:id.html /post/:id for /post/5: /post/:id
/post/:id /archive/:id.html for /post/5: /archive/5.html
TEXT
diff expected seen
