import type { MaskConfig, MaskRule } from '../../../src/core/errors/config';
import { ruleFor } from '../../../src/core/errors/decide';

const rule = (codes: number[], ranges: [number, number][], location = '/404.html'): MaskRule => ({
  statuses: { codes, ranges }, redirect: { location, status: 302, cacheControl: 'max-age=10' },
});
const config = (...rules: MaskRule[]): MaskConfig => ({ rules, methods: ['GET', 'HEAD'] });
const masked = (c: MaskConfig, status: number, method = 'GET', uri = '/page') => ruleFor(c, { status, method, uri })?.redirect.location;

describe('ruleFor', () => {
  const clientErrors = config(rule([], [[400, 499]]));

  it.each([400, 402, 403, 404, 410, 418, 451, 499])('masks %d, in a range', (status) => {
    expect(masked(clientErrors, status)).toBe('/404.html');
  });

  it.each([401, 405, 407, 412, 416, 429])('leaves %d alone unless it is listed', (status) => {
    expect(masked(clientErrors, status)).toBeUndefined();
    expect(masked(config(rule([status], [])), status)).toBe('/404.html');
  });

  it.each([200, 204, 206, 301, 304, 399, 500, 599])('leaves %d alone: outside the range', (status) => {
    expect(masked(clientErrors, status)).toBeUndefined();
  });

  it('never takes an answer below 400 for an error, even if it is listed', () => {
    expect(masked(config(rule([200], [[100, 599]])), 200)).toBeUndefined();
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('leaves the answer to %s alone', (method) => {
    expect(masked(clientErrors, 404, method)).toBeUndefined();
  });

  it('masks HEAD as GET', () => expect(masked(clientErrors, 404, 'HEAD')).toBe('/404.html'));

  it('prefers a listed code to a range of an earlier rule, then the earlier rule', () => {
    const c = config(rule([], [[400, 499]], '/range.html'), rule([403], [], '/403.html'), rule([403], [], '/late.html'));
    expect(masked(c, 403)).toBe('/403.html');
    expect(masked(c, 404)).toBe('/range.html');
  });

  describe('the page itself', () => {
    const twoPages = config(rule([404], [], '/errors/404.html'), rule([], [[500, 599]], 'https://www.example.com/sorry.html?x=1#top'));

    it.each([
      '/errors/404.html', '/errors/404%2Ehtml', '//errors//404.html', '/errors/404.html/', '/Errors/404.HTML', '/sorry.html',
    ])('is never redirected: %s', (uri) => {
      expect(masked(twoPages, 404, 'GET', uri)).toBeUndefined();
      expect(masked(twoPages, 503, 'GET', uri)).toBeUndefined();
    });

    it('is not mistaken for its neighbours', () => {
      expect(masked(twoPages, 404, 'GET', '/errors/404.html.bak')).toBe('/errors/404.html');
      expect(masked(twoPages, 404, 'GET', '/errors/')).toBe('/errors/404.html');
    });

    it('is found though the request holds a malformed escape', () => {
      expect(masked(twoPages, 404, 'GET', '/%zz')).toBe('/errors/404.html');
    });
  });
});
