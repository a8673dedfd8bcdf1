import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSource, ValueTable } from './config-source';
import type { BakedStep } from './contribution';
import { valuesIn } from './deploy-value';
import { withoutImports } from './function-imports';
import type { EdgeHost } from '../../core/facts/edge-events';
import { HOST_PARTS, partFile, type StepPart } from '../../core/slots/parts';

const LAMBDA = HOST_PARTS['lambda-edge'];
const RUNNER = LAMBDA.slot.global;
const VALUES = LAMBDA['deploy-values'].global;

const ASSETS = join(__dirname, '..', '..', '..', 'assets');

/** How a step's data reaches it: as text in the code, or as a file beside it. */
export type DataSource = (data: Uint8Array, index: number) => string;

/** Data as base64 in the code: needs no asset, and the template alone shows what the function does. */
export const inlineData: DataSource = (data) =>
  `Buffer.from(${JSON.stringify(Buffer.from(data).toString('base64'))}, "base64")`;

/** Data as files of the asset, which take no space in the template and need not be parsed. */
export const fileData: DataSource = (_data, index) =>
  `require("node:fs").readFileSync(__dirname + "/${dataFile(index)}")`;

export function dataFile(index: number): string {
  return `step-${index}.bin`;
}

/**
 * Composes the source of a slot's Lambda@Edge function: the prebuilt runner and parts that its steps need, and their
 * configuration.
 *
 * Lambda@Edge does not support environment variables, so the configuration is in the code.
 */
export function composeCode(steps: readonly BakedStep[], dataSource: DataSource): string {
  const parts = [...new Set(steps.map((s) => s.part))];
  const table = new ValueTable();
  const created = steps.map(({ part, config, data, code }, index) => {
    const given = checkedSource(part, config, table);
    const values = [
      given, RUNNER, ...(data ? [dataSource(data, index)] : []), ...(code === undefined ? [] : [commonJsModule(code)]),
    ];
    return `  ${LAMBDA[part].global}.create(${values.join(', ')}),`;
  });
  return [
    '"use strict";', // must come first: the directives inside of the parts have no effect
    source('lambda-edge', 'slot'),
    ...parts.map((part) => source('lambda-edge', part)),
    ...valuesOf(table),
    `exports.handler = ${RUNNER}.createHandler([`,
    ...created,
    ']);',
    '',
  ].join('\n');
}

function valuesOf(table: ValueTable): string[] {
  if (table.size === 0) return [];
  return [source('lambda-edge', 'deploy-values'), `const edgeValue = ${VALUES}.lookUp(${table.source()});`];
}

/** The same in the dialect of CloudFront Functions. */
function functionValuesOf(table: ValueTable): string[] {
  if (table.size === 0) return [];
  return [`function edgeValue(index) { return Buffer.from(${table.source()}[index], 'base64').toString('utf8'); }`];
}

/**
 * A configuration with values that are only known at deploy time is checked at the edge, before the step is created.
 */
function checkedSource(part: StepPart, config: unknown, table: ValueTable): string {
  const text = configSource(config, table);
  return valuesIn(config).length > 0 ? `${VALUES}.checked(${JSON.stringify(part)}, ${text})` : text;
}

/**
 * A file of the user as a CommonJS function. The line break at the end closes a comment on the last line of the file.
 */
function commonJsModule(code: string): string {
  return `function (module, exports) {\n${code}\n}`;
}

/**
 * Composes the source of a CloudFront Function: the runner and the files of the user, each wrapped in a function so
 * that their names do not clash. The import of the helper module has to be on the first line, once.
 */
export function composeCloudFrontFunction(steps: readonly BakedStep[]): string {
  const table = new ValueTable();
  const files = steps.map(({ config, code = '' }) => {
    const { name, pass } = config as { name: string; pass?: boolean };
    return { name: configSource(name, table), pass, ...withoutImports(code) };
  });
  if (steps.length === 1 && steps[0].part === 'redirect') {
    const [{ name, code }] = files;
    return [
      source('cloudfront-function', 'alone'),
      `const edgeStep = { name: ${name}, load: function () {\n${code}\nreturn handler; } };`,
      'function handler(event) { return runEdgeStep(edgeStep, event); }',
      '',
    ].join('\n');
  }
  const imports = files.some(({ importsHelpers }) => importsHelpers) ? ["import cf from 'cloudfront';"] : [];
  return [
    ...imports,
    source('cloudfront-function', 'slot'),
    ...functionValuesOf(table),
    'const edgeSteps = [',
    ...files.map(({ name, pass, code }) => (
      `{ name: ${name}, ${pass ? '' : 'refuse: true, '}load: function () {\n${code}\nreturn handler; } },`
    )),
    '];',
    'async function handler(event) { const result = await runEdgeSteps(edgeSteps, event); return result; }',
    '',
  ].join('\n');
}

/** A cache of the part files: all functions of an app use the same few. */
const sources = new Map<string, string>();

/** The code of a part. */
export function source<Host extends EdgeHost>(host: Host, part: keyof typeof HOST_PARTS[Host] & string): string {
  const file = partFile(host, part);
  const text = sources.get(file) ?? readFileSync(join(ASSETS, file), 'utf8').trimEnd();
  sources.set(file, text);
  return text;
}
