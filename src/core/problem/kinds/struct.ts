import { closest } from '../closest';
import { error, warning } from '../make';
import { isError, type Problem } from '../problem';
import { wrongKind, type Kind } from './kind';

/** One property of a struct. */
export interface Property {
  readonly kind: Kind;
  /** What to do about its absence; a property without may be left out. */
  readonly required?: string;
}

export const optional = (kind: Kind): Property => ({ kind });
export const required = (kind: Kind, cure: string): Property => ({ kind, required: cure });

/** What could be read of a struct, and what is wrong with the rest. */
export interface StructRead<T> {
  /** Without the properties that have errors, so that the others can be checked as well. */
  readonly sound: Partial<T>;
  readonly problems: readonly Problem[];
}

/** The properties that an object may have; a property that is forgotten here does not compile. */
export class Struct<T extends object> {
  constructor(
    private readonly name: string,
    private readonly properties: Readonly<Record<keyof T & string, Property>>,
  ) {}

  /** As a kind, for a struct inside of another. */
  readonly kind: Kind = (value, path) => [...this.read(value, path).problems];

  /**
   * Reads an object at a path, which is empty for the properties of a construct.
   *
   * `exact` is false for a class that extends ours and passes its own properties on.
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
      // Found under another name, which has been said.
      const found = meant.has(name) ? [] : this.check(name, values[name], path);
      problems.push(...found);
      if (!found.some(isError) && !isAbsent(values[name])) sound[name] = values[name];
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

  /** A property that we do not know is a typing error where it is near to one that we do. */
  private unknown(values: Record<string, unknown>, path: string, exact: boolean): Unknown[] {
    const left = this.names.filter((name) => isAbsent(values[name]));
    const given = Object.keys(values).filter((name) => !isAbsent(values[name]));
    const strange = given.filter((name) => !this.names.includes(name as never));
    // Names of jsii begin with a sign that no property has.
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

/** A property that we do not know, and the one that was likely meant. */
interface Unknown {
  readonly problem: Problem;
  readonly likely?: string;
}

/** JavaScript and jsii say `null` for what is left out. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function at(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
