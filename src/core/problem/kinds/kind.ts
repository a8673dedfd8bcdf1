import { error, within } from '../make';
import type { Problem } from '../problem';
import { shown } from './shown';

/**
 * What is wrong with the kind of a value: a text where a number is needed.
 *
 * The compiler says so to users of TypeScript and jsii; those of JavaScript, and whoever reads values from a file or
 * says `any`, would meet an error inside of us.
 */
export type Kind = (value: unknown, path: string) => Problem[];

/** `takes` says what is needed, with its article: "a text". */
export function kind(takes: string, fits: (value: unknown) => boolean, cure?: string): Kind {
  return (value, path) => fits(value) ? [] : [wrongKind(takes, value, path, cure)];
}

export function wrongKind(takes: string, value: unknown, path: string, cure?: string): Problem {
  const end = cure === undefined ? '' : `; ${cure}`;
  return error('EDGE_PROPERTY_TYPE', `takes ${takes}, got ${shown(value)}${end}`, path);
}

export const text = kind('a text', (value) => typeof value === 'string');
export const number = kind('a number', (value) => typeof value === 'number');
export const flag = kind('true or false', (value) => typeof value === 'boolean');
/** Further members of JSON, say: any object with names. */
export const map = kind('an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** A list of values of one kind, each under its own path. */
export function listOf(item: Kind, takes: string): Kind {
  return (value, path) => Array.isArray(value)
    ? value.flatMap((each: unknown, index) => item(each, `${path}[${index}]`))
    : [wrongKind(`a list of ${takes}`, value, path)];
}

/** A member of an enum, by the names that the user knows. */
export function oneOf(name: string, members: Readonly<Record<string, string>>): Kind {
  const [last, ...others] = Object.keys(members).reverse();
  const takes = `${name}.${others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`}`;
  return kind(takes, (value) => typeof value === 'string' && Object.values(members).includes(value));
}

/** What was found wrong when a value was made, by a factory that knows no construct to report it for. */
interface Made {
  readonly _problems?: readonly Problem[];
}

/**
 * An instance of one of our classes, with what is wrong inside of it.
 *
 * By name as well, since an app can have this package twice; `make` says how one is made.
 */
export function instanceOf(type: Function, make: string): Kind {
  return (value, path) => {
    const isOne = typeof value === 'object' && value !== null
      && (value instanceof type || value.constructor?.name === type.name);
    return isOne ? within(path, (value as Made)._problems ?? []) : [wrongKind(article(type.name), value, path, make)];
  };
}

function article(name: string): string {
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}
