import type { HeaderField } from './finding';

/** The headers of a response by name, in lower case; a header that is sent several times has several values. */
export type Fields = ReadonlyMap<string, readonly string[]>;

export function fieldsOf(headers: readonly HeaderField[]): Fields {
  const fields = new Map<string, string[]>();
  for (const { name, value } of headers) {
    const lower = name.toLowerCase();
    const before = fields.get(lower);
    if (before === undefined) fields.set(lower, [value.trim()]);
    else before.push(value.trim());
  }
  return fields;
}

/** The value, as browsers join several; undefined if there is no such header. */
export function valueOf(fields: Fields, name: string): string | undefined {
  return fields.get(name)?.join(', ');
}

/** The first value of a header that should be sent once; a repeated one is a finding of its own. */
export function firstOf(fields: Fields, name: string): string | undefined {
  return fields.get(name)?.[0];
}
