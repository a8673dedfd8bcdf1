#!/bin/sh
# Seen: 2026-11-29 with Node.js 22.21.1, 24.11.1 and 26.10.0 (npm package "node")
# `new Request(url, { signal })` has a signal of its own, which is aborted with the one that was given. A listener of
# that signal is called only as long as something holds the Request: after a garbage collection, the abort never
# arrives. With `AbortSignal.any([signal])` it does, whatever is collected.
# A good guess: a listener keeps a signal, as the DOM standard says of signals that depend on others; whoever has read
# method, headers and body of a Request can let it go.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > probe.mjs <<'JS'
const arrived = [];
const held = [];
const ways = {
  'a Request that is held': (signal) => {
    const request = new Request('http://example.com/', { signal });
    held.push(request);
    return request.signal;
  },
  'a Request that is let go': (signal) => new Request('http://example.com/', { signal }).signal,
  'AbortSignal.any': (signal) => AbortSignal.any([signal]),
};
const controllers = Object.entries(ways).map(([name, follow]) => {
  const controller = new AbortController();
  follow(controller.signal).addEventListener('abort', () => arrived.push(name));
  return controller;
});
for (let i = 0; i < 3; i++) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  gc();
}
for (const controller of controllers) controller.abort();
console.error(`${process.version}: ${arrived.join(', ')}; held: ${held.length}`);
for (const name of Object.keys(ways)) console.log(`${name}: ${arrived.includes(name) ? 'aborted' : 'not aborted'}`);
JS
for version in 22.21.1 24.11.1 26.10.0; do
  mkdir "$version" && cd "$version"
  npm init --yes > /dev/null
  npm install --silent --no-audit --no-fund "node@$version"
  ./node_modules/.bin/node --expose-gc ../probe.mjs >> ../seen
  cd ..
done
cat seen
cat > one <<'TEXT'
a Request that is held: aborted
a Request that is let go: not aborted
AbortSignal.any: aborted
TEXT
cat one one one > expected
diff expected seen
