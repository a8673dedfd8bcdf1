import { isImpliedBy } from '../../../../src/core/redirects/traits/implies';
import { rulesOf } from '../support';

const rule = (fields: object, from = '/a') => rulesOf([{ from, to: '/b', ...fields }])[0];
const when = (conditions: object) => rule({ when: conditions });

describe('conditions are implied by', () => {
  test.each<[string, object, object]>([
    ['those of the same rule', when({ country: 'DE', cookie: { plan: 'pro' } }), when({ country: 'DE', cookie: { plan: 'pro' } })],
    ['any others, if there are none', rule({}), when({ country: 'DE' })],
    ['a part of the list', when({ country: ['DE', 'AT'] }), when({ country: 'DE' })],
    ['those of a rule with one more', when({ country: 'DE' }), when({ country: 'DE', method: 'GET' })],
    ['a value, if presence is enough', when({ cookie: { plan: true } }), when({ cookie: { plan: 'pro' } })],
    ['a text that contains the other', when({ header: { referer: { contains: 'b' } } }), when({ header: { referer: 'abc' } })],
    ['a capture, if presence is enough', rule({}, '/a?x'), rule({}, '/a?x=:x')],
    ['a shorter time', rule({ start: '2026-01-01', end: '2026-12-31' }), rule({ start: '2026-02-01', end: '2026-03-01' })],
  ])('%s', (_, a, b) => {
    expect(isImpliedBy(a as never, b as never)).toBe(true);
  });

  test.each<[string, object, object]>([
    ['none', when({ country: 'DE' }), rule({})],
    ['another kind', when({ country: 'DE' }), when({ method: 'GET' })],
    ['a longer list', when({ country: 'DE' }), when({ country: ['DE', 'AT'] })],
    ['another value', when({ cookie: { plan: 'pro' } }), when({ cookie: { plan: 'basic' } })],
    ['presence of a value', when({ cookie: { plan: 'pro' } }), when({ cookie: { plan: true } })],
    ['presence of what is captured', rule({}, '/a?x=:x'), rule({}, '/a?x')],
    ['no dates', rule({ start: '2026-01-01' }), rule({})],
    ['an earlier start', rule({ start: '2026-02-01' }), rule({ start: '2026-01-01' })],
    ['a later end', rule({ end: '2026-02-01' }), rule({ end: '2026-03-01' })],
  ])('but not by %s', (_, a, b) => {
    expect(isImpliedBy(a as never, b as never)).toBe(false);
  });
});
