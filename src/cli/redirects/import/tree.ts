import type { JsonMember, JsonValue } from '../../../core/redirects/formats/json/tokens';

/** Members of an object. JSON, TOML and XML are all parsed to `JsonValue`. */
export function membersOf(value: JsonValue | undefined): readonly JsonMember[] {
  return value?.type === 'object' ? value.members : [];
}

/** The value of the first of these names; `null` counts as absent. */
export function get(value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined {
  const found = membersOf(value).find(({ key }) => names.includes(key))?.value;
  return found?.type === 'null' ? undefined : found;
}

export function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return value?.type === 'array' ? value.items : [];
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return value?.type === 'string' ? value.value : undefined;
}

/** A number, also as text: several platforms accept both. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  if (value?.type === 'number') return value.value;
  return value?.type === 'string' && /^\d+$/.test(value.value.trim()) ? Number(value.value) : undefined;
}

export function flagOf(value: JsonValue | undefined): boolean | undefined {
  return value?.type === 'boolean' ? value.value : undefined;
}

/** A text, or all texts of a list. */
export function textsOf(value: JsonValue | undefined): string[] {
  return (value?.type === 'array' ? value.items : value === undefined ? [] : [value])
    .flatMap((item) => (item.type === 'string' ? [item.value] : []));
}
