import { anyEvent, numbers } from './events';
import { SAMPLES } from './functions';
import { cases } from '../../support/cases';
import { HAS_NJS, inNjs, inPreview, outcome, withEmptyStep } from '../support';

/** Each function alone, and composed with an own step that does nothing. */
describe.each(Object.entries(SAMPLES))('%s', (_, { code, event, keyValues }) => {
  const random = numbers(2026);
  const events = Array.from({ length: cases(500) }, () => anyEvent(random, event));

  test.each(['before', 'after'] as const)('returns the same in the preview, %s our steps', async (order) => {
    const alone = inPreview(code, keyValues);
    const composed = inPreview(withEmptyStep(code, order, event), keyValues);
    for (const given of events) {
      expect(await outcome(() => composed(given))).toBe(await outcome(() => alone(given)));
    }
  });

  (HAS_NJS ? test : test.skip).each(['before', 'after'] as const)('returns the same in njs, %s our steps', (order) => {
    const alone = inNjs(code, events, keyValues);
    expect(alone).toHaveLength(events.length);
    expect(inNjs(withEmptyStep(code, order, event), events, keyValues)).toEqual(alone);
  });
});

test('the events reach every branch: functions answer, change requests and let them pass', async () => {
  const random = numbers(2026);
  const requests = Object.values(SAMPLES).filter(({ event }) => event === 'viewer-request');
  for (const { code, event, keyValues } of requests) {
    const alone = inPreview(code, keyValues);
    const events = Array.from({ length: 100 }, () => anyEvent(random, event));
    const results = new Set(await Promise.all(events.map((given) => outcome(() => alone(given)))));
    expect(results.size).toBeGreaterThan(1);
    expect([...results].some((text) => text.startsWith('thrown'))).toBe(false);
  }
  expect(Object.keys(SAMPLES).length).toBeGreaterThanOrEqual(20);
});
