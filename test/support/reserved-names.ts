import { createRequire } from 'node:module';
import { join } from 'node:path';
import { callables, structProperties, type Assembly, type AssemblyType } from './assembly';

/** The lists that jsii itself warns by; by its path, since the package does not export it. */
const RESERVED = createRequire(__filename)(join(__dirname, '..', '..', 'node_modules/jsii/lib/reserved-words.js')) as Readonly<
  Record<'PYTHON_RESERVED' | 'JAVA_RESERVED' | 'CSHARP_RESERVED' | 'GO_RESERVED', ReadonlySet<string>>>;

interface Language {
  readonly name: string;
  readonly words: ReadonlySet<string>;
  /** Methods and properties, as jsii-pacmak renders them. */
  readonly member: (name: string) => string;
  readonly parameter: (name: string) => string;
}

const camel = (name: string): string => name;
const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

const LANGUAGES: readonly Language[] = [
  { name: 'Python', words: RESERVED.PYTHON_RESERVED, member: snake, parameter: snake },
  // What jsii-pacmak renames in Java beside the words of the language: the method of every builder.
  { name: 'Java', words: new Set([...RESERVED.JAVA_RESERVED, 'build']), member: camel, parameter: camel },
  { name: 'C#', words: RESERVED.CSHARP_RESERVED, member: pascal, parameter: camel },
  { name: 'Go', words: RESERVED.GO_RESERVED, member: pascal, parameter: camel },
];

/** Names that a language renders with a sign that nobody would guess: `except_`, `@event`, `doImport`, `id_`. */
export function reservedNames(assembly: Assembly): string[] {
  return Object.values(assembly.types).flatMap((type) => [
    ...reservedIn(type), ...LANGUAGES.flatMap((language) => renamedIn(language, type)), ...liftedTwice(assembly, type),
  ]);
}

/**
 * Methods: also where the capital letter of a language would save the name, because it is written small in samples and
 * docs.
 */
function reservedIn({ name, methods = [] }: AssemblyType): string[] {
  return methods.flatMap((method) => LANGUAGES.filter(({ words }) => words.has(method.name))
    .map((language) => `the method ${name}.${method.name} is a word of ${language.name}`));
}

function renamedIn({ name, words, member, parameter }: Language, type: AssemblyType): string[] {
  const { methods = [], properties = [] } = type;
  // Constants are what they are called, as the members of enums and the types.
  const constants = properties.filter((p) => p.const);
  const variable = properties.filter((p) => !p.const);
  const members = [...methods, ...variable].map((m) => [member(m.name), `${type.name}.${m.name}`]);
  const parameters = callables(type).flatMap((callable) => (
    callable.parameters.map((p) => [parameter(p.name), `the parameter ${p.name} of ${callable.name}`])));
  const others = [...type.members ?? [], ...constants].map((m) => [m.name, `${type.name}.${m.name}`]);
  return [...members, ...parameters, ...others, [type.name, type.name]].filter(([rendered]) => words.has(rendered))
    .map(([rendered, what]) => `${what} is rendered in ${name} as ${rendered}, which is a word of the language`);
}

/** In Python the properties of a last parameter stand beside the others, and one of two equal names gets a `_`. */
function liftedTwice(assembly: Assembly, type: AssemblyType): string[] {
  return callables(type).flatMap(({ name, parameters }) => {
    const lifted = new Set(structProperties(assembly, parameters[parameters.length - 1]?.type.fqn)?.map((p) => p.name));
    const twice = parameters.slice(0, -1).filter((p) => lifted.has(p.name));
    return twice.map((p) => `${name} has ${p.name} twice in Python`);
  });
}
