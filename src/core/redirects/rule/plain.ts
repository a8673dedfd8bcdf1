/** Values of a file without their positions; objects are lists of pairs, so that no key (`__proto__`) is special. */
export type Plain = string | number | boolean | null | readonly Plain[] | Pairs;

export class Pairs {
  constructor(readonly list: readonly (readonly [string, Plain])[]) {}
}

/** A text, or a list of texts; undefined for anything else and for an empty list. */
export function texts(value: Plain): string[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((v) => typeof v === 'string' && v !== '') ? (list as string[]) : undefined;
}

export function numbers(value: Plain): number[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((v) => typeof v === 'number') ? (list as number[]) : undefined;
}

/** A value for a message, in JSON notation. */
export function shown(value: Plain): string {
  const text = textOf(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function textOf(value: Plain): string {
  if (value instanceof Pairs) {
    return `{${value.list.map(([key, member]) => `${JSON.stringify(key)}: ${textOf(member)}`).join(', ')}}`;
  }
  return Array.isArray(value) ? `[${value.map(textOf).join(', ')}]` : JSON.stringify(value);
}
