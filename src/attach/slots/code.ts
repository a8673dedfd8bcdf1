import { configSource, ValueTable } from './config-source';
import type { BakedStep } from './contribution';
import { valuesIn } from './deploy-value';
import { source } from './part-source';
import { pagesPart, type MaskConfig } from '../../core/errors/config';
import type { RedirectConfig } from '../../core/redirects/step-config';
import { HOST_PARTS, type StepPart } from '../../core/slots/parts';
import { withValues } from '../existing/code-with-values';
import type { CodeTree } from '../existing/lambda/code-tree';
import type { ExistingLambda } from '../existing/lambda/existing-lambda';

const LAMBDA = HOST_PARTS['lambda-edge'];
const RUNNER = LAMBDA.slot.global;
const VALUES = LAMBDA['deploy-values'].global;

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

/** The folder of a step's own files, where it has any. */
export function filesFolder(index: number): string {
  return `step-${index}`;
}

/** The folder of our files in an asset: a folder of its own beside the files of an existing function. */
export function codeFolder(steps: readonly BakedStep[]): string {
  const { tree } = steps.find(({ lambda }) => lambda?.files)?.lambda?.files ?? {};
  return tree === undefined ? '' : freeFolder(tree, 'cdk-cloudfront-edge');
}

function freeFolder(tree: CodeTree, name: string): string {
  return tree.has(name) ? freeFolder(tree, `${name}-`) : name;
}

/**
 * Composes the source of a slot's Lambda@Edge function: the prebuilt runner and parts that its steps need, and their
 * configuration.
 *
 * Lambda@Edge does not support environment variables, so the configuration is in the code.
 */
export function composeCode(steps: readonly BakedStep[], dataSource: DataSource): string {
  const parts = [...new Set(steps.flatMap((step) => [sourcePart(step), ...moreParts(step)]))];
  const table = new ValueTable();
  const running = steps.filter(({ part }) => part !== 'failover');
  const created = running.map((step) => {
    const { part, data, code, files, lambda } = step;
    const index = steps.indexOf(step);
    const { bodies, logRules, ...config } = step.config as RedirectConfig;
    const given = checkedSource(part, config, table);
    const own = files ? [requiredModule(`./${filesFolder(index)}/${files.entry}`)]
      : code === undefined ? [] : [commonJsModule(code)];
    const loader = lambda ? [existingModule(lambda)] : own;
    const tools = logRules ? `${LAMBDA['redirect-log'].global}.logging(${RUNNER})` : RUNNER;
    const values = [given, tools, ...(data ? [dataSource(data, index)] : []), ...loader];
    const made = `${LAMBDA[sourcePart(step)].global}.create(${values.join(', ')})`;
    return `  ${bodies ? withBodies(made, bodies, table) : made},`;
  });
  const failover = steps.find(({ part }) => part === 'failover');
  const [before, after] = handlerSource(running, failover && checkedSource('failover', failover.config, table));
  const inline = steps.find(({ lambda, code }) => lambda && code !== undefined);
  const composed = [
    // Outside of our scope: their code may not be for the strict mode.
    ...(inline ? [`const edgeExisting = ${commonJsModule(inline.code!)};`, '(function () {'] : []),
    '"use strict";', // must come first: the directives inside of the parts have no effect
    source('lambda-edge', 'slot'),
    ...parts.map((part) => source('lambda-edge', part)),
    ...valuesOf(table),
    before,
    ...created,
    after,
    ...(inline ? ['})();'] : []),
    '',
  ].join('\n');
  return withValues(composed, inline?.values);
}

/** The part with the code of a step. */
function sourcePart({ part, existing }: BakedStep): StepPart | 'existing' {
  return existing ? 'existing' : part;
}

/** What a redirect step has besides: with pages the step of error pages, which makes them, and what logs rules. */
function moreParts({ config }: BakedStep): (StepPart | 'redirect-bodies' | 'redirect-log')[] {
  const { bodies, logRules } = config as Partial<RedirectConfig>;
  return [
    ...(bodies ? [pagesPart(bodies.pages), 'redirect-bodies'] as const : []),
    ...(logRules ? ['redirect-log'] as const : []),
  ];
}

function withBodies(redirect: string, bodies: MaskConfig, table: ValueTable): string {
  const part = pagesPart(bodies.pages);
  const pages = `${LAMBDA[part].global}.create(${checkedSource(part, bodies, table)})`;
  return `${LAMBDA['redirect-bodies'].global}.create(${[redirect, pages, RUNNER].join(', ')})`;
}

/** What is before and after the steps: with an origin group, the code that was there before us also runs alone. */
function handlerSource(steps: readonly BakedStep[], failover: string | undefined): [before: string, after: string] {
  if (failover === undefined) return [`exports.handler = ${RUNNER}.createHandler([`, ']);'];
  const existing = steps.flatMap(({ lambda }, index) => (lambda ? [`edgeSteps[${index}]`] : []));
  const handlers = ['edgeSteps', `[${existing.join(', ')}]`].map((list) => `${RUNNER}.createHandler(${list})`);
  return [
    'const edgeSteps = [',
    `];\nexports.handler = ${LAMBDA.failover.global}.create(${[failover, ...handlers].join(', ')});`,
  ];
}

/** Loads an existing function: its file in the asset, or its code above. */
function existingModule({ handler, files }: ExistingLambda): string {
  const exported = handler.split('.').map((name) => `[${JSON.stringify(name)}]`).join('');
  const assigned = (theirs: string) => `module.exports = { handler: ${theirs}${exported} };`;
  if (files === undefined) {
    const call = 'edgeExisting.call(module.exports, module, module.exports);';
    return `function (module) { ${call} ${assigned('module.exports')} }`;
  }
  const path = JSON.stringify(`../${files.entry}`);
  if (!files.esModule) return `function (module) { ${assigned(`require(${path})`)} }`;
  return `async function (module) { const theirs = await import(${path}); ${assigned('theirs')} }`;
}

/** The file of a step that needs files beside it. */
function requiredModule(path: string): string {
  return `function (module) { module.exports = require(${JSON.stringify(path)}); }`;
}

function valuesOf(table: ValueTable): string[] {
  if (table.size === 0) return [];
  return [source('lambda-edge', 'deploy-values'), `const edgeValue = ${VALUES}.lookUp(${table.source()});`];
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
