import { error, sentence, shown, warning, within } from '../../src/core/problem';
import {
  flag,
  instanceOf,
  listOf,
  number,
  oneOf,
  optional,
  required,
  Struct,
  text,
} from '../../src/core/problem/kinds';

class Apple {
  constructor(readonly _problems: any[] = []) {}
}
/** Of the same name, from another copy of the package. */
function copyOfApple() {
  return new ({ Apple: class {} }.Apple)();
}
interface Given { rules: string[]; behaviors?: Apple; logMasked?: boolean }
const struct = new Struct<Given>('GivenProps', {
  rules: required(listOf(text, 'texts'), 'write one'),
  behaviors: optional(instanceOf(Apple, 'use new Apple()')),
  logMasked: optional(flag),
});
const said = (given: unknown, exact?: boolean) => struct.read(given, '', exact).problems.map(sentence);

describe('a struct', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['rules is missing; write one  [EDGE_PROPERTY_MISSING]']],
    ['a text', 'x', ['props takes an object, got "x"; it may have rules, behaviors, logMasked  [EDGE_PROPERTY_TYPE]']],
    ['rule for rules', { rule: ['a'] }, ['rule is not a property of GivenProps; did you mean "rules"?  [EDGE_PROPERTY_UNKNOWN]']],
    ['behaviour for behaviors', { rules: [], behaviour: 1 }, ['behaviour is not a property of GivenProps; did you mean "behaviors"?  [EDGE_PROPERTY_UNKNOWN]']],
    ['a text for a list', { rules: 'a' }, ['rules takes a list of texts, got "a"  [EDGE_PROPERTY_TYPE]']],
    ['a number in a list', { rules: ['a', 5] }, ['rules[1] takes a text, got 5  [EDGE_PROPERTY_TYPE]']],
    ['a text for an instance', { rules: [], behaviors: '/x' }, ['behaviors takes an Apple, got "/x"; use new Apple()  [EDGE_PROPERTY_TYPE]']],
    ['null, as jsii says it', { rules: [], behaviors: null, strange: null }, []],
    ['an instance of another copy of the class', { rules: [], behaviors: copyOfApple() }, []],
    ['all at once', { rules: 5, logMasked: 'yes' }, ['rules takes a list of texts, got 5  [EDGE_PROPERTY_TYPE]', 'logMasked takes true or false, got "yes"  [EDGE_PROPERTY_TYPE]']],
  ])('gets %s', (_, given, expected) => expect(said(given)).toEqual(expected));

  it('keeps the valid properties', () => {
    expect(struct.read({ rules: ['a'], logMasked: 1, behaviors: null }).sound).toEqual({ rules: ['a'] });
  });

  it('warns about unknown properties, but not in a subclass', () => {
    const given = { rules: [], domainName: 'www.example.com' };
    expect(struct.read(given).problems).toEqual([warning('EDGE_PROPERTY_UNKNOWN',
      'is not a property of GivenProps, and is ignored; there are rules, behaviors, logMasked', 'domainName')]);
    expect(struct.read(given).sound).toEqual({ rules: [] });
    expect(said(given, false)).toEqual([]);
    expect(said({ rules: [], behaviour: 1 }, false)).toHaveLength(1);
  });

  it('reports the problems of an instance under its own path', () => {
    const behaviors = new Apple([error('EDGE_PROPERTY_TYPE', 'takes a text, got 5', 'patterns[0]')]);
    expect(said({ rules: [], behaviors })).toEqual(['behaviors.patterns[0] takes a text, got 5  [EDGE_PROPERTY_TYPE]']);
  });

  it('lists the members of an enum by name', () => {
    const kind = oneOf('Fruit', { APPLE: 'apple', PEAR: 'pear', PLUM: 'plum' });
    expect(kind('Apple', 'event').map(sentence)).toEqual([
      'event takes Fruit.APPLE, PEAR or PLUM, got "Apple"  [EDGE_PROPERTY_TYPE]',
    ]);
    expect(kind('pear', 'event')).toEqual([]);
    expect(number(NaN, 'x')).toEqual([]); // a matter of the range
  });
});

describe('a value in a message', () => {
  it.each<[unknown, string]>([
    ['a "b"', '"a \\"b\\""'], ['/grüße/%C3%BC', '"/grüße/%C3%BC"'], [NaN, 'NaN'], [Infinity, 'Infinity'], [10n, '10'], [undefined, 'undefined'], [null, 'null'],
    [() => 1, 'a function'], [function handler() { /* nothing */ }, 'the function handler'], [new Apple(), 'an Apple'], [new Map(), 'a Map'], [[403, 404], '[403,404]'],
    [Object.create(null), '{}'], ['x'.repeat(100), `"${'x'.repeat(76)}…`],
    // Tokens of the CDK.
    ['a${Token[TOKEN.12]}b', '"a<a value that is only known at deploy time>b"'], [-1.8881545897087503e+289, '<a value that is only known at deploy time>'],
    [['#{Token[Param.5]}'], '["<a value that is only known at deploy time>"]'],
  ])('%p is %s', (value, expected) => expect(shown(value)).toBe(expected));

  it('never throws', () => {
    const circle: any = {};
    circle.self = circle;
    expect([shown(circle), shown([circle]), shown(Symbol('x'))]).toEqual(['an object', 'a list', 'Symbol(x)']);
  });
});

it('`within` prefixes the path', () => {
  const found = [
    error('EDGE_MASK_PATH', 'is wrong'),
    error('EDGE_MASK_PATH', 'is wrong', 'paths[0]'),
    error('EDGE_MASK_PATH', 'is wrong', '[1]'),
  ];
  expect(within('rules[3]', found).map(({ path }) => path)).toEqual(['rules[3]', 'rules[3].paths[0]', 'rules[3][1]']);
});
