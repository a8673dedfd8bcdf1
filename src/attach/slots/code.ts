import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BakedStep, StepPart } from './contribution';

const PARTS = join(__dirname, '..', '..', '..', 'assets', 'lambda-edge');

/** How a step's data reaches it: as text in the code, or as a file beside it. */
export type DataSource = (data: Uint8Array, index: number) => string;

/** Data as base64 in the code: no asset, and a template that tells the whole story. */
export const inlineData: DataSource = (data) => `Buffer.from(${JSON.stringify(Buffer.from(data).toString('base64'))}, "base64")`;

/** Data as files of the asset, which cost neither template space nor parsing. */
export const fileData: DataSource = (_data, index) => `require("node:fs").readFileSync(__dirname + "/${dataFile(index)}")`;

export function dataFile(index: number): string {
  return `step-${index}.bin`;
}

/**
 * The source of a slot's function: the runner and the parts that its steps need, prebuilt, and the steps' configuration.
 *
 * Lambda@Edge has no environment variables, so everything is baked in.
 */
export function composeCode(steps: readonly BakedStep[], dataSource: DataSource): string {
  const parts = [...new Set(steps.map((s) => s.part))];
  const created = steps.map(({ part, config, data }, index) => {
    const values = [JSON.stringify(config), ...(data ? [dataSource(data, index)] : [])];
    return `  ${globalOf(part)}.create(${values.join(', ')}),`;
  });
  return [
    '"use strict";', // first of all, or the parts' own directives would be mere expressions
    source('slot'),
    ...parts.map(source),
    'exports.handler = edgeSlot.createHandler([',
    ...created,
    ']);',
    '',
  ].join('\n');
}

function source(part: StepPart | 'slot'): string {
  return readFileSync(join(PARTS, `${part}.js`), 'utf8').trimEnd();
}

/** `mask-errors` is `maskErrorsStep` in its bundle (projenrc/bundle.mjs). */
function globalOf(part: StepPart): string {
  return `${part.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}Step`;
}
