import { checkMaskRules } from '../../../src/core/errors/check';
import type { MaskRule } from '../../../src/core/errors/config';

const rule = (codes: number[], ranges: [number, number][], location: string): MaskRule => ({
  statuses: { codes, ranges }, redirect: { location, status: 302, cacheControl: 'max-age=10' },
});
const codesOf = (rules: MaskRule[]) => checkMaskRules(rules, () => false).map((p) => `${p.path} ${p.code}`);

describe('checkMaskRules', () => {
  it.each(['/404.html', '/f%C3%A9hler.html', 'https://status.example.com/', 'https://status.example.com'])('takes %s', (location) => {
    expect(codesOf([rule([404], [[500, 599]], location)])).toEqual([]);
  });

  it.each([
    '', '404.html', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 'https:///x', 'https://user@evil.example/', '/a b', '/a\r\nx: y', '/fehler-ü.html',
  ])('refuses the location %j', (location) => {
    expect(codesOf([rule([404], [], location)])).toEqual(['rules[0].action EDGE_MASK_LOCATION']);
  });

  it('leaves a location alone that is only known at deploy time', () => {
    expect(checkMaskRules([rule([404], [], '${Token[1]}')], () => true)).toEqual([]);
  });

  it.each([[[399]], [[600]], [[404.5]], [[Number.NaN]], [[200]]])('refuses the codes %j', (codes) => {
    expect(codesOf([rule(codes, [], '/x')])).toEqual(['rules[0].statuses EDGE_MASK_STATUS']);
  });

  it.each([[[[499, 400]]], [[[300, 499]]], [[[400, 600]]]] as [number, number][][][])('refuses the range %j', (ranges) => {
    expect(codesOf([rule([], ranges, '/x')])).toEqual(['rules[0].statuses EDGE_MASK_STATUS']);
  });

  it('refuses an empty set and an empty list', () => {
    expect(codesOf([rule([], [], '/x')])).toEqual(['rules[0].statuses EDGE_MASK_STATUS']);
    expect(codesOf([])).toEqual(['rules EDGE_MASK_EMPTY']);
  });

  it('reports everything at once', () => {
    expect(codesOf([rule([7], [], 'x'), rule([404], [], '//y')])).toEqual([
      'rules[0].statuses EDGE_MASK_STATUS', 'rules[0].action EDGE_MASK_LOCATION', 'rules[1].action EDGE_MASK_LOCATION',
    ]);
  });
});
