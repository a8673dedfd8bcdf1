import { MANAGED_RESPONSE_HEADERS_POLICIES } from '../../../src/core/facts/managed-policies';
import type { PolicyConfig } from '../../../src/core/headers-policy/config';
import { exceededLimits } from '../../../src/core/headers-policy/limits';
import { managedConfig } from '../../../src/core/headers-policy/managed';
import { mergePolicies, type PolicyMerge, type Winner } from '../../../src/core/headers-policy/merge';

const custom = (...items: [string, string, boolean?][]): PolicyConfig => ({
  CustomHeadersConfig: { Items: items.map(([Header, Value, Override = true]) => ({ Header, Value, Override })) },
});
const removing = (...names: string[]): PolicyConfig => (
  { RemoveHeadersConfig: { Items: names.map((Header) => ({ Header })) } });
const NO_VALUE = { Ref: 'AWS::NoValue' };

function merged(ours: PolicyConfig, existing: PolicyConfig, winner: Winner = 'ours'): PolicyMerge {
  const merge = mergePolicies(ours, existing, winner);
  if ('unreadable' in merge) throw new Error(merge.unreadable);
  return merge;
}
const unreadable = (existing: PolicyConfig) => mergePolicies(custom(['X-A', '1']), existing, 'ours');

describe('a header that both set', () => {
  it.each<[string, PolicyConfig, PolicyConfig, string[]]>([
    ['of any case', custom(['X-App', 'a']), custom(['x-app', 'b']), ['X-App: a, b']],
    ['as a security header and as a custom one', { SecurityHeadersConfig: { FrameOptions: { FrameOption: 'DENY', Override: true } } },
      custom(['x-frame-options', 'SAMEORIGIN']), ['X-Frame-Options: DENY, SAMEORIGIN']],
    ['with the same value', custom(['X-App', 'a']), custom(['x-app', 'a', false]), []],
    ['with HSTS', { SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: 1, IncludeSubdomains: false, Override: true } } },
      { SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: '1', Preload: true, Override: true } } },
      ['Strict-Transport-Security: max-age=1, max-age=1; preload']],
    ['with XSS', { SecurityHeadersConfig: { XSSProtection: { Protection: false, Override: true } } },
      { SecurityHeadersConfig: { XSSProtection: { Protection: true, ReportUri: '/r', Override: true } } },
      ['X-XSS-Protection: 0, 1; report=/r']],
    ['with a deploy-time value', custom(['X-App', 'a']), { CustomHeadersConfig: { Items: [{ Header: 'X-App', Value: { Ref: 'P' }, Override: true }] } },
      ['X-App: a, {"Ref":"P"}']],
    ['and one under a condition', custom(['X-App', 'a']), {
      CustomHeadersConfig: {
        Items: [
          { 'Fn::If': ['C', { Header: 'X-App', Value: 'b', Override: true }, { Header: 'x-app', Value: 'c', Override: true }] },
        ],
      },
    },
    ['X-App: a, {"Fn::If":["C",{"Header":"X-App","Value":"b","Override":true},{"Header":"x-app","Value":"c","Override":true}]}']],
  ])('%s is there once, and named if the values differ', (_, ours, existing, conflicts) => {
    for (const winner of ['ours', 'existing'] as const) {
      const merge = merged(ours, existing, winner);
      expect(merge.conflicts.map(({ what, ours: a, existing: b }) => `${what}: ${a}, ${b}`)).toEqual(conflicts);
      expect(merge.config).toEqual(winner === 'ours' ? ours : existing);
    }
  });
});

it('an existing header that wins under a condition leaves ours where it is left out', () => {
  const [ours, theirs] = ['a', 'b'].map((Value) => ({ Header: 'X-App', Value, Override: true }));
  const conditional = (otherwise: unknown) => ({ CustomHeadersConfig: { Items: [{ 'Fn::If': ['C', theirs, otherwise] }] } });
  expect(merged(custom(['X-App', 'a']), conditional(NO_VALUE), 'existing').config).toEqual(conditional(ours));
  expect(merged(custom(['X-App', 'a']), conditional(NO_VALUE), 'ours').config).toEqual(custom(['X-App', 'a']));
});

describe('removed headers', () => {
  it('are those of both, each once', () => {
    expect(merged(removing('X-A', 'X-B'), removing('x-b', 'X-C')).config).toEqual(removing('X-A', 'X-B', 'X-C'));
  });

  it('under a condition are carried', () => {
    const conditional = { 'Fn::If': ['C', { Header: 'X-D' }, NO_VALUE] };
    expect(merged(removing('X-A'), { RemoveHeadersConfig: { Items: [conditional] } }).config).toEqual(
      { RemoveHeadersConfig: { Items: [{ Header: 'X-A' }, conditional] } });
  });

  it('that the existing policy keeps from the origin are a conflict', () => {
    const [ours, existing] = [removing('X-Powered-By', 'X-B'), custom(['x-powered-by', 'us', false])];
    expect(merged(ours, existing)).toEqual({
      config: { ...existing, ...ours }, conflicts: [{ what: 'x-powered-by', ours: 'removed', existing: 'us' }],
    });
    expect(merged(ours, existing, 'existing').config).toEqual({ ...existing, ...removing('X-B') });
    expect(merged(ours, custom(['X-Powered-By', 'us', true])).conflicts).toEqual([]);
  });
});

