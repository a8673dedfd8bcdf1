import { error, within } from '../make';
import type { Problem } from '../problem';
import { shown } from './shown';
import { isObject } from '../../values/is-object';

/**
 * Checks the type of a value at run time, e.g. that it is a number and not a text.
 *
 * The compiler checks this for users of TypeScript and jsii. JavaScript, `any` and values from a file would otherwise
 * cause an error inside of this library.
 */
export type Kind = (value: unknown, path: string) => Problem[];

/** `takes` describes what is expected, with an article: "a text". */
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
/** Any object, e.g. further members of JSON. */
export const map = kind('an object', isObject);

/** A list of values of one kind. Problems of an item have its path. */
export function listOf(item: Kind, takes: string): Kind {
  return (value, path) => Array.isArray(value)
    ? value.flatMap((each: unknown, index) => item(each, `${path}[${index}]`))
    : [wrongKind(`a list of ${takes}`, value, path)];
}

/** A member of an enum; the message lists the names of the members. */
export function oneOf(name: string, members: Readonly<Record<string, string>>): Kind {
  const [last, ...others] = Object.keys(members).reverse();
  const takes = `${name}.${others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`}`;
  return kind(takes, (value) => typeof value === 'string' && Object.values(members).includes(value));
}

/** A value whose factory found problems, but knows no construct for which it could report them. */
interface Made {
  readonly _problems?: readonly Problem[];
}

/**
 * An instance of a class of this library; its own problems are included.
 *
 * The class name is compared as well, since an app can contain this package twice. `make` is the fix: how to create an
 * instance.
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
