const LONGEST = 80;

/** A value as the user wrote it, in one line of a message. Never throws. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ofObject(value);
  if (typeof value === 'number' && value < SMALLEST) return LATE;
  // JSON cannot represent these.
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'number') return String(value);
  return shortened(withoutTokens(json(value) ?? (Array.isArray(value) ? 'a list' : String(value))));
}

const LATE = '<a value that is only known at deploy time>';

/** Tokens of the CDK: texts and lists contain these markers, numbers are below `SMALLEST`. */
const SIGNS = /[$#]\{Token\[[^\]]*\]\}/g;
const SMALLEST = -1e280;

function withoutTokens(text: string): string {
  return text.replace(SIGNS, LATE);
}

/** For an instance the class name says more than its members: `a Bucket`. */
function ofObject(value: object): string {
  const name = (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor?.name;
  if (name === undefined || name === 'Object') return shortened(withoutTokens(json(value) ?? 'an object'));
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** Undefined for values that cannot be serialized as JSON, such as circular ones. */
function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}…` : text;
}
