import { readFileSync } from 'node:fs';
import { error, type Problem } from '../../core/problem';
import { isObject } from '../../core/values/is-object';

/** What a JSON file can hold. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject { [key: string]: Json | undefined }

/** A member that the record itself has: a template may name things `constructor` or `toString`. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return isObject(record) && Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * A JSON file whose outermost value is an object; what is wrong with it goes to the problems, by the name that is
 * given.
 */
export function readJson(file: string, name: string, problems: Problem[]): JsonObject | undefined {
  const wrong = (what: string) => {
    problems.push(error('EDGE_PREVIEW_ASSEMBLY', `${what}; run "npx cdk synth" again`, name));
    return undefined;
  };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    return wrong(code === 'ENOENT' ? 'there is no such file' : `cannot be read (${message})`);
  }
  try {
    // Some editors put a byte order mark before the text.
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(parsed) ? parsed as JsonObject : wrong(`holds ${kindOf(parsed)} and not an object`);
  } catch (thrown) {
    return wrong(text.trim() === '' ? 'is empty' : `is no JSON, or not all of it (${(thrown as Error).message})`);
  }
}

/** How a message names a value that should be another one. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
