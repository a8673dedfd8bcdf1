#!/bin/sh
# Seen: 2026-11-28 with netlify-redirector 0.5.0
# netlify-redirector 0.5.0 puts the values of placeholders into a target as text, in the order of the source, without
# looking at where a name ends. In `/a/:id/:idx /b/:idx`, the name `:idx` begins with `:id`, so that the target becomes
# the value of `:id` and an "x". In the other order of the source the same target is right. `:s` damages `:splat`, too.
# A good guess: names end where their characters end, as in the source of the same line.
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
  return `${line} for ${path}: ${list.match(request).to}`;
};
(async () => {
  console.log(await answer('/a/:id/:idx /b/:idx/:id', '/a/1/2'));
  console.log(await answer('/a/:idx/:id /b/:idx/:id', '/a/2/1'));
  console.log(await answer('/c/:s/* /d/:splat', '/c/1/2'));
})();
JS
node probe.js > seen
cat seen
cat > expected <<'TEXT'
/a/:id/:idx /b/:idx/:id for /a/1/2: /b/1x/1
/a/:idx/:id /b/:idx/:id for /a/2/1: /b/2/1
/c/:s/* /d/:splat for /c/1/2: /d/1plat
TEXT
diff expected seen
