import { readFileSync } from 'node:fs';
import { error, type Problem } from '../../core/problem';
import { isObject } from '../../core/values/is-object';

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject { [key: string]: Json | undefined }

/** An own member of the record. Names in templates may be `constructor` or `toString`. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return isObject(record) && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Reads a JSON file whose top-level value is an object. Problems are reported under `name`. */
export function readJson(file: string, name: string, problems: Problem[]): JsonObject | undefined {
  const report = (what: string) => {
    problems.push(error('EDGE_PREVIEW_ASSEMBLY', `${what}; run "npx cdk synth" again`, name));
    return undefined;
  };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    return report(code === 'ENOENT' ? 'does not exist' : `cannot be read (${message})`);
  }
  try {
    // Some editors put a byte order mark before the text.
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(parsed) ? parsed as JsonObject : report(`contains ${kindOf(parsed)} and not an object`);
  } catch (thrown) {
    const { message } = thrown as Error;
    return report(text.trim() === '' ? 'is empty' : `is not valid JSON, or is incomplete (${message})`);
  }
}

/** A value as messages show it after "got". */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
