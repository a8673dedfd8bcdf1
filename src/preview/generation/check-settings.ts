import { isError } from '../../core/problem';
import { flag, kind, listOf, number, text } from '../../core/problem/kinds/kind';
import { optional, required, Struct } from '../../core/problem/kinds/struct';
import { isObject } from '../../core/values/is-object';
import { PreviewError } from '../errors';
import type { PreviewSettings } from '../settings';

/** What tests pass, which have an assembly besides its folder, and a port. */
interface Given extends Omit<PreviewSettings, 'cloudAssembly'> {
  readonly cloudAssembly: unknown;
  readonly port?: number;
}

const texts = listOf(text, 'strings');
const named = kind('an object of strings', (value) => isObject(value)
  && Object.values(value).every((each) => typeof each === 'string'));
const assembly = kind('a folder, or what app.synth() returns', (value) => (
  typeof (isObject(value) ? value.directory : value) === 'string'));

const SETTINGS = new Struct<Given>('TestPreviewOptions', {
  cloudAssembly: required(assembly, 'pass what app.synth() returns, or the folder that "npx cdk synth" wrote'),
  distribution: optional(text),
  origins: optional(named),
  parameters: optional(named),
  stores: optional(named),
  blocks: optional(texts),
  faults: optional(texts),
  country: optional(text),
  hostHeader: optional(text),
  strict: optional(flag),
  viewerProtocol: optional(kind('"http" or "https"', (value) => value === 'http' || value === 'https')),
  tls: optional(flag),
  cacheMaxBytes: optional(number),
  onFunctionLog: optional(kind('a function', (value) => typeof value === 'function')),
  port: optional(number),
});

/** Throws a {@link PreviewError} with all options that the compiler would refuse: tests may be JavaScript. */
export function checkSettings(given: unknown): void {
  const problems = SETTINGS.read(given).problems.filter(isError);
  if (problems.length > 0) throw new PreviewError(problems);
}
