import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callables, ourAssembly, structProperties, type Assembly, type AssemblyType } from '../support/assembly';
import { reservedNames } from '../support/reserved-names';

const ours = ourAssembly();
const root = join(__dirname, '..', '..');

/** What users read; the pages for those who work on the library have our word for an event of a behavior (ADR 008). */
const PAGES = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md') && name !== 'architecture.md')
    .map((name) => join('docs', name)),
];

/** An assembly with one class, made of these parts. */
function withClass(parts: Partial<AssemblyType>, ...others: AssemblyType[]): Assembly {
  const types: AssemblyType[] = [{ name: 'X', kind: 'class', ...parts }, ...others];
  return { types: Object.fromEntries(types.map((type) => [`x.${type.name}`, type])) };
}
const parameter = (name: string, fqn?: string) => ({ name, type: { fqn } });

describe('names of the public API', () => {
  it.each<[string, Partial<AssemblyType>, ...AssemblyType[]]>([
    ['X.except is rendered in Python as except', { methods: [{ name: 'except' }] }],
    ['X.lambda is rendered in Python as lambda', { properties: [{ name: 'lambda' }] }],
    ['X.package is rendered in Java as package', { properties: [{ name: 'package' }] }],
    ['X.build is rendered in Java as build', { methods: [{ name: 'build' }] }],
    ['the method X.range is a word of Go', { methods: [{ name: 'range' }] }],
    ['the method X.params is a word of C#', { methods: [{ name: 'params' }] }],
    ['the parameter event of X.at is rendered in C# as event', { methods: [{ name: 'at', parameters: [parameter('event')] }] }],
    ['the parameter value of X.at is rendered in C# as value', { methods: [{ name: 'at', parameters: [parameter('value')] }] }],
    ['X.x has the name of its class', { properties: [{ name: 'x' }] }],
    ['the parameter type of X.at is rendered in Go as type', { methods: [{ name: 'at', parameters: [parameter('type')] }] }],
    ['the parameter from of X.constructor is rendered in Python as from', { initializer: { parameters: [parameter('from')] } }],
    ['X.None is rendered in Python as None', { properties: [{ name: 'None', const: true }] }],
    ['X.None is rendered in Python as None', { kind: 'enum', members: [{ name: 'None' }] }],
    ['X.constructor has id twice in Python', { initializer: { parameters: [parameter('id'), parameter('props', 'x.XProps')] } },
      { name: 'XProps', kind: 'interface', datatype: true, interfaces: ['x.Base'] },
      { name: 'Base', kind: 'interface', datatype: true, properties: [{ name: 'id' }] }],
  ])('are checked: %s', (found, parts, ...others) => {
    const names = reservedNames(withClass(parts, ...others));
    expect(names).toEqual(expect.arrayContaining([expect.stringContaining(found)]));
  });

  it('are words of no language that the package is for', () => {
    expect(Object.keys(ours.types).length).toBeGreaterThan(40);
    expect(reservedNames(ours)).toEqual([]);
  });

  it('say event, as CloudFront does, and not slot', () => {
    const named = Object.values(ours.types).flatMap((type) => [
      type.name,
      ...[type.methods, type.properties, type.members].flatMap((parts = []) => parts.map((p) => `${type.name}.${p.name}`)),
      ...callables(type).flatMap((c) => c.parameters.map((p) => `${c.name}(${p.name})`)),
    ]);
    expect(named.filter((name) => /slot/i.test(name))).toEqual([]);
    expect(JSON.stringify(ours)).not.toMatch(/\bslots?\b/i); // docs
  });

  it.each(PAGES)('say event in %s, too', (page) => {
    expect(readFileSync(join(root, page), 'utf8')).not.toMatch(/\bslots?\b/i);
  });
});

/** Where an empty struct is a mistake, and is reported as one. */
const NEVER_EMPTY = ['ContentSecurityPolicy.fromDirectives(directives)', 'EdgeRedirectorMixin.constructor(options)'];

it('a struct with optional properties only is an optional parameter', () => {
  const needless = Object.values(ours.types).flatMap((type) => callables(type).flatMap(({ name, parameters }) => {
    const last = parameters[parameters.length - 1];
    const properties = structProperties(ours, last?.type.fqn);
    return properties?.every((p) => p.optional) && !last.optional ? [`${name}(${last.name})`] : [];
  }));
  expect(needless).toEqual(NEVER_EMPTY);
});

describe('the docs of the public API', () => {
  const types = Object.values(ours.types);

  it('have an example for each class, which rosetta translates', () => {
    const classes = types.filter(({ kind }) => kind === 'class');
    expect(classes.length).toBeGreaterThan(15);
    expect(classes.filter(({ docs }) => !docs?.example).map(({ name }) => name)).toEqual([]);
  });

  it('say the default of each property that may be left out', () => {
    const optional = types.flatMap(({ name, properties = [] }) => (
      properties.filter((p) => p.optional).map((p) => [`${name}.${p.name}`, p.docs?.default])));
    expect(optional.length).toBeGreaterThan(50);
    expect(optional.filter(([, text]) => !text).map(([what]) => what)).toEqual([]);
  });

  it('say what each type, property, method and member is', () => {
    const all = types.flatMap(({ name, docs, methods = [], properties = [], members = [] }) => [
      [name, docs?.summary],
      ...[...methods, ...properties, ...members].map((part) => [`${name}.${part.name}`, part.docs?.summary]),
    ]);
    expect(all.filter(([, summary]) => !summary).map(([what]) => what)).toEqual([]);
  });
});
