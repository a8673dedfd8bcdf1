import fc from 'fast-check';
import type { Captured, Field } from '../../../src/cli/captures/captured';
import { readCapture } from '../../../src/cli/captures/read-capture';
import { Faults } from '../../../src/cli/explain/input/faults';
import { readInput } from '../../../src/cli/explain/input/read';
import { checkedHead } from '../../../src/cli/headers/checked-head';
import type { Observation } from '../../../src/core/explain/observation';
import { cases } from '../../support/cases';

type Response = Pick<Captured, 'status' | 'fields' | 'body'>;

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_!#$%&'*+.^`|~-]{0,12}$/);
const value = fc.stringMatching(/^(?:[!-~](?:[ -~]{0,20}[!-~])?)?$/);
const fields: fc.Arbitrary<Field[]> = fc.array(fc.record({ name, value }), { minLength: 1, maxLength: 6 });
/** Lines of a body, also those that look like marks, headers, or a status line without headers below it. */
const bodyLine = fc.oneof(
  fc.stringMatching(/^[ -~]{1,30}$/),
  fc.constantFrom('', '> GET', '< p>', '<p>', 'server: x', 'An example: HTTP/1.1 404 Not Found', '} else {', '{ "a": 1 }', '100% done'),
).filter((line) => !/HTTP\/\d/.test(line) || line.startsWith('An'));
const body = fc.option(
  fc.array(bodyLine, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n')).filter((text) => text.trim() !== ''),
  { nil: undefined },
);
const response = (status: fc.Arbitrary<number>): fc.Arbitrary<Response> => fc.record({ status, fields, body });
const error = response(fc.integer({ min: 400, max: 599 }));
const newline = fc.constantFrom('\n', '\r\n');
const version = fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2', 'HTTP/3', 'http/1.1');

const lineOf = ({ name: one, value: text }: Field): string => `${one}: ${text}`;

function withI({ status, fields: all, body: text = '' }: Response, http: string): string[] {
  return [`${http} ${status} `, ...all.map(lineOf), '', ...text.split('\n')];
}

function withV({ status, fields: all, body: text = '' }: Response, http: string): string[] {
  return [
    '* Connected to x (192.0.2.1) port 80', '> DELETE /a?b HTTP/1.1', '> Host: x', '> ',
    `< ${http} ${status} `, ...all.map((one) => `< ${lineOf(one)}`), '< ', ...text.split('\n'),
    '* Connection #0 to host x left intact',
  ];
}

const facts = ({ status, fields: all, body: text }: Response) => ({ status, fields: all, body: text?.trim() });

test('what curl -i prints is read as it was sent, of any number of responses without a body before the last', () => {
  fc.assert(fc.property(fc.array(error, { maxLength: 3 }), error, version, newline, (before, last, http, end) => {
    const all = [...before.map((one) => ({ ...one, body: undefined })), last];
    const text = all.flatMap((one) => withI(one, http)).join(end);
    expect(readCapture(text).responses.map(facts)).toEqual(all.map(facts));
    expect(checkedHead(text)).toEqual({ status: last.status, headers: last.fields, faults: [] });
  }), { numRuns: cases(300) });
});

test('what curl -v prints has the same responses, and the requests', () => {
  fc.assert(fc.property(fc.array(error, { minLength: 1, maxLength: 3 }), version, newline, (all, http, end) => {
    const text = all.flatMap((one) => withV(one, http)).join(end);
    const { responses } = readCapture(text);
    // Remarks of curl, sizes and its progress look like lines of a body.
    const isLikeRemark = (one: Response): boolean => /^[*{}]|\d\s.*\d:\d\d:\d\d|--:--|% Total/m.test(one.body ?? '');
    expect(responses.map((one, i) => (isLikeRemark(all[i]) ? { ...facts(one), body: '' } : facts(one))))
      .toEqual(all.map((one) => (isLikeRemark(one) ? { ...facts(one), body: '' } : facts(one))));
    expect(responses.map(({ request }) => request)).toEqual(all.map(() => (
      { method: 'DELETE', target: '/a?b', fields: [{ name: 'Host', value: 'x' }] })));
    expect(checkedHead(text)).toMatchObject({ status: all.at(-1)!.status, headers: all.at(-1)!.fields, faults: [] });
  }), { numRuns: cases(300) });
});

test('a folded header is one value', () => {
  fc.assert(fc.property(fields, fc.stringMatching(/^[!-~]{1,9}$/), fc.constantFrom(' ', '\t', '   '), (all, more, blank) => {
    const text = ['HTTP/1.1 403 Forbidden', ...all.map(lineOf), `${blank}${more}`, '', ''].join('\n');
    const last = all.at(-1)!;
    expect(checkedHead(text).headers).toEqual([...all.slice(0, -1), { ...last, value: `${last.value} ${more}` }]);
  }), { numRuns: cases(100) });
});

test('any text is read without failing, by both commands', () => {
  const piece = fc.oneof(
    fc.string(), fc.constantFrom(
      'HTTP/2 403 ', '< HTTP/2 403 ', '> GET / HTTP/1.1', '<', '>', ': x', '__proto__: x', ' folded', '\r', '* x', '{', '\uFEFF', 'a: b',
    ),
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), newline, (pieces, end) => {
    const text = pieces.join(end);
    const found: Observation[] = [];
    const faults = new Faults();
    readInput(text, { faults, add: (one) => void found.push(one) });
    expect(found.length + faults.count).toBeGreaterThan(0);
    expect(checkedHead(text).headers.every(({ name: one }) => one !== '')).toBe(true);
  }), { numRuns: cases(1_000) });
});
