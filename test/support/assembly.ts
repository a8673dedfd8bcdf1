import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of a jsii assembly that the checks of names look at. */
export interface Assembly {
  readonly types: Readonly<Record<string, AssemblyType>>;
}

export interface AssemblyType {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  /** A struct: its properties are keyword arguments in Python. */
  readonly datatype?: boolean;
  readonly interfaces?: readonly string[];
  readonly docs?: Docs;
  readonly initializer?: Callable;
  readonly methods?: readonly (Callable & { readonly name: string })[];
  readonly properties?: readonly Property[];
  readonly members?: readonly { readonly name: string; readonly docs?: Docs }[];
}

interface Property {
  readonly name: string;
  readonly type?: TypeOf;
  readonly optional?: boolean;
  readonly const?: boolean;
  readonly docs?: Docs;
}

interface Docs {
  readonly summary?: string;
  readonly example?: string;
  readonly default?: string;
}

/** The type of a value: one of jsii's own, one of an assembly, or a list. */
export interface TypeOf {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: TypeOf };
}

interface Callable {
  readonly static?: boolean;
  readonly docs?: Docs;
  readonly parameters?: readonly Parameter[];
}

interface Parameter {
  readonly name: string;
  readonly optional?: boolean;
  readonly variadic?: boolean;
  readonly type: TypeOf;
}

const root = join(__dirname, '..', '..');

/** The assembly of this package, as it was compiled last. */
export function ourAssembly(): Assembly {
  const file = join(root, '.jsii');
  if (!existsSync(file)) throw new Error('there is no .jsii to check; run "npx projen compile"');
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** All that may be called, with the name of it for a message. */
export function callables(type: AssemblyType): { readonly name: string; readonly parameters: readonly Parameter[] }[] {
  return [...(type.initializer ? [{ name: 'constructor', ...type.initializer }] : []), ...type.methods ?? []]
    .map(({ name, parameters = [] }) => ({ name: `${type.name}.${name}`, parameters }));
}

/** The properties of a struct, with those that it inherits. */
export function structProperties(assembly: Assembly, fqn: string | undefined): readonly Property[] | undefined {
  const type = fqn === undefined ? undefined : assembly.types[fqn];
  if (!type?.datatype) return undefined;
  const inherited = (type.interfaces ?? []).flatMap((base) => structProperties(assembly, base) ?? []);
  return [...type.properties ?? [], ...inherited];
}
