import { checkCsp } from '../../../src/core/security-headers/check-csp';
import { renderStatic } from '../../../src/core/security-headers/csp';
import { parseCsp } from '../../../src/core/security-headers/csp-parse';
import { API_CSP, BALANCED_CSP, STRICT_CSP } from '../../../src/core/security-headers/csp-presets';
import {
  PERMISSIONS_FEATURES, POWERFUL_FEATURES, STRICT_FEATURES,
} from '../../../src/core/security-headers/permissions-features';

const POLICIES = { balanced: BALANCED_CSP, strict: STRICT_CSP, api: API_CSP };

it('has these policies, which docs/security-headers.md explains', () => {
  expect(Object.values(POLICIES).map(renderStatic)).toEqual([
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob: https:; "
    + "font-src 'self' data:; connect-src 'self' data: blob:; media-src 'self' data: blob:; manifest-src 'self'; worker-src 'self' blob:; "
    + "frame-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'; upgrade-insecure-requests",
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; "
    + "manifest-src 'self'; worker-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    + "object-src 'none'; require-trusted-types-for 'script'; upgrade-insecure-requests",
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  ]);
});

it.each(Object.entries(POLICIES))('%s is a sound policy', (_, policy) => {
  expect(checkCsp(policy, () => false)).toEqual([]);
});

it.each([['balanced', BALANCED_CSP], ['strict', STRICT_CSP]] as const)(
  '%s has every fetch directive, since default-src \'none\' would block what is missing', (_, policy) => {
    const names = parseCsp(renderStatic(policy)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([
      'script-src', 'style-src', 'img-src', 'font-src', 'connect-src', 'media-src', 'manifest-src', 'worker-src',
      'frame-src', 'object-src',
    ]));
  });

it.each(Object.entries(POLICIES))('%s allows no scripts of others, and nothing inline', (_, policy) => {
  const scripts = policy.find(({ name }) => name === 'script-src') ?? policy.find(({ name }) => name === 'default-src');
  expect(["'self'", "'none'"]).toContain(renderStatic([scripts!]).split(' ').slice(1).join(' '));
});

it('denies features that browsers know, but not those that protect', () => {
  expect(PERMISSIONS_FEATURES).toEqual([...PERMISSIONS_FEATURES].sort());
  expect(PERMISSIONS_FEATURES).toEqual(expect.arrayContaining([...POWERFUL_FEATURES, ...STRICT_FEATURES]));
  expect(STRICT_FEATURES).toEqual(expect.arrayContaining([...POWERFUL_FEATURES]));
  for (const feature of ['cross-origin-isolated', 'publickey-credentials-get']) {
    expect(STRICT_FEATURES).not.toContain(feature);
  }
});
