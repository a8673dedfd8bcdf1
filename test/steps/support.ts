import { runInNewContext } from 'node:vm';
import type { BakedStep } from '../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import type { EdgeEvent } from '../../src/core/facts/edge-events';
import { compileRules } from '../../src/core/redirects/compile';
import { parseRules } from '../../src/core/redirects/parse';
import { builtFunction } from '../support/bundles';

/** A custom step with this file, as the construct bakes it. */
export function custom(code: string, event: EdgeEvent = 'viewer-request', config: object = {}): BakedStep {
  return { part: 'custom', config: { name: 'guard.js', response: event.endsWith('-response'), ...config }, code };
}

/** A handler with this body. */
export const handles = (body: string) =>
  `exports.handler = async (event, context) => { const { request, response } = event.Records[0].cf; ${body} };`;

const { program } = compileRules(parseRules('{ "/old": "/new" }', { format: 'json' }).rules);
export const redirects: BakedStep = {
  part: 'redirect',
  config: { cacheControl: 'max-age=300' },
  data: program!,
};
export const securityHeaders: BakedStep = {
  part: 'headers',
  config: { headers: [{ name: 'x-frame-options', value: ['DENY'] }] },
};

/** The positions of a custom step among the library's steps. */
export const POSITIONS: [string, (step: BakedStep) => BakedStep[]][] = [
  ['first', (step) => [step, redirects, securityHeaders]],
  ['before the headers', (step) => [redirects, step, securityHeaders]],
  ['last', (step) => [redirects, securityHeaders, step]],
];

/** A Lambda context with little time left. */
export const inHaste = (ms = 100) => ({
  functionName: 'us-east-1.site',
  awsRequestId: 'lambda-id',
  getRemainingTimeInMillis: () => ms,
});

/** The built function of these steps with its log; the file of the user has what Node.js has. */
export function built(steps: BakedStep[], globals: object = {}) {
  const logs: any[] = [];
  const run = builtFunction(steps, (line) => logs.push(JSON.parse(line)), {
    setTimeout,
    setImmediate,
    process,
    ...globals,
  });
  return { run: (event: unknown, context: object = inHaste(2_000)) => run(event, context), logs };
}

/** The CloudFront Function of these files, in a context of its own. */
export function builtCloudFrontFunction(steps: BakedStep[]) {
  const logs: any[] = [];
  const code = composeCloudFrontFunction(steps);
  const run = runInNewContext(`'use strict'; ${code}\nhandler`, {
    console: { log: (line: string) => logs.push(JSON.parse(line)) },
  });
  return { run: async (event: unknown) => copied(await run(event)), logs };
}

/** As it leaves the function: text of JSON. */
export function copied(value: unknown): any {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
