import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sarifTool } from '../../../src/cli/redirects/sarif-tool';
import { CODES, type Code } from '../../../src/core/problem/codes';

const ROOT = join(__dirname, '..', '..', '..');
const { version, repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

it.each(Object.keys(CODES).filter((code) => code.startsWith('EDGE_REDIRECT_')) as Code[])(
  '%s has the help of docs/errors.md, without links', (code) => {
    const { what, cure, uri } = sarifTool().help(code);
    expect(what).toMatch(/^[A-Z].*[.]$/);
    expect(cure).toMatch(/^[A-Z]/);
    expect(`${what} ${cure}`).not.toMatch(/\]\(|^(Warning|Note):/);
    expect(uri).toMatch(/\/docs\/errors\.md#redirects$/);
  });

it('the packaged command has version, home page and help', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarif-'));
  try {
    writeFileSync(join(folder, 'redirects.json'), '{"/a": "/b", "/b": "/c"}');
    const out = execFileSync(process.execPath, [join(ROOT, 'bin/cdk-cloudfront-edge'), 'redirects', 'check', '--sarif',
      'redirects.json'], { cwd: folder, encoding: 'utf8' });
    const { driver } = JSON.parse(out).runs[0].tool;
    expect(driver).toMatchObject({ version, semanticVersion: version });
    expect(`git+${driver.informationUri}.git`).toContain(repository.url);
    expect(driver.rules[0].help.markdown).toContain('**What to do:** Use the last URL as the target.');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
