import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { rulesOf } from '../support';

const rules = rulesOf([
  { from: '/a', to: '/b' },
  { from: '/c/:x', to: '/d/:x', when: { cookie: { seen: true } } },
  { from: '/e/*', to: '/f/:splat' },
]);
const program = writeProgram(rules, ranked(rules), []);

test('a program of which any bit has changed is not opened', () => {
  expect(() => openProgram(program.slice())).not.toThrow();
  for (let i = 0; i < program.length; i++) {
    const damaged = program.slice();
    damaged[i] = (damaged[i] + 1 + i % 200) % 256;
    expect(() => openProgram(damaged)).toThrow('damaged rules');
  }
});

test('a program that is cut off, empty or has more behind it is not opened', () => {
  for (const length of [0, 1, 4, 48, program.length - 4, program.length - 1]) {
    expect(() => openProgram(program.slice(0, length))).toThrow();
  }
  expect(() => openProgram(Uint8Array.from([...program, 0, 0, 0, 0]))).toThrow('damaged rules');
});

test('a program may begin anywhere in memory', () => {
  const bytes = new Uint8Array(program.length + 3);
  bytes.set(program, 3);
  const { match } = openProgram(bytes.subarray(3));
  expect(match({ method: 'GET', path: '/a', query: '', header: () => undefined, now: 0 })?.location).toBe('/b');
});
