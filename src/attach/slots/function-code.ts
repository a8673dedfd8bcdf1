import { configSource, ValueTable } from './config-source';
import type { BakedStep } from './contribution';
import {
  handingOn, isHeaders, isSmall, isStored, loadedCode, runnerAlone, runnerBeside, withExisting, withHeaders, withSent,
  type Runner,
  type StepText,
} from './function-runner';
import { source } from './part-source';
import { isAsynchronous } from '../../core/javascript/asynchronous';
import { allNames } from '../../core/javascript/bindings';
import { FreshNames } from '../../core/javascript/fresh-names';
import { HoistedImports } from '../../core/javascript/hoisted-imports';
import { scopedFile } from '../../core/javascript/scope';
import type { Parsed } from '../../core/javascript/syntax';
import { withValues } from '../existing/code-with-values';
import { parseJavaScript, shortened } from '../javascript';

const HOST = 'cloudfront-function';

/**
 * Composes the source of a CloudFront Function: the runner and the files of the user, each in a function of its own, so
 * that their names do not clash, outside of the scope of the runner. Imports have to be at the top level. The handler
 * is asynchronous only if a file or a store is. `short` leaves out comments and spaces.
 */
export function composeCloudFrontFunction(steps: readonly BakedStep[], short = false): string {
  // Rules are ours, and can be megabytes until it is known that they are too many.
  const files = new Map(steps.filter(({ part }) => part === 'custom')
    .map((step) => [step, parseJavaScript(step.code ?? '')]));
  const names = new FreshNames(...[...files.values()].map(allNames));
  const imports = new HoistedImports([...files.values()], names);
  const scopes = [...files].map(([step, file]): [BakedStep, string, string] => (
    [step, names.next(step.existing ? 'edgeExisting' : 'edgeFile'), scopedFile(file, imports)]));
  const run = runnerOf(steps, files, new Map(scopes.map(([step, name]) => [step, name])));
  const later = steps.some(isStored);
  const store = [
    ...(later ? [`const edgeKeyValues = ${imports.ours('cloudfront')}.kvs();`] : []),
    ...(steps.some(({ logs }) => logs) ? [`const edgeCloudFront = ${imports.ours('cloudfront')};`] : []),
  ];
  if (files.size === 0) {
    const declared = [...imports.lines, ...store, ...run.parts, `const edgeRun = ${run.source};`];
    return [...declared, handlerOf('edgeRun', later), ''].join('\n');
  }
  const runner = names.next('edgeRun');
  const code = [
    ...imports.lines,
    ...scopes.map(([, name, scope]) => `const ${name} = ${scope};`),
    `const ${runner} = (function () {`,
    ...store,
    ...run.parts,
    `return ${run.source};`,
    '})();',
    handlerOf(runner, later || [...files.values()].some(isAsynchronous)),
    '',
  ].join('\n');
  return steps.reduce((text, { values }) => withValues(text, values), short ? shortened(code) : code);
}

/** Runs our steps, and the existing functions around them. `loaders` are the names of the files' scopes. */
function runnerOf(
  steps: readonly BakedStep[], files: ReadonlyMap<BakedStep, Parsed>, loaders: ReadonlyMap<BakedStep, string>,
): Runner {
  const table = new ValueTable();
  const onResponse = steps.some(({ config }) => (config as { response?: boolean }).response);
  const headers = onResponse ? undefined : steps.find(isHeaders);
  const others = steps.filter((step) => step !== headers);
  const own = others.filter(({ existing }) => existing === undefined);
  const together = handingOn(others) === 'redirect-together';
  const text: StepText = {
    name: ({ config }) => configSource((config as { name: string }).name, table),
    load: (step) => loaders.get(step) ?? loadedCode(step, together),
    headers: ({ config }) => configSource((config as { set: unknown }).set, table),
    file: (step) => files.get(step)!,
    kind: steps.some(isStored) || [...files.values()].some(isAsynchronous)
      ? 'promises' : onResponse ? 'response' : 'request',
    onResponse,
  };
  const existing = steps.filter((step) => step.existing !== undefined);
  const alone = existing.length === 0 && isSmall(own);
  const ours = alone ? runnerAlone(own, text) : runnerBeside(own, text);
  // One that runs after ours has the last word about its own answers.
  const [first, last] = [true, false].map((isFirst) => existing.filter((step) => step.existing!.first === isFirst));
  const around = (inner: Runner, theirs: readonly BakedStep[]) => (
    theirs.reduce((run, step) => withExisting(step, run, text), inner));
  const { parts, source: run } = around(withHeaders(headers, around(ours, first), text), last);
  const shared = alone ? [] : [source(HOST, 'tools')];
  return withSent(own, together, { parts: [...shared, ...valuesOf(table), ...parts], source: run });
}

function handlerOf(runner: string, asynchronous: boolean): string {
  return asynchronous
    ? `async function handler(event) { const result = await ${runner}(event); return result; }`
    : `function handler(event) { return ${runner}(event); }`;
}

/** Values that are only known at deploy time. */
function valuesOf(table: ValueTable): string[] {
  if (table.size === 0) return [];
  return [`function edgeValue(index) { return Buffer.from(${table.source()}[index], 'base64').toString('utf8'); }`];
}
