import { parseJavaScript } from '../../../src/attach/javascript';
import { headersSet } from '../../../src/core/javascript/headers-set';

const WANTED = ['Content-Security-Policy', 'X-Frame-Options'];
const CSP = 'content-security-policy';
const set = (code: string) => headersSet(parseJavaScript(code, 'commonjs'), WANTED);
const cff = (body: string, before = '') =>
  `${before} function handler(event) { var response = event.response; var headers = response.headers; ${body} return response; }`;
const edge = (body: string) =>
  `exports.handler = async (event) => { const { response } = event.Records[0].cf; ${body} return response; };`;

it.each<[string, { name: string; value?: string; removed?: true }[]]>([
  [cff(`headers['${CSP}'] = { value: "default-src *" };`), [{ name: CSP, value: 'default-src *' }]],
  [cff('response.headers["X-Frame-Options"] = { value: "DENY" };'), [{ name: 'x-frame-options', value: 'DENY' }]],
  [cff(`headers['${CSP}'].value = 'a' + "; b";`), [{ name: CSP, value: 'a; b' }]],
  [cff('headers[NAME] = { value: VALUE };', 'var NAME = \'Content-Security-Policy\'.toLowerCase(); var VALUE = ["a", \'b\'].join(\'; \');'), [{ name: CSP, value: 'a; b' }]],
  [cff('headers[NAME] = { value: `${VALUE}; b` };', `const NAME = '${CSP}'; const VALUE = 'a';`), [{ name: CSP, value: 'a; b' }]],
  [cff(`Object.assign(headers, { '${CSP}': { value: 'a' } });`), [{ name: CSP, value: 'a' }]],
  [cff('return { ...response, headers: { ...headers, \'x-frame-options\': { value: \'DENY\' } } };'), [{ name: 'x-frame-options', value: 'DENY' }]],
  [cff('Object.assign(headers, MORE);', `var MORE = { '${CSP}': { value: 'a' }, 'x-other': { value: 'b' } };`), [{ name: CSP, value: 'a' }]],
  [cff('for (var name in MORE) headers[name] = { value: MORE[name] };', `var MORE = { '${CSP}': 'a' };`), [{ name: CSP, value: 'a' }]],
  [cff('PAIRS.forEach(function (pair) { headers[pair[0]] = { value: pair[1] }; });', `var PAIRS = [['${CSP}', 'a']];`), [{ name: CSP }]],
  [cff(`headers['${CSP}'] = { value: "default-src " + event.request.uri };`), [{ name: CSP }]],
  [cff(`if (x) headers['${CSP}'] = { value: "a" }; else headers['${CSP}'] = { value: 'b' };`), [{ name: CSP }]],
  [cff(`delete headers['${CSP}'];`), [{ name: CSP, removed: true }]],
  [edge(`response.headers['${CSP}'] = [{ key: 'Content-Security-Policy', value: 'a' }];`), [{ name: CSP, value: 'a' }]],
  [edge(`response.headers['${CSP}'][0].value = 'a';`), [{ name: CSP, value: 'a' }]],
  [edge("[{ key: 'X-Frame-Options', value: 'DENY' }].forEach((h) => { response.headers[h.key.toLowerCase()] = [h]; });"), [{ name: 'x-frame-options', value: 'DENY' }]],
  [edge(`const headers = { '${CSP}': [{ key: 'Content-Security-Policy', value: 'a' }] }; response.headers = { ...response.headers, ...headers };`), [{ name: CSP, value: 'a' }]],
])('%s', (code, expected) => {
  expect(set(code)).toEqual(expected.map((one) => ({ ...one })));
});

it.each([
  cff(''),
  cff(`if (headers['${CSP}']) headers['x-seen'] = { value: headers['${CSP}'].value };`),
  cff("headers['cache-control'] = { value: 'max-age=0' };"),
  cff(`console.log('${CSP}');`),
  cff(`var { '${CSP}': policy } = headers;`),
  cff('headers[event.request.uri] = { value: "1" };'),
  cff('var a = b; var b = a; headers["x-a"] = { value: a };'),
])('nothing: %s', (code) => {
  expect(set(code)).toEqual([]);
});
