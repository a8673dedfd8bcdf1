/* A JSON Schema validator of the size of what docs/redirects.schema.json uses. */
type Schema = { readonly [keyword: string]: any };
type Check = (value: any, schema: Schema, valid: (value: unknown, schema: Schema) => boolean) => boolean;

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  array: Array.isArray,
  object: isObject,
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
};

/** Each keyword ignores values that it is not about. */
const KEYWORDS: Readonly<Record<string, Check>> = {
  type: (value, { type }) => TYPES[type](value),
  const: (value, schema) => value === schema.const,
  enum: (value, schema) => schema.enum.includes(value),
  pattern: (value, { pattern }) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minLength: (value, { minLength }) => typeof value !== 'string' || value.length >= minLength,
  minItems: (value, { minItems }) => !Array.isArray(value) || value.length >= minItems,
  minProperties: (value, { minProperties }) => !isObject(value) || Object.keys(value).length >= minProperties,
  minimum: (value, { minimum }) => typeof value !== 'number' || value >= minimum,
  maximum: (value, { maximum }) => typeof value !== 'number' || value <= maximum,
  items: (value, { items }, valid) => !Array.isArray(value) || value.every((item) => valid(item, items)),
  required: (value, { required }) => !isObject(value) || required.every((name: string) => name in value),
  properties: (value, { properties }, valid) =>
    members(value).every(([name, member]) => !(name in properties) || valid(member, properties[name])),
  patternProperties: (value, { patternProperties }, valid) =>
    members(value).every(([name, member]) =>
      Object.entries<Schema>(patternProperties).every(
        ([pattern, schema]) => !new RegExp(pattern, 'u').test(name) || valid(member, schema),
      ),
    ),
  additionalProperties: (value, { properties = {}, patternProperties = {}, additionalProperties }, valid) =>
    members(value).every(
      ([name, member]) =>
        name in properties
        || Object.keys(patternProperties).some((pattern) => new RegExp(pattern, 'u').test(name))
        || (additionalProperties !== false && valid(member, additionalProperties)),
    ),
  propertyNames: (value, { propertyNames }, valid) => members(value).every(([name]) => valid(name, propertyNames)),
  anyOf: (value, { anyOf }, valid) => anyOf.some((schema: Schema) => valid(value, schema)),
  allOf: (value, { allOf }, valid) => allOf.every((schema: Schema) => valid(value, schema)),
  not: (value, { not }, valid) => !valid(value, not),
  if: (value, schema, valid) => valid(value, (valid(value, schema.if) ? schema.then : schema.else) ?? {}),
};
const SILENT = ['$schema', '$comment', 'title', 'description', 'default', 'definitions', 'then', 'else'];

/** Whether a document is valid by a schema of draft 7; throws for an unknown keyword. */
export function conforms(document: unknown, root: Schema): boolean {
  const valid = (value: unknown, schema: Schema): boolean => {
    if (schema.$ref !== undefined) return valid(value, root.definitions[schema.$ref.replace('#/definitions/', '')]);
    return Object.keys(schema).every((keyword) => SILENT.includes(keyword) || KEYWORDS[keyword](value, schema, valid));
  };
  return valid(document, root);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function members(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
