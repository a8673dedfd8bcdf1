import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { isPacked } from '../../../../src/core/redirects/publish/packed';
import { programChanges } from '../../../../src/core/redirects/publish/program-changes';

function listOf(rules: object, rootObject = '') {
  const compiled = compileRules(parseRules(JSON.stringify(rules), { format: 'json' }).rules, { rootObject });
  return { ...compiled, program: compiled.program!, silent: compiled.idle, rootObject };
}

function changes(old: object, list: object, rootObject?: string) {
  return programChanges(listOf(old).program, listOf(list, rootObject), 0)
    .map(({ from, before, after }) => [from, before, after]);
}

describe('the changes between a program and a list', () => {
  test.each<[string, object, object, readonly unknown[][]]>([
    ['a new rule', {}, { '/a': '/b' }, [['/a', undefined, '301 /b']]],
    ['another target', { '/a': '/b' }, { '/a': '/c' }, [['/a', '301 /b', '301 /c']]],
    ['a removed path', { '/a': '/b', '/x': '/y' }, { '/x': '/y' }, [['/a', '301 /b', undefined]]],
    ['a removed path of a host', { 'https://a.example/x': '/y', '/z': '/q' }, { '/z': '/q' }, [['https://a.example/x', '301 /y', undefined]]],
    ['the home page', { '/': '/b', '/x': '/y' }, { '/x': '/y' }, [['/', '301 /b', undefined]]],
    ['a path that a pattern takes over', { '/a/b': '/c' }, { '/a/*': '/d' }, [['/a/b', '301 /c', '301 /d'], ['/a/*', undefined, '301 /d']]],
    ['a rule with a condition', {}, { '/a': { to: '/b', when: { country: 'DE' } } }, [['/a', undefined, '301 /b']]],
    ['a rule with a date', {}, { '/a': { to: '/b', start: '2036-01-01' } }, [['/a', undefined, '301 /b']]],
    ['a status without a target', { '/a': '/b' }, { '/a': { statusCode: 410 } }, [['/a', '301 /b', '410']]],
    ['nothing', { '/a': '/b', '/c/*': '/d/:splat' }, { '/c/*': '/d/:splat', '/a': '/b' }, []],
  ])('%s', (_, old, list, expected) => {
    expect(changes(old, list).sort()).toEqual([...expected].sort());
  });

  test('a damaged program is not compared', () => {
    const program = listOf({ '/a': '/b' }).program.slice();
    program[60]++;
    expect(() => programChanges(program, listOf({}), 0)).toThrow('damaged rules');
  });
});

test('a packed list is recognized, also of another version', () => {
  const program = listOf({ '/a': '/b' }).program.slice();
  program[4]++;
  expect(isPacked(program)).toBe(true);
  for (const other of ['', '<!doctype html><title>A page that is longer than a header</title>', '{"/a": "/b"}']) {
    expect(isPacked(Buffer.from(other))).toBe(false);
  }
});
