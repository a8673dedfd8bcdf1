import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '..', '..');

const NEEDED = [
  '.jsii', '.jsii.tabl.json', 'LICENSE', 'README.md', 'assets/NOTICES.txt', 'assets/cli/main.js', 'assets/cli/worker.js',
  'assets/cloudfront-function/slot.js', 'assets/lambda-edge/mask-errors.js', 'assets/lambda-edge/redirect.js', 'assets/lambda-edge/slot.js',
  'bin/cdk-cloudfront-edge', 'docs/redirects.schema.json', 'lib/constructs/x.d.ts', 'lib/constructs/x.js', 'lib/index.d.ts', 'lib/index.js', 'package.json',
];
/** Files that are, or may be by mistake, in a checkout. */
const STRAY = [
  '.env', '.env.local', '.npmrc.bak', 'id_rsa', 'secret.pem', 'credentials.json', 'dump.sql', 'notes.txt', 'x.key', 'src/x.key', 'src/index.ts', 'lib/.env',
  'lib/x.pem', 'lib/constructs/x.js.map', 'assets/.env', 'assets/cli/main.js.bak', 'assets/key.pem', 'bin/.env', 'bin/other', 'docs/redirects.md',
  'docs/private.json', 'docs/adr/001-x.md', 'coverage/lcov.info', 'coverage/x.js', 'cdk.out/Web.template.json', 'cdk.out/asset.js', 'dist/js/x.tgz',
  'examples/site/cdk.out/x.js', 'node_modules/x/index.js', 'test/x.test.ts', 'test-reports/junit.xml', 'tsconfig.tsbuildinfo', '.git/config',
  '.github/workflows/x.yml', 'API.md', 'CHANGELOG.md', 'SECURITY.md', 'tsconfig.jsii.json', '.projenrc.ts', 'projenrc/bundle.mjs', '.stryker-tmp/x.js', 'reports/mutation/x.html', 'redirects.json', '.vscode/settings.json',
];

/** What npm would publish from a checkout with these files and the real package.json and ignore files. */
function published(files: readonly string[]): string[] {
  const checkout = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    for (const file of files) {
      mkdirSync(dirname(join(checkout, file)), { recursive: true });
      writeFileSync(join(checkout, file), '{}');
    }
    for (const name of ['package.json', '.gitignore']) copyFileSync(join(root, name), join(checkout, name));
    const npm = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: checkout,
      encoding: 'utf8',
    });
    const output = JSON.parse(npm.stdout);
    const [pack] = Array.isArray(output) ? output : Object.values<any>(output);
    return pack.files.map(({ path }: { path: string }) => path).sort();
  } finally {
    rmSync(checkout, { recursive: true, force: true });
  }
}

test('the package holds what is listed, whatever else lies in the checkout', () => {
  expect(published([...NEEDED, ...STRAY])).toEqual(NEEDED);
});

describe('the notices of bundled code', () => {
  const noticed = readFileSync(join(root, 'assets', 'NOTICES.txt'), 'utf8');

  test('name each package whose code is in the tools, with its version and licence', () => {
    const { metafile } = buildSync({
      entryPoints: ['src/cli/main.ts'],
      absWorkingDir: root,
      bundle: true,
      metafile: true,
      write: false,
      outdir: 'out',
      platform: 'node',
      logLevel: 'silent',
    });
    const folders = new Set(
      Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []),
    );
    expect(folders.size).toBeGreaterThan(0);
    for (const folder of folders) {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      expect(noticed).toContain(`\n${name} ${version} (${license})\n`);
      const text = readdirSync(join(root, folder)).find((file) => /^licen[cs]e/i.test(file))!;
      expect(noticed).toContain(readFileSync(join(root, folder, text), 'utf8').trim());
    }
  });

  /** Of packages in a folder of their own, because nothing else is bundled today. */
  const noticesOf = (packages: Record<string, Record<string, string>>, inputs: string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'notices-'));
    try {
      for (const [name, files] of Object.entries(packages)) {
        mkdirSync(join(folder, 'node_modules', name), { recursive: true });
        for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, 'node_modules', name, file), text);
      }
      cpSync(join(root, 'projenrc', 'notices.mjs'), join(folder, 'notices.mjs'));
      const script = 'import { notices } from \'./notices.mjs\'; '
        + `process.stdout.write(notices(${JSON.stringify(inputs)}));`;
      return spawnSync('node', ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const manifest = (name: string) => JSON.stringify({ name, version: '1.0.0', license: 'MIT' });

  test('are the same in whatever order files are bundled, each package once', () => {
    const packages = {
      'b': { 'package.json': manifest('b'), 'LICENSE.md': 'licence of b\r\n' },
      '@a/c': { 'package.json': manifest('@a/c'), 'licence': 'licence of c', 'NOTICE': 'notice of c' },
    };
    const inputs = ['src/x.ts', 'node_modules/b/x.js', 'node_modules/b/lib/y.js', 'node_modules/@a/c/z.js'];
    const { stdout } = noticesOf(packages, inputs);
    expect(stdout.split(/^-+$/m).map((part) => part.trim()).slice(1)).toEqual([
      '@a/c 1.0.0 (MIT)\n\nnotice of c\n\nlicence of c', 'b 1.0.0 (MIT)\n\nlicence of b',
    ]);
    expect(noticesOf(packages, [...inputs].reverse()).stdout).toBe(stdout);
  });

  test('refuse code whose licence nobody can pass on', () => {
    const { status, stderr } = noticesOf({ b: { 'package.json': manifest('b'), 'NOTICE': 'x' } }, [
      'node_modules/b/x.js',
    ]);
    expect(status).not.toBe(0);
    expect(stderr).toContain('node_modules/b has no text of its licence');
  });
});
