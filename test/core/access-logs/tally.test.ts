import * as fc from 'fast-check';
import { legacy } from './support';
import { Busiest } from '../../../src/core/access-logs/busiest';
import { LogReader } from '../../../src/core/access-logs/reader';
import { Tally } from '../../../src/core/access-logs/tally';
import { cases } from '../../support/cases';

function tally(lines: readonly string[]): Tally {
  const kept = new Tally();
  const reader = new LogReader((record) => kept.add(record));
  reader.push(new TextEncoder().encode(lines.join('\n')));
  reader.end();
  return kept;
}

test('errors of which the log says the same are a group', () => {
  const { groups } = tally([
    legacy({ 'x-edge-request-id': 'a', 'cs-uri-stem': '/1' }),
    legacy({ 'x-edge-request-id': 'b', 'cs-uri-stem': '/2', 'time': '09:00:00', 'c-ip': '192.0.2.9' }),
    legacy({ 'x-edge-request-id': 'c', 'cs-uri-stem': '/2', 'date': '2026-11-29' }),
    legacy({ 'x-edge-detailed-result-type': 'ClientGeoBlocked' }),
  ]);
  const [first, second] = groups.values();
  expect(groups.size).toBe(2);
  expect(first).toMatchObject({
    count: 3, first: '2026-11-28T09:00:00Z', last: '2026-11-29T10:11:12Z', requestIds: ['a', 'b', 'c'],
  });
  expect([...first.hours]).toEqual([['2026-11-28T10', 1], ['2026-11-28T09', 1], ['2026-11-29T10', 1]]);
  expect(first.paths.top(2)).toEqual([['/2', 2], ['/1', 1]]);
  expect(second.record.get('x-edge-detailed-result-type')).toBe('ClientGeoBlocked');
});

test('the length of a page makes a group only if it is one of CloudFront itself', () => {
  const lengths = ['919', '1', '2', '3'].map((length) => legacy({ 'sc-content-len': length }));
  expect([...tally(lengths).groups.values()].map(({ count }) => count)).toEqual([1, 3]);
});

test('times of logs in seconds and milliseconds, and none', () => {
  const json = ['1795860672', '1795860672123', '1795860672.5', 'x', '-1'].map((timestamp) => (
    JSON.stringify({ 'sc-status': '403', timestamp })));
  const [group] = tally(json).groups.values();
  expect(group).toMatchObject({ count: 5, first: '2026-11-28T10:11:12Z', last: '2026-11-28T10:11:12Z' });
});

test.each(['2026-13-01', '2026-00-10', '2026-01-32'])('the date %s is not valid', (date) => {
  const [group] = tally([legacy({ date })]).groups.values();
  expect([group.count, group.first]).toEqual([1, undefined]);
});

test.each(['24:00:00', '10:60:00', '10:00:61'])('the time %s is not valid', (time) => {
  const [group] = tally([legacy({ time })]).groups.values();
  expect([group.count, group.first]).toEqual([1, undefined]);
});

test.each(['8640000000000000', '1e300', 'Infinity', '253402300800000'])('the timestamp %s is not valid', (timestamp) => {
  const [group] = tally([JSON.stringify({ 'sc-status': '403', timestamp })]).groups.values();
  expect([group.count, group.first]).toEqual([1, undefined]);
});

test('made up kinds of errors do not fill memory', () => {
  const kept = tally(Array.from({ length: 6_000 }, (_, i) => legacy({ 'sc-content-type': `x/${i}` })));
  expect(kept.groups.size).toBe(5_000);
  expect(kept.others).toBe(1_000);
});

test('the busiest of many texts are found, and their counts are never too high', () => {
  fc.assert(fc.property(fc.integer({ min: 5_000, max: 30_000 }), fc.integer({ min: 2, max: 50 }), (rare, share) => {
    const busiest = new Busiest();
    const often = Math.ceil(rare / share);
    for (let i = 0; i < rare; i++) {
      busiest.add(`/${i}`);
      if (i % share === 0) busiest.add('/often');
    }
    const [[text, count]] = busiest.top(1);
    expect(text).toBe('/often');
    expect(count).toBeLessThanOrEqual(often);
    expect(count).toBeGreaterThan(often - rare / 1_000 - 10);
    expect(busiest.isEstimate).toBe(true);
  }), { numRuns: cases(50) });
});
