import { createRequire } from 'node:module';
import { join } from 'node:path';
import { callables, structProperties, type Assembly, type AssemblyType } from './assembly';

/** By their paths, since the packages do not export them. */
const inside = (path: string) => createRequire(__filename)(join(__dirname, '..', '..', 'node_modules', path));
const { PYTHON_RESERVED, JAVA_RESERVED, CSHARP_RESERVED, GO_RESERVED } = inside('jsii/lib/reserved-words.js');
const { toPythonIdentifier } = inside('jsii-pacmak/lib/targets/python/util.js');
const { DotNetNameUtils } = inside('jsii-pacmak/lib/targets/dotnet/nameutils.js');
const { substituteReservedWords } = inside('jsii-pacmak/lib/targets/go/util.js');
const dotNet = new DotNetNameUtils();

interface Language {
  readonly name: string;
  /** What jsii warns of, and what jsii-pacmak renames: their lists differ. */
  readonly isWord: (name: string) => boolean;
  /** Methods and properties, as jsii-pacmak renders them. */
  readonly member: (name: string) => string;
  readonly parameter: (name: string) => string;
}

const camel = (name: string): string => name;
const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

const LANGUAGES: readonly Language[] = [
  {
    name: 'Python',
    isWord: (name) => PYTHON_RESERVED.has(name) || toPythonIdentifier(name) !== name,
    member: snake,
    parameter: snake,
  },
  // Builders have a method `build`.
  { name: 'Java', isWord: (name) => JAVA_RESERVED.has(name) || name === 'build', member: camel, parameter: camel },
  {
    name: 'C#',
    isWord: (name) => CSHARP_RESERVED.has(name) || dotNet.convertParameterName(name) === `@${name}`,
    member: pascal,
    parameter: camel,
  },
  { name: 'Go', isWord: (name) => GO_RESERVED.has(name) || substituteReservedWords(name) !== name, member: pascal, parameter: camel },
];

/** Names that a language renders with a sign that nobody would guess: `except_`, `@event`, `doImport`, `id_`. */
export function reservedNames(assembly: Assembly): string[] {
  return Object.values(assembly.types).flatMap((type) => [
    ...reservedIn(type), ...LANGUAGES.flatMap((language) => renamedIn(language, type)), ...liftedTwice(assembly, type),
    ...likeItsType(type),
  ]);
}

/**
 * Methods: also where the capital letter of a language would save the name, because it is written small in samples and
 * docs.
 */
function reservedIn({ name, methods = [] }: AssemblyType): string[] {
  return methods.flatMap((method) => LANGUAGES.filter(({ isWord }) => isWord(method.name))
    .map((language) => `the method ${name}.${method.name} is a word of ${language.name}`));
}

function renamedIn({ name, isWord, member, parameter }: Language, type: AssemblyType): string[] {
  const { methods = [], properties = [] } = type;
  // Constants are what they are called, as the members of enums and the types.
  const constants = properties.filter((p) => p.const);
  const variable = properties.filter((p) => !p.const);
  const members = [...methods, ...variable].map((m) => [member(m.name), `${type.name}.${m.name}`]);
  const parameters = callables(type).flatMap((callable) => (
    callable.parameters.map((p) => [parameter(p.name), `the parameter ${p.name} of ${callable.name}`])));
  const others = [...type.members ?? [], ...constants].map((m) => [m.name, `${type.name}.${m.name}`]);
  return [...members, ...parameters, ...others, [type.name, type.name]].filter(([rendered]) => isWord(rendered))
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

/** A class of C# has no member of its own name: jsii-pacmak calls the class `Name_`. */
function likeItsType({ name, methods = [], properties = [] }: AssemblyType): string[] {
  const alike = [...methods, ...properties].filter((member) => member.name.toLowerCase() === name.toLowerCase());
  return alike.map((member) => `${name}.${member.name} has the name of its class, which C# does not have`);
}
