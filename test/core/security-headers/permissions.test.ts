import * as fc from 'fast-check';
import { PERMISSIONS_FEATURES } from '../../../src/core/security-headers/permissions-features';
import { parsePermissions } from '../../../src/core/security-headers/permissions-parse';
import {
  checkPermissions, renderPermissions, withRules, type FeatureRule,
} from '../../../src/core/security-headers/permissions-policy';

const codes = (rules: FeatureRule[]) => checkPermissions(rules, () => false).map(({ code, severity, path }) => (
  `${code} ${severity} ${path}`));

it('renders who may use a feature', () => {
  expect(renderPermissions([
    { feature: 'camera', allowed: 'nobody' },
    { feature: 'fullscreen', allowed: 'everybody' },
    { feature: 'geolocation', allowed: { origins: [] } },
    { feature: 'payment', allowed: { origins: ['https://a.example', 'https://*.b.example'] } },
  ])).toBe('camera=(), fullscreen=*, geolocation=(self), payment=(self "https://a.example" "https://*.b.example")');
});

it('replaces rules in their places, and has the last of several', () => {
  const rule = (feature: string, allowed: FeatureRule['allowed'] = 'nobody'): FeatureRule => ({ feature, allowed });
  expect(renderPermissions(withRules([rule('camera'), rule('usb')], [
    rule('hid'), rule('camera', 'everybody'), rule('hid', 'everybody'),
  ]))).toBe('camera=*, usb=(), hid=*');
});

it.each(['https://a.example/', 'a.example', 'self', '"https://a.example"', 'https://a.example b', 'data:', '*', '', 'https://a.example\r\nx: y'])(
  'refuses the origin %j', (origin) => {
    expect(codes([{ feature: 'payment', allowed: { origins: [origin] } }]))
      .toEqual(['EDGE_PERMISSIONS_ORIGIN error payment']);
  });

it.each(['https://a.example', 'https://*.a.example', 'https://a.example:8443', 'http://localhost:3000'])(
  'accepts the origin %s', (origin) => {
    expect(codes([{ feature: 'payment', allowed: { origins: [origin] } }])).toEqual([]);
  });

it.each([
  ['bluetooth', 'warning'], ['ambient-light-sensor', 'warning'], ['Camera', 'error'], ['a b', 'error'], ['x\r\ny', 'error'],
])('reports the unknown feature %j', (feature, severity) => {
  expect(codes([{ feature, allowed: 'nobody' }])).toEqual([`EDGE_PERMISSIONS_FEATURE ${severity} ${feature}`]);
});

it('proposes a similar feature', () => {
  const [{ message }] = checkPermissions([{ feature: 'paymnet', allowed: 'nobody' }], () => false);
  expect(message).toContain('did you mean "payment"?');
});

it.each<[string, string, string, string[]]>([
  ['a header', 'camera=(), fullscreen=*,payment=(self "https://a.example")', 'camera=(), fullscreen=*, payment=(self "https://a.example")', []],
  ['one word without brackets', 'camera=self', 'camera=(self)', []],
  ['a wildcard in brackets', 'camera=(*)', 'camera=*', []],
  ['a feature twice', 'camera=*, camera=()', 'camera=()', ['EDGE_PERMISSIONS_SYNTAX']],
  ['the old syntax', "camera 'none'; usb 'self'", '', ['EDGE_PERMISSIONS_SYNTAX']],
  ['an origin without quotes', 'usb=(), camera=(https://a.example)', 'usb=()', ['EDGE_PERMISSIONS_SYNTAX']],
  ['a list without the site, which would allow nobody', 'camera=("https://a.example")', '', ['EDGE_PERMISSIONS_SYNTAX']],
  ['nothing', ' ', '', []],
])('reads %s', (_, text, expected, problems) => {
  const parsed = parsePermissions(text);
  expect(renderPermissions(parsed.rules)).toBe(expected);
  expect(parsed.problems.map(({ code }) => code)).toEqual(problems);
});

it('reads what is rendered', () => {
  const rule = fc.record<FeatureRule>({
    feature: fc.constantFrom(...PERMISSIONS_FEATURES),
    allowed: fc.oneof(
      fc.constant<'nobody'>('nobody'), fc.constant<'everybody'>('everybody'),
      fc.record({ origins: fc.array(fc.domain().map((host) => `https://${host}`), { maxLength: 3 }) }),
    ),
  });
  fc.assert(fc.property(fc.uniqueArray(rule, { selector: ({ feature }) => feature }), (rules) => {
    expect(parsePermissions(renderPermissions(rules))).toEqual({ rules, problems: [] });
  }));
});
