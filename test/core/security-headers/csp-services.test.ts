import { checkCsp } from '../../../src/core/security-headers/check-csp';
import { CSP_LIMIT_CHARS, renderStatic } from '../../../src/core/security-headers/csp';
import { formOf } from '../../../src/core/security-headers/csp-directives';
import { extendCsp } from '../../../src/core/security-headers/csp-extend';
import { BALANCED_CSP, STRICT_CSP } from '../../../src/core/security-headers/csp-presets';
import { CSP_SERVICES, serviceDirectives, type CspServiceName } from '../../../src/core/security-headers/csp-services';

const NAMES = Object.keys(CSP_SERVICES) as CspServiceName[];
const withServices = (names: readonly CspServiceName[], policy = BALANCED_CSP) => (
  names.reduce((before, name) => extendCsp(before, serviceDirectives(name, before)), policy));

describe.each(NAMES)('%s', (name) => {
  const { source, checked } = CSP_SERVICES[name];

  it('has a source, and the day when it was read', () => {
    expect(source).toMatch(/^https:\/\/[a-z.]+\/\S+$/);
    expect(checked).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('allows hosts by https and wss, no keywords, and no scripts from data: or blob:', () => {
    for (const directive of serviceDirectives(name)) {
      expect(formOf(directive.name)).toBe('sources');
      for (const text of renderStatic([directive]).split(' ').slice(1)) {
        expect(text).toMatch(directive.name.startsWith('script') || directive.name === 'frame-src'
          ? /^https:\/\/(\*\.)?[a-z.-]+\/?/ : /^((https|wss):\/\/(\*\.)?[a-z.-]+|blob:|data:)/);
      }
    }
  });

  it.each([['balanced', BALANCED_CSP], ['strict', STRICT_CSP]] as const)('makes %s sound, and wider', (_, policy) => {
    const wider = withServices([name], policy);
    expect(checkCsp(wider, () => false)).toEqual([]);
    expect(renderStatic(wider).length).toBeGreaterThan(renderStatic(policy).length);
    expect(renderStatic(withServices([name, name], policy))).toBe(renderStatic(wider));
  });
});

it('every combination is within the limit of CloudFront, or is reported', () => {
  const lengths = Array.from({ length: 2 ** NAMES.length }, (_, number) => {
    const names = NAMES.filter((__, index) => Math.floor(number / 2 ** index) % 2 === 1);
    const policy = withServices(names);
    const text = renderStatic(policy);
    expect(checkCsp(policy, () => false).map(({ code }) => code))
      .toEqual(text.length > CSP_LIMIT_CHARS ? ['EDGE_CSP_LENGTH'] : []);
    return { count: names.length, length: text.length };
  });
  const tooLong = lengths.filter(({ length }) => length > CSP_LIMIT_CHARS);
  // Six of the ten fit, whichever they are.
  expect(Math.min(...tooLong.map(({ count }) => count), Infinity)).toBeGreaterThan(6);
});
