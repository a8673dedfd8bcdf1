import { isFetchDirective } from './words';
import type { ParsedDirective } from '../../csp-parse';

/** The directives of a policy by name, each with its values; of a directive that is given twice, the first. */
export type Directives = ReadonlyMap<string, readonly string[]>;

/** One Content-Security-Policy as browsers read it. */
export interface Policy {
  readonly directives: Directives;
  /** Names of directives that were given again, and so are ignored. */
  readonly duplicates: readonly string[];
}

export function readPolicy(parsed: readonly ParsedDirective[]): Policy {
  const directives = new Map<string, readonly string[]>();
  for (const { name, values, repeated } of parsed) {
    if (!repeated) directives.set(name, [...new Set(values.map(normalized))]);
  }
  const duplicates = parsed.filter(({ repeated }) => repeated).map(({ name }) => name);
  return { directives, duplicates: [...new Set(duplicates)] };
}

/** Keywords and schemes are read in any case; hosts, nonces and hashes stay as they are. */
function normalized(value: string): string {
  return /^'[a-z-]+'$/i.test(value) || isScheme(value) ? value.toLowerCase() : value;
}

/** `https:`, without a host. */
export function isScheme(value: string): boolean {
  return /^[a-z][a-z\d+.-]*:$/i.test(value);
}

/** The directive that decides: itself, `script-src` for its two halves, or `default-src`. */
export function decidingDirective(directives: Directives, name: string): string {
  if (directives.has(name)) return name;
  const [, whole] = /^((?:script|style)-src)-(?:attr|elem)$/.exec(name) ?? [];
  if (whole !== undefined && directives.has(whole)) return whole;
  return isFetchDirective(name) ? 'default-src' : name;
}

/** The deciding directives, each once. */
export function decidingDirectives(directives: Directives, names: readonly string[]): string[] {
  return [...new Set(names.map((name) => decidingDirective(directives, name)))];
}

export const SCRIPT_DIRECTIVES = ['script-src', 'script-src-attr', 'script-src-elem'] as const;

const NONCE = /^'nonce-[\w+/-]+={0,2}'$/;
const HASH = /^'sha(?:256|384|512)-[\w+/-]+={0,2}'$/;

export const isNonce = (value: string): boolean => NONCE.test(value);
export const isHash = (value: string): boolean => HASH.test(value);

/**
 * What is left when browsers drop what a nonce, a hash or 'strict-dynamic' makes void: 'unsafe-inline', and hosts and
 * schemes.
 */
export function effectiveDirectives(directives: Directives): Directives {
  const effective = new Map(directives);
  for (const name of decidingDirectives(directives, SCRIPT_DIRECTIVES)) {
    const values = directives.get(name);
    if (values === undefined) continue;
    const isStrict = values.includes("'strict-dynamic'");
    const hasProof = values.some((value) => isNonce(value) || isHash(value));
    effective.set(name, values.filter((value) => {
      if (value === "'unsafe-inline'") return !isStrict && !hasProof;
      return !isStrict || (value.startsWith("'") && value !== "'self'");
    }));
  }
  return effective;
}
