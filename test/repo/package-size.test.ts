import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function measured(bytes: number) {
  const folder = mkdtempSync(join(tmpdir(), 'size-'));
  try {
    writeFileSync(join(folder, `${name}@${version}.jsii.tgz`), Buffer.alloc(bytes));
    return spawnSync('node', ['projenrc/package-size.mjs', folder], { cwd: root, encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each([
  [900000, 0, 'bytes of 900000\n'],
  [900001, 1, 'bytes of 900000  OVER BUDGET\n'],
])('a package of %i bytes ends the build with %i', (bytes, status, line) => {
  const run = measured(bytes);
  expect(run.stdout).toContain(`${bytes} ${line}`);
  expect(run.status).toBe(status);
});

test('the build measures what it packs', () => {
  const { tasks } = JSON.parse(readFileSync(join(root, '.projen', 'tasks.json'), 'utf8'));
  expect(tasks.package.steps).toEqual([{ spawn: 'package:js' }, { exec: 'node projenrc/package-size.mjs' }]);
});
