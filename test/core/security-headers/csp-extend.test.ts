import { renderStatic } from '../../../src/core/security-headers/csp';
import { effective, extendCsp, replaceInCsp } from '../../../src/core/security-headers/csp-extend';
import { readCsp } from '../../../src/core/security-headers/csp-parse';

const extend = (policy: string, added: string) => renderStatic(extendCsp(readCsp(policy), readCsp(added)));

it.each<[string, string, string, string]>([
  ['a source', "img-src 'self'", 'img-src a.example', "img-src 'self' a.example"],
  ['a source that is there', 'img-src a.example b.example', 'img-src a.example', 'img-src a.example b.example'],
  ["a source beside 'none'", "img-src 'none'", 'img-src a.example', 'img-src a.example'],
  ["a source beside 'NONE'", "img-src 'NONE'", 'img-src a.example', 'img-src a.example'],
  ['no source', "img-src 'none'", 'img-src', "img-src 'none'"],
  ['a source to a directive without any', 'img-src', 'img-src a.example', 'img-src a.example'],
  ['a directive that is not set', "default-src 'self'", 'img-src a.example', "default-src 'self'; img-src 'self' a.example"],
  ["one whose fallback is 'none'", "default-src 'none'", 'img-src a.example', "default-src 'none'; img-src a.example"],
  ['one with a nearer fallback', "default-src 'none'; script-src 'self'", 'script-src-elem a.example',
    "default-src 'none'; script-src 'self'; script-src-elem 'self' a.example"],
  ['workers, which fall back to scripts', "script-src 'self'", 'worker-src blob:', "script-src 'self'; worker-src 'self' blob:"],
  ['frames, which fall back to children', "child-src 'self'", 'frame-src a.example', "child-src 'self'; frame-src 'self' a.example"],
  ['what everything is allowed for already', "script-src 'self'", 'img-src a.example', "script-src 'self'"],
  ['what has no fallback', "default-src 'self'", 'form-action a.example', "default-src 'self'"],
  ['a flag', "default-src 'self'", 'upgrade-insecure-requests', "default-src 'self'; upgrade-insecure-requests"],
  ['a place for reports', "default-src 'self'", 'report-to main', "default-src 'self'; report-to main"],
])('adds %s', (_, policy, added, expected) => expect(extend(policy, added)).toBe(expected));

it('never allows less', () => {
  const policy = readCsp("default-src 'self'; script-src a.example; img-src 'none'");
  for (const name of ['script-src', 'script-src-attr', 'img-src', 'font-src', 'worker-src', 'frame-src', 'base-uri']) {
    const before = effective(policy, name)?.sources.filter((s) => s.kind === 'text' && s.text !== "'none'");
    const after = effective(extendCsp(policy, readCsp(`${name} b.example`)), name)?.sources;
    expect(before === undefined ? after : after).toEqual(before && [...before, { kind: 'text', text: 'b.example' }]);
  }
});

it('replaces directives in their places, and removes others', () => {
  const policy = readCsp("default-src 'self'; img-src *; upgrade-insecure-requests");
  expect(renderStatic(replaceInCsp(policy, readCsp('font-src a.example; img-src b.example'), ['upgrade-insecure-requests'])))
    .toBe("default-src 'self'; img-src b.example; font-src a.example");
});
