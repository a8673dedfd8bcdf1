import { basename } from 'node:path';
import { isSameFile } from './input';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { formatOfName } from '../../core/redirects/rule-file';
import { UsageError } from '../frame/usage-error';

interface DestinationOptions {
  readonly to: RuleFormat;
  readonly out?: string;
  readonly inPlace?: boolean;
}

/** The file of the converted list; undefined for standard output. The list itself only with `--in-place`. */
export function destination(file: string, { to, out, inPlace }: DestinationOptions): string | undefined {
  if (inPlace) return inPlaceOf(file, to);
  if (out === undefined || out === '-') return undefined;
  if (!isSameFile(file, out)) return out;
  throw new UsageError(`--out is the list itself, got '${out}'; use --in-place to replace it`);
}

function inPlaceOf(file: string, to: RuleFormat): string {
  if (file === '-') throw new UsageError('--in-place needs a file; standard input cannot be replaced');
  const nameFormat = formatOfName(basename(file));
  // Netlify and Cloudflare use the same file name, `_redirects`.
  if (nameFormat === undefined || nameFormat === (to === 'cloudflare' ? 'netlify' : to)) return file;
  throw new UsageError(
    `--in-place would write ${to} to a file whose name says ${nameFormat}; write it to another file with --out`,
  );
}
