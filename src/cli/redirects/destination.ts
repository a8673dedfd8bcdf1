import { basename } from 'node:path';
import { isSameFile } from './input';
import type { RuleFormat } from '../../core/redirects/rule/types';
import { formatOfName } from '../../core/redirects/rule-file';
import { UsageError } from '../frame/usage-error';

interface Where {
  readonly to: RuleFormat;
  readonly out?: string;
  readonly inPlace?: boolean;
}

/** The file that a converted list goes to; undefined for standard output. The list itself only if that is asked for. */
export function destination(file: string, { to, out, inPlace }: Where): string | undefined {
  if (inPlace) return inPlaceOf(file, to);
  if (out === undefined || out === '-') return undefined;
  if (!isSameFile(file, out)) return out;
  throw new UsageError(`--out is the list itself, got '${out}'; write --in-place if it is to be replaced`);
}

function inPlaceOf(file: string, to: RuleFormat): string {
  if (file === '-') throw new UsageError('--in-place needs a file; standard input cannot be replaced');
  const named = formatOfName(basename(file));
  // Cloudflare's lines are in files of the same name.
  const fits = named === undefined || named === (to === 'cloudflare' ? 'netlify' : to);
  if (fits) return file;
  throw new UsageError(
    `--in-place would put ${to} into a file whose name says ${named}; write it to another with --out`,
  );
}
