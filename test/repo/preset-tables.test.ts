import { readFileSync } from 'node:fs';
import { CSP_SERVICES } from '../../src/core/security-headers/csp-services';
import { MANAGED_HEADERS } from '../../src/core/security-headers/managed-policy';
import { POWERFUL_FEATURES, STRICT_FEATURES } from '../../src/core/security-headers/permissions-features';
import { PRESETS } from '../../src/core/security-headers/presets';

const PAGE = readFileSync('docs/security-headers.md', 'utf8');
const rows = PAGE.split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').map((cell) => cell.trim()));
const rowOf = (name: string) => rows.find(([, first]) => first === `\`${name}\``) ?? [];

describe('docs/security-headers.md has every value of the presets', () => {
  it.each(['balanced', 'strict'] as const)('directives of %s', (preset) => {
    const column = preset === 'balanced' ? 2 : 3;
    for (const { name, sources } of PRESETS[preset].contentSecurityPolicy) {
      const text = sources.map((source) => (source.kind === 'text' ? source.text : '')).join(' ');
      expect([name, rowOf(name)[column]]).toEqual([name, text === '' ? 'yes' : `\`${text}\``]);
    }
  });

  it('each directive with what it breaks', () => {
    for (const { name } of [...PRESETS.balanced.contentSecurityPolicy, ...PRESETS.strict.contentSecurityPolicy]) {
      expect([name, (rowOf(name)[4] ?? '').length > 5]).toEqual([name, name !== '']);
    }
  });

  it('directives of the API', () => {
    const text = PRESETS.api.contentSecurityPolicy.map(({ name, sources }) => (
      `${name} ${sources.map((source) => (source.kind === 'text' ? source.text : '')).join(' ')}`)).join('; ');
    expect(PAGE.replace(/\n/g, ' ')).toContain(`\`API\` has \`${text}\``);
  });

  it('denied features', () => {
    const text = /`Permissions-Policy` of `BALANCED` is([^]*?)`STRICT` adds([^]*?)\n\n/.exec(PAGE)!;
    const [balanced, more] = text.slice(1).map((part) => [...part.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name));
    expect(balanced).toEqual([...POWERFUL_FEATURES].sort());
    expect(more).toEqual(STRICT_FEATURES.filter((name) => !POWERFUL_FEATURES.includes(name)));
  });

  it('headers of the managed policy', () => {
    for (const { name } of MANAGED_HEADERS) {
      expect(rows.filter(([, first]) => first === `\`${name}\``).some((row) => row.length === 5)).toBe(true);
    }
  });

  it('services with their sources', () => {
    for (const { source } of Object.values(CSP_SERVICES)) expect(PAGE).toContain(`(${source})`);
  });
});
