import { MANIFEST_VERSION, type EdgeManifest, type ManifestRules } from './edge-manifest';
import { RUN_LENGTH } from './places';
import { EDGE_EVENTS } from '../facts/edge-events';
import { isObject } from '../values/is-object';

/** Checks a manifest that was read from a file. Returns it, or the first fault. */
export function checkManifest(value: unknown): EdgeManifest | string {
  if (!isObject(value)) return 'is not an object';
  const { version, distribution, functions } = value;
  if (typeof version !== 'number') return 'has no version';
  if (version !== MANIFEST_VERSION) return `has the version ${version}, and only ${MANIFEST_VERSION} is known here`;
  if (!isResource(distribution) || typeof distribution.path !== 'string') return 'has no distribution';
  if (!Array.isArray(functions)) return 'has no list of functions';
  for (const [at, one] of functions.entries()) {
    const fault = functionFault(one);
    if (fault !== undefined) return `has an invalid function at functions[${at}]: ${fault}`;
  }
  return value as unknown as EdgeManifest;
}

function functionFault(value: unknown): string | undefined {
  if (!isResource(value)) return 'it names no resource';
  const { host, event, behaviors, steps } = value;
  if (host !== 'lambda-edge' && host !== 'cloudfront-function') return 'its host is unknown';
  if (!EDGE_EVENTS.some((known) => known === event)) return 'its event is unknown';
  if (!areTexts(behaviors)) return 'it has no behaviors';
  if (!Array.isArray(steps)) return 'it has no steps';
  return steps.map(stepFault).find((fault) => fault !== undefined);
}

function stepFault(step: unknown): string | undefined {
  if (!isObject(step) || typeof step.part !== 'string') return 'one of its steps is invalid';
  const { program, constructs } = step;
  if (program !== undefined && !isProgram(program)) return 'the program of a step is invalid';
  if (!Array.isArray(constructs)) return 'a step has no constructs';
  return constructs.map(constructFault).find((fault) => fault !== undefined);
}

function constructFault(value: unknown): string | undefined {
  if (!isObject(value) || typeof value.path !== 'string' || !areTexts(value.behaviors)) return 'a construct is invalid';
  return value.rules === undefined || areRules(value.rules) ? undefined : 'the rules of a construct are invalid';
}

function areRules(value: unknown): value is ManifestRules {
  if (!isObject(value) || !areTexts(value.files)) return false;
  const { count, places, files, errors } = value;
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isErrorRule))) return false;
  if (!Array.isArray(places) || !places.every(Number.isSafeInteger) || places.length % RUN_LENGTH !== 0) return false;
  let total = 0;
  for (let run = 0; run < places.length; run += RUN_LENGTH) {
    const [rules, file, line, step, column] = places.slice(run, run + RUN_LENGTH) as number[];
    const last = line + (rules - 1) * step;
    if (rules < 1 || file < 0 || file >= files.length || line < 1 || last < 1 || column < 1) return false;
    total += rules;
  }
  return total === count;
}

function isErrorRule(value: unknown): boolean {
  return isObject(value) && Number.isSafeInteger(value.rule) && Number.isSafeInteger(value.status)
    && typeof value.from === 'string';
}

/** The file name is looked up in the folder of an asset, and must not contain another path. */
/** A file of the asset, also in our folder beside the files of an existing function. */
const PROGRAM_FILE = /^([\w-]+\/)?[\w-]+\.\w+$/;

function isProgram(value: unknown): boolean {
  return isObject(value) && Number.isSafeInteger(value.bytes) && typeof value.sha256 === 'string'
    && typeof value.file === 'string' && PROGRAM_FILE.test(value.file)
    && (value.data === undefined || typeof value.data === 'string');
}

function isResource(value: unknown): value is Record<string, unknown> {
  return isObject(value) && typeof value.template === 'string' && typeof value.logicalId === 'string';
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
