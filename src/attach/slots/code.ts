import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSource, ValueTable } from './config-source';
import type { BakedStep } from './contribution';
import { valuesIn } from './deploy-value';
import { withoutImports } from './function-imports';
import type { EdgeHost } from '../../core/facts/edge-events';
import { PARTS_BY_HOST, partFile, type StepPart } from '../../core/slots/parts';

const LAMBDA = PARTS_BY_HOST['lambda-edge'];
const RUNNER = LAMBDA.slot.global;
const VALUES = LAMBDA['deploy-values'].global;

const ASSETS = join(__dirname, '..', '..', '..', 'assets');

/** How a step's data reaches it: as text in the code, or as a file beside it. */
export type DataSource = (data: Uint8Array, index: number) => string;

/** Data as base64 in the code: no asset, and a template that tells the whole story. */
export const inlineData: DataSource = (data) =>
  `Buffer.from(${JSON.stringify(Buffer.from(data).toString('base64'))}, "base64")`;

/** Data as files of the asset, which cost neither template space nor parsing. */
export const fileData: DataSource = (_data, index) =>
  `require("node:fs").readFileSync(__dirname + "/${dataFile(index)}")`;

export function dataFile(index: number): string {
  return `step-${index}.bin`;
}

/**
 * The source of a slot's function: the runner and the parts that its steps need, prebuilt, and the steps'
 * configuration.
 *
 * Lambda@Edge has no environment variables, so everything is baked in.
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
    '"use strict";', // first of all, or the parts' own directives would be mere expressions
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

/** What was not known when the app was synthesized is checked where it is, before a step is made of it. */
function checkedSource(part: StepPart, config: unknown, table: ValueTable): string {
  const text = configSource(config, table);
  return valuesIn(config).length > 0 ? `${VALUES}.checked(${JSON.stringify(part)}, ${text})` : text;
}

/** A file of the user as CommonJS, in a function of its own; the line break ends a comment on its last line. */
function commonJsModule(code: string): string {
  return `function (module, exports) {\n${code}\n}`;
}

/**
 * The source of a CloudFront Function: the runner and the files of the user, each in a function of its own so that
 * their names do not clash. The import of the helper module has to be the first line, once.
 */
export function composeCloudFrontFunction(steps: readonly BakedStep[]): string {
  const table = new ValueTable();
  const files = steps.map(({ config, code = '' }) => {
    const { name, pass } = config as { name: string; pass?: boolean };
    return { name: configSource(name, table), pass, ...withoutImports(code) };
  });
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

/** Parts that were read: an app asks for the same few for each of its functions. */
const sources = new Map<string, string>();

function source<Host extends EdgeHost>(host: Host, part: keyof typeof PARTS_BY_HOST[Host] & string): string {
  const file = partFile(host, part);
  const text = sources.get(file) ?? readFileSync(join(ASSETS, file), 'utf8').trimEnd();
  sources.set(file, text);
  return text;
}
