import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numbers } from './events';
import { anyLambdaEvent } from './lambda-events';
import { LAMBDA_SAMPLES } from './lambda-functions';
import { outcomes, written } from './lambda-harness';
import { cases } from '../../support/cases';

const folder = mkdtempSync(join(tmpdir(), 'equivalence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All samples in one process: alone, and composed. */
const samples = Object.entries(LAMBDA_SAMPLES).map(([name, sample], n) => {
  const place = join(folder, String(n));
  mkdirSync(place);
  const random = numbers(2027);
  const events = Array.from({ length: cases(500) }, () => anyLambdaEvent(random, sample.event, sample.includeBody));
  return { name, sample, events, files: written(place, sample) };
});
const runs = samples.flatMap(({ files, events }) => Object.values(files).map((file) => ({ file, events })));
let results: ReturnType<typeof outcomes>;
const resultsOf = (file: string) => results[runs.findIndex((run) => run.file === file)];

beforeAll(() => { results = outcomes(folder, runs); }, 120_000);

const REFUSAL = '{"status":"503","statusDescription":"Service Unavailable","headers":{"cache-control":[{"key":"Cache-Control","value":"no-store"}]},"body":""}';

/** Whether the result is spelled anew: a file of the user comes later, or a name of a header is not in lower case. */
function isChecked(how: string, result: string): boolean {
  return how.endsWith('ours') || /"[^"]*[A-Z][^"]*":\[/.test(result);
}

/** A message without what is only spelling: types of numbers, keys of headers, which HTTP/2 does not have. */
function spelled(text = 'null') {
  const { status, headers, ...rest } = JSON.parse(text);
  const lines = Object.entries<any[]>(headers).map(([name, all]) => [
    name.toLowerCase(), all.map(({ value }) => value),
  ]);
  return { ...rest, ...(status !== undefined && { status: String(status) }), headers: lines };
}

describe.each(samples)('$name', ({ sample, events, files: { alone, ...composed } }) => {
  test.each(Object.entries(composed))('answers the same %s', (how, file) => {
    const [theirs, ours] = [resultsOf(alone), resultsOf(file)];
    events.forEach((event, n) => {
      // CloudFront answers 502 if it fails or has no result. With ours, a request is refused, and a response continues.
      const { cf } = event.Records[0];
      const instead = sample.event.endsWith('-response') ? JSON.stringify(cf.response) : REFUSAL;
      const expected = theirs[n].result ?? instead;
      if (isChecked(how, expected)) expect(spelled(ours[n].result)).toEqual(spelled(expected));
      else expect(ours[n]).toEqual({ result: expected });
    });
  });
});

test('there are 20 functions on every event, and the events reach their branches', () => {
  expect(samples.length).toBeGreaterThanOrEqual(20);
  expect(new Set(samples.map(({ sample }) => sample.event)).size).toBe(4);
  for (const { name, events, files } of samples) {
    const found = resultsOf(files.alone);
    // What it returns, without what is from the event.
    const kinds = new Set(found.map(({ result, error }, n) => (
      result === undefined ? error ?? 'nothing'
        : result === JSON.stringify(events[n].Records[0].cf.response ?? events[n].Records[0].cf.request) ? 'unchanged'
          : Object.keys(JSON.parse(result)).join())));
    expect([name, kinds.size > 0]).toEqual([name, true]);
  }
});
