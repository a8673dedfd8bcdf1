import { readFileSync } from 'node:fs';

/** What a JSON file can hold. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject { [key: string]: Json | undefined }

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readJson(file: string): JsonObject {
  return JSON.parse(readFileSync(file, 'utf8'));
}
