#!/bin/sh
# Seen: 2026-11-29 with Node.js 22.21.1, 24.11.1 and 26.10.0 (npm package "node"): V8 12.4, 13.6 and later
# A function that returns `{ get size() { ... } }` makes garbage that young collections cannot free: V8 puts the closure
# of the getter in the old generation, and it keeps all that it refers to until a full collection, although the object
# itself is long gone. 300,000 short-lived objects, each of 40 small parts, take dozens of full collections; with
# `size: () => ...` in the same place, one or two, and half of the processor time.
# A good guess: garbage is garbage, and an accessor costs what a method costs. In a server that made three such getters
# for each request, half of the time of a request was spent on collecting it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > probe.js <<'JS'
const { PerformanceObserver } = require('node:perf_hooks');
const ways = {
  getter: (parts) => ({ a: 1, get size() { return parts.length; } }),
  method: (parts) => ({ a: 1, size: () => parts.length }),
};
const parts = (i) => Array.from({ length: 40 }, (_, n) => ({ n, text: `x${i}` }));
const way = ways[process.argv[2]];
let full = 0;
let sum = 0;
new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries()) if (detail.kind === 4) full++;
}).observe({ entryTypes: ['gc'] });
(async () => {
  for (let i = 0; i < 300_000; i++) {
    const made = way(parts(i));
    sum += typeof made.size === 'number' ? made.size : made.size();
    if (i % 1_000 === 0) await new Promise(setImmediate);
  }
  setTimeout(() => {
    console.error(`${process.version} ${process.argv[2]}: ${full} full collections, ${sum}`);
    console.log(`${process.argv[2]}: more than 6 full collections: ${full > 6}`);
  }, 50);
})();
JS
for version in 22.21.1 24.11.1 26.10.0; do
  mkdir "$version" && cd "$version"
  npm init --yes > /dev/null
  npm install --silent --no-audit --no-fund "node@$version"
  for way in getter method; do ./node_modules/.bin/node ../probe.js "$way"; done >> ../seen
  cd ..
done
cat seen
cat > expected <<'TEXT'
getter: more than 6 full collections: true
method: more than 6 full collections: false
getter: more than 6 full collections: true
method: more than 6 full collections: false
getter: more than 6 full collections: true
method: more than 6 full collections: false
TEXT
diff expected seen