describe('CORS and Server-Timing', () => {
  const parts: PolicyConfig = { CorsConfig: { 'Fn::If': ['C', { OriginOverride: true }, NO_VALUE] }, ServerTimingHeadersConfig: { Enabled: true } };

  it.each(['ours', 'existing'] as const)('are carried as they are (%s)', (winner) => {
    expect(merged(custom(['X-A', '1']), parts, winner).config).toEqual({ ...custom(['X-A', '1']), ...parts });
  });

  it('of both are a conflict', () => {
    const [ours, existing] = [{ CorsConfig: { OriginOverride: true } }, { CorsConfig: { OriginOverride: false } }];
    expect(merged(ours, existing)).toEqual({
      config: ours,
      conflicts: [
        { what: 'CorsConfig', ours: '{"OriginOverride":true}', existing: '{"OriginOverride":false}' },
      ],
    });
    expect(merged(ours, existing, 'existing').config).toEqual(existing);
  });
});

it('parts that are left out count as none', () => {
  expect(merged(custom(['X-A', '1']), {
    CorsConfig: NO_VALUE,
    CustomHeadersConfig: NO_VALUE,
    RemoveHeadersConfig: { Items: NO_VALUE },
    SecurityHeadersConfig: NO_VALUE,
  }).config).toEqual(custom(['X-A', '1']));
  const empty = { SecurityHeadersConfig: { ReferrerPolicy: NO_VALUE }, CustomHeadersConfig: { Items: [NO_VALUE] } };
  expect(merged({}, empty).config).toEqual({});
});

it.each<[string, PolicyConfig]>([
  ['CustomHeadersConfig', { CustomHeadersConfig: { 'Fn::If': ['C', { Items: [] }, { Items: [] }] } }],
  ['CustomHeadersConfig', { CustomHeadersConfig: { Items: { 'Fn::If': ['C', [], []] } } }],
  ['CustomHeadersConfig', { CustomHeadersConfig: { Items: [{ Header: { Ref: 'P' }, Value: 'a', Override: true }] } }],
  ['CustomHeadersConfig', { CustomHeadersConfig: { Items: [{ 'Fn::If': ['C', { Header: 'X-A', Value: '1' }, { Header: 'X-B', Value: '1' }] }] } }],
  ['RemoveHeadersConfig', { RemoveHeadersConfig: { Items: { Ref: 'P' } } }],
  ['SecurityHeadersConfig', { SecurityHeadersConfig: { 'Fn::If': ['C', {}, {}] } }],
  ['SecurityHeadersConfig', { SecurityHeadersConfig: { NewHeader: { Override: true } } }],
  ['NewConfig', { NewConfig: {} } as PolicyConfig],
])('%s of %j cannot be merged', (part, existing) => expect(unreadable(existing)).toEqual({ unreadable: part }));

describe('limits', () => {
  const whats = (config: PolicyConfig) => exceededLimits(config).map(({ what, limit }) => `${what} > ${limit}`);
  const many = (count: number, value = '1') => custom(...Array.from({ length: count }, (_, n): [string, string] => [`X-${n}`, value]));

  it.each<[PolicyConfig, string[]]>([
    [many(10), []],
    [many(11), [`custom headers (${Array.from({ length: 11 }, (_, n) => `X-${n}`).join(', ')}): 11 > 10`]],
    [custom(['X', 'a'.repeat(1783)]), []],
    [custom(['X', 'a'.repeat(1784)]), ['characters in X: 1784 > 1783']],
    [{ SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: 'a'.repeat(1784), Override: true } } }, ['characters in Content-Security-Policy: 1784 > 1783']],
    [custom(['X'.repeat(257), 'a']), [`characters in the name of ${'X'.repeat(257)}: 257 > 256`]],
    [many(6, 'a'.repeat(1783)), ['characters in all names and values: 10716 > 10240']],
    [removing(...Array.from({ length: 11 }, (_, n) => `X-${n}`)), ['removed headers: 11 > 10']],
    [{ CustomHeadersConfig: { Items: [{ 'Fn::If': ['C', { Header: 'X', Value: 'a'.repeat(2000) }, NO_VALUE] }] } }, []],
  ])('%#', (config, expected) => expect(whats(config)).toEqual(expected));
});

it.each(Object.entries(MANAGED_RESPONSE_HEADERS_POLICIES))('the managed policy %s is itself when nothing is merged into it', (_, policy) => {
  const config = managedConfig(policy);
  expect(merged({}, config)).toEqual({ config, conflicts: [] });
  expect(config.CorsConfig === undefined).toBe(policy.cors === undefined);
  expect(exceededLimits(config)).toEqual([]);
});
