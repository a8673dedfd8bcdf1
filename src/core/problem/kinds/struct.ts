import { closest } from '../closest';
import { error, warning } from '../make';
import { isError, type Problem } from '../problem';
import { wrongKind, type Kind } from './kind';

/** One property of a struct. */
export interface Property {
  readonly kind: Kind;
  /** The fix if a required property is missing; undefined for an optional property. */
  readonly required?: string;
}

export const optional = (kind: Kind): Property => ({ kind });
export const required = (kind: Kind, cure: string): Property => ({ kind, required: cure });

/** The valid properties of a struct, and the problems of the others. */
export interface StructRead<T> {
  /** Without the properties that have errors, unless the rest of a value is usable: all is checked at once. */
  readonly sound: Partial<T>;
  readonly problems: readonly Problem[];
}

/** The properties of an object; a property that is missing here does not compile. */
export class Struct<T extends object> {
  constructor(
    private readonly name: string,
    private readonly properties: Readonly<Record<keyof T & string, Property>>,
  ) {}

  /** As a kind, for nested structs. */
  readonly kind: Kind = (value, path) => [...this.read(value, path).problems];

  /**
   * Reads an object at a path, which is empty for the properties of a construct.
   *
   * `exact` is false for a subclass that passes its own properties on.
   */
  read(given: unknown, path = '', exact = true): StructRead<T> {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      if (given !== undefined && given !== null) {
        return { sound: {}, problems: [this.notAnObject(given, path)] };
      }
      return this.read({}, path);
    }
    const values = given as Record<string, unknown>;
    const unknown = this.unknown(values, path, exact);
    const meant = new Set(unknown.map(({ likely }) => likely));
    const problems = unknown.map(({ problem }) => problem);
    const sound: Record<string, unknown> = {};
    for (const name of this.names) {
      // The user wrote it with a typo, which is reported already.
      const found = meant.has(name) ? [] : this.check(name, values[name], path);
      problems.push(...found);
      if (!isAbsent(values[name]) && (!found.some(isError) || isUsable(values[name]))) sound[name] = values[name];
    }
    return { sound: sound as Partial<T>, problems };
  }

  private notAnObject(given: unknown, path: string): Problem {
    const argument = this.name.endsWith('Props') ? 'props' : 'options';
    return wrongKind('an object', given, path === '' ? argument : path, `it may have ${this.names.join(', ')}`);
  }

  private get names(): (keyof T & string)[] {
    return Object.keys(this.properties) as (keyof T & string)[];
  }

  private check(name: keyof T & string, value: unknown, path: string): Problem[] {
    const { kind, required: cure } = this.properties[name];
    if (!isAbsent(value)) return kind(value, at(path, name));
    return cure === undefined ? [] : [error('EDGE_PROPERTY_MISSING', `is missing; ${cure}`, at(path, name))];
  }

  /** An unknown property is an error if its name is similar to a known one: a typo. */
  private unknown(values: Record<string, unknown>, path: string, exact: boolean): Unknown[] {
    const left = this.names.filter((name) => isAbsent(values[name]));
    const given = Object.keys(values).filter((name) => !isAbsent(values[name]));
    const strange = given.filter((name) => !this.names.includes(name as never));
    // Names that jsii adds begin with `$`.
    return strange.filter((name) => !name.startsWith('$')).flatMap((name) => {
      const likely = closest(name, left);
      const where = at(path, name);
      if (likely !== undefined) {
        return [{
          likely,
          problem: error('EDGE_PROPERTY_UNKNOWN',
            `is not a property of ${this.name}; did you mean ${JSON.stringify(likely)}?`, where),
        }];
      }
      return exact ? [{
        problem: warning('EDGE_PROPERTY_UNKNOWN',
          `is not a property of ${this.name}, and is ignored; there are ${this.names.join(', ')}`, where),
      }] : [];
    });
  }
}

/** An unknown property, and the known one that was likely meant. */
interface Unknown {
  readonly problem: Problem;
  readonly likely?: string;
}

/** Whether the rest of a value can be checked further, although a part of it has errors. */
function isUsable(value: unknown): boolean {
  return (value as { readonly _isUsable?: boolean })._isUsable === true;
}

/** JavaScript and jsii may pass `null` for an omitted property. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function at(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
