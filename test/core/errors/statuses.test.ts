import { listed, ranged } from './support';
import { listedCodes, openRanges } from '../../../src/core/errors/statuses';

describe('openRanges', () => {
  it.each([
    [ranged(500, 599), [[500, 599]]],
    [ranged(400, 499), [[400, 400], [402, 404], [406, 406], [408, 411], [413, 415], [417, 428], [430, 499]]],
    [ranged(404, 404), [[404, 404]]],
    [ranged(401, 401), []],
    [ranged(500, 503, 500, 503), [[501, 502]]],
    [ranged(500, 503, 501, 502, 999), [[500, 500], [503, 503]]],
    [listed(404), []],
  ])('of %j are %j', (set, expected) => expect(openRanges(set)).toEqual(expected));
});

it('listedCodes leaves exceptions out', () =>
  expect(listedCodes({ codes: [401, 403, 404], ranges: [], except: [403] })).toEqual([401, 404]));
