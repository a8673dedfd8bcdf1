import { readFileSync } from 'node:fs';

export { isObject } from '../../core/results/invalid-result';

/** What a JSON file can hold. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject { [key: string]: Json | undefined }

export function readJson(file: string): JsonObject {
  return JSON.parse(readFileSync(file, 'utf8'));
}
