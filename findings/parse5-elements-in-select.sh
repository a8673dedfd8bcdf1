#!/bin/sh
# Seen: 2026-11-28 with parse5 8.1.1 and jsdom 26.1.0 (npm)
# parse5 8.1.1, the newest, drops every element but <option>, <optgroup> and <hr> within <select>, and so does jsdom,
# which is made with it. The HTML standard has kept them since 2025, for selects that pages can style, and Chromium 156
# does: its DOM of the second line has the <div>, that of the third the <span> with its attributes. Whoever computes
# from the tree of parse5 what a browser will load, run or style misses images, styles and event handlers in a <select>.
# A good guess: a parser of the standard, tested with the shared html5lib tests, builds the tree that browsers build.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund parse5@8.1.1 jsdom@26.1.0
cat > probe.mjs <<'JS'
import { JSDOM } from 'jsdom';
import { parseFragment, serialize } from 'parse5';

const PAGES = [
  '<select><option>a</option><hr><option>b</option></select>',
  '<select><div><option>a</option></div></select>',
  '<select><option><span class="x">a</span></option></select>',
  '<select><button><selectedcontent></selectedcontent></button><option>a<img src="x.png" alt=""></option></select>',
];
for (const page of PAGES) {
  console.log(`parse5: ${serialize(parseFragment(page))}`);
  console.log(` jsdom: ${new JSDOM(page).window.document.body.innerHTML}`);
}
JS
node probe.mjs | tee seen
cat > expected <<'TEXT'
parse5: <select><option>a</option><hr><option>b</option></select>
 jsdom: <select><option>a</option><hr><option>b</option></select>
parse5: <select><option>a</option></select>
 jsdom: <select><option>a</option></select>
parse5: <select><option>a</option></select>
 jsdom: <select><option>a</option></select>
parse5: <select><option>a</option></select>
 jsdom: <select><option>a</option></select>
TEXT
diff expected seen
