import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The tables of AWS's documentation; not part of the repository. */
const FOLDER = process.env.CLOUDFRONT_RULES ?? join(__dirname, '../../../shared/vectors/cloudfront-rules');

/** `describe` with the content of a file of that folder, or a skipped one that says why. */
export function describeVectors<T>(file: string, name: string, tests: (content: T) => void): void {
  const path = join(FOLDER, file);
  if (existsSync(path)) return describe(name, () => tests(JSON.parse(readFileSync(path, 'utf8')) as T));
  // eslint-disable-next-line no-console -- a test that did not run must not look like one that passed
  console.warn(`${file} is skipped: set CLOUDFRONT_RULES to its folder (not found: ${resolve(path)})`);
  describe.skip(name, () => test('needs the vectors', () => undefined));
}
