import { httpDate } from '../../../src/core/http/date';

const EIGHT = Date.UTC(2026, 10, 6, 8, 49, 37);

test.each([
  'Fri, 06 Nov 2026 08:49:37 GMT', 'Friday, 06-Nov-26 08:49:37 GMT', 'Fri Nov  6 08:49:37 2026',
  '6 Nov 2026 08:49:37 UTC', ' fri, 06 nov 2026 09:49:37 +0100 ',
])('%s is a date of HTTP', (text) => expect(httpDate(text)).toBe(EIGHT));

test.each([
  '', '0', '-1', '3600', '"abc-1"', 'W/"5"', '2026-11-06T08:49:37Z', 'Fri, 99 Nov 2026 08:49:37 GMT', undefined,
])('%s is not', (text) => expect(httpDate(text)).toBeUndefined());
