import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { explain } from '../../../src/core/explain/explain';
import type { SourceId } from '../../../src/core/explain/source-ids';

/** Public recordings of responses of real distributions; not part of the repository. */
const FILE = process.env.CLOUDFRONT_RESPONSES
  ?? join(__dirname, '../../../../shared/vectors/observed/real-cloudfront-responses.json');

interface Recorded {
  readonly kind: string;
  readonly statusLine?: string;
  readonly status?: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** The label of each recording, by the start of what it says of itself. */
const LABELS: readonly (readonly [start: string, status: number, source: SourceId])[] = [
  ['FunctionGeneratedResponse 301', 301, 'edge-function-answered'],
  ['FunctionGeneratedResponse 200', 200, 'edge-function-answered'],
  ['LambdaGeneratedResponse 401', 401, 'edge-function-answered'],
  ['LambdaGeneratedResponse 301', 301, 'edge-function-answered'],
  ['method not allowed', 403, 'method-not-allowed'],
  ['L@E origin-response DELETES', 502, 'edge-function-failed'],
  ['L@E execution failed', 503, 'edge-function-failed'],
];

if (!existsSync(FILE)) {
  // eslint-disable-next-line no-console -- a test that did not run must not look like one that passed
  console.warn(`Recorded responses are skipped: set CLOUDFRONT_RESPONSES to the file (not found: ${resolve(FILE)})`);
}

(existsSync(FILE) ? describe : describe.skip)('a recorded response', () => {
  const all = existsSync(FILE)
    ? (JSON.parse(readFileSync(FILE, 'utf8')) as { observations: Recorded[] }).observations
    : [];

  test.each(LABELS)('%s… is explained', (start, expected, source) => {
    const { statusLine, status, headers = [], body } = all.find(({ kind }) => kind.startsWith(start))!;
    const code = Number(/ (\d{3})/.exec(statusLine ?? '')?.[1] ?? status ?? expected);
    const values = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), [value]]));
    const { verdicts, isError } = explain({ status: code, headers: values, ...(body !== undefined && { body }) });
    expect(code).toBe(expected);
    expect(verdicts.map((one) => [one.source, one.confidence])).toEqual([[source, 'certain']]);
    expect(isError).toBe(code >= 400);
  });
});
