const LONGEST = 80;

/** A value as the user gave it, in one line of a message: never encoded, never an error of its own. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ofObject(value);
  if (typeof value === 'number' && value < SMALLEST) return LATE;
  // JSON has none of these.
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'number') return String(value);
  return shortened(withoutTokens(json(value) ?? (Array.isArray(value) ? 'a list' : String(value))));
}

const LATE = '<a value that is only known at deploy time>';

/** The CDK's own signs for what it does not know yet: texts and lists, and numbers that nobody writes. */
const SIGNS = /[$#]\{Token\[[^\]]*\]\}/g;
const SMALLEST = -1e280;

function withoutTokens(text: string): string {
  return text.replace(SIGNS, LATE);
}

/** `a Bucket` says more about an instance than what is inside of it. */
function ofObject(value: object): string {
  const name = (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor?.name;
  if (name === undefined || name === 'Object') return shortened(withoutTokens(json(value) ?? 'an object'));
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** Undefined for what cannot be written as JSON, such as a circle. */
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
