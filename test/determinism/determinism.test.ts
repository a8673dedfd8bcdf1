import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');

interface Variation {
  readonly env?: Record<string, string>;
  readonly redirects?: object;
  readonly reversed?: boolean;
  readonly prefix?: string;
}

const fewRules = [
  { from: '/old', to: '/new' }, { from: '/İstanbul/*', to: '/istanbul/*' },
  { from: '/spring', to: '/sale', start: '2030-03-01T00:00Z', end: '2030-06-01T00:00Z' },
];
/** Random enough not to be made smaller than what goes into a template as text. */
const manyRules = Array.from({ length: 6_000 }, (_, index) => ({
  from: `/old-${(index * 2_654_435_761) % 4_294_967_296}`,
  to: `/new-${index}/page`,
}));

/** The files of the app's cloud assembly by name, from a new folder. */
function synth({
  env = {},
  redirects = fewRules,
  reversed = false,
  prefix = 'edge-determinism-',
}: Variation = {}): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  try {
    writeFileSync(join(folder, 'redirects.json'), JSON.stringify(redirects));
    cpSync(join(root, 'test', 'support', 'step.js'), join(folder, 'step.js'));
    const run = spawnSync(
      process.execPath,
      [
        tsx,
        '--tsconfig',
        join(root, 'test', 'tsconfig.json'),
        join(__dirname, 'app.ts'),
        ...(reversed ? ['reversed'] : []),
      ],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, CDK_VALIDATION: 'false', ...env },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout.trim().split('\n').pop()!);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const versions = (files: Record<string, string>) =>
  Object.entries(files)
    .filter(([name]) => name.endsWith('.template.json'))
    .flatMap(([, text]) => Object.entries<{ Type: string }>(JSON.parse(text).Resources))
    .filter(([, r]) => r.Type === 'AWS::Lambda::Version')
    .map(([id]) => id)
    .sort();
/**
 * Without the order of the keys, in which nothing is deployed, and without what follows from the text of the templates.
 */
const sorted = (files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => name.endsWith('.template.json'))
      .map(([name, text]) => [name, JSON.parse(text)]),
  );

describe('the same app', () => {
  const reference = synth();

  it.each<[string, Variation]>([
    ['from another folder', { prefix: 'another folder with spaces – ' }],
    ['in another locale and time zone', { env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' } }],
    ['at the other end of the world', { env: { LANG: 'C', LC_ALL: 'C', TZ: 'America/Adak' } }],
  ])('gives the same bytes %s', (_, variation) => expect(synth(variation)).toEqual(reference));

  it('gives the same resources if constructs and their properties come in another order', () => {
    expect(sorted(synth({ reversed: true }))).toEqual(sorted(reference));
  });

  it('has another version of the one function whose rules have changed, and of no other', () => {
    const changed = versions(synth({ redirects: [...fewRules.slice(0, 2), { ...fewRules[2], to: '/summer' }] }));
    const before = versions(reference);
    expect(before).toHaveLength(6); // three slots in each of two Regions
    expect(changed).toHaveLength(before.length);
    const fresh = changed.filter((id) => !before.includes(id));
    expect(fresh).toHaveLength(2);
    expect(fresh.every((id) => id.includes('ViewerRequest'))).toBe(true);
  });
});

describe('the same app with rules that go into an asset', () => {
  const reference = synth({ redirects: manyRules });

  it('has an asset in the manifest of each stack with functions, and in no other', () => {
    const zips = Object.entries(reference).filter(([name]) => name.endsWith('.assets.json')).map(([name, text]) => (
      [name.replace(/-\w{8}\./, '.'), Object.values<any>(JSON.parse(text).files).filter((file) => file.source.packaging === 'zip').length]));
    expect(zips).toEqual([['Ireland.assets.json', 0], ['Virginia.assets.json', 1], ['edge-functions.assets.json', 1]]);
  });

  it('gives the same bytes from another folder, locale and time zone', () => {
    expect(
      synth({ redirects: manyRules, prefix: 'b-', env: { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' } }),
    ).toEqual(reference);
  });

  it('has another version if one rule has changed', () => {
    const changed = synth({ redirects: [{ ...manyRules[0], to: '/elsewhere' }, ...manyRules.slice(1)] });
    expect(versions(changed).filter((id) => !versions(reference).includes(id))).toHaveLength(2);
  });
});
