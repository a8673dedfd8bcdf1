import { BadRequest } from './read-json';
import { isObject } from '../../core/values/is-object';
import type { InjectionTexts } from '../injection/injections';

const LIST_MAX_LENGTH = 100;

/** The injections that the page sends, all of them; the texts are checked by `Injections`. */
export function readInjections(input: unknown): InjectionTexts {
  const { blocks = [], faults = [], country } = isObject(input) ? input : {};
  if (!areTexts(blocks) || !areTexts(faults) || (country !== undefined && typeof country !== 'string')) {
    throw new BadRequest([{ message: 'expected {"blocks": [...], "faults": [...], "country": "..."}' }]);
  }
  return { blocks, faults, ...(country !== undefined && { country }) };
}

/** The paths of an invalidation. */
export function readPaths(input: unknown): readonly string[] {
  const { paths } = isObject(input) ? input : {};
  if (areTexts(paths) && paths.length > 0) return paths;
  throw new BadRequest([{ message: 'expected {"paths": ["/*"]}' }]);
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= LIST_MAX_LENGTH && value.every((one) => typeof one === 'string');
}
