import { loadRules, RuleFile } from './files';
import { Io, UsageError } from './io';
import { formatOption, readOptions } from './options';
import { reportOf } from './report';
import { forPeople } from './telling';
import { compilerLine } from '../../core/problem';
import { changesOf } from '../../core/redirects/diff/changes';

/** `diff A B`: which rules came, went or lead elsewhere now, and where others answer than before. */
export function diff(args: readonly string[], io: Io): number {
  const { values, positionals } = readOptions(args, { 'format': { type: 'string' }, 'json': { type: 'boolean' }, 'exit-code': { type: 'boolean' } });
  if (positionals.length !== 2) throw new UsageError('diff needs two files, the old one first');
  const files = positionals.map((file) => loadRules(file, formatOption(values.format), io));
  if (!areReadable(files, io)) return 1;
  const [before, after] = files;
  const now = Date.now();
  const changes = changesOf(before, after, now);
  if (!changes.complete) io.err('too many rules with wildcards have changed places; not all of them were compared');
  const report = reportOf(changes, before, after, now);
  if (values.json) io.out(JSON.stringify(report, null, 2));
  else for (const line of forPeople(report)) io.out(line);
  const { added, removed, changed, addresses, caveats } = report;
  // Who asks whether the lists differ must not be told no where nobody has looked.
  const differ = !report.complete || [added, removed, changed, addresses, caveats].some((list) => list.length > 0);
  return values['exit-code'] && differ ? 1 : 0;
}

/** A rule that cannot be read is not gone. In `_redirects` it is, as one is that goes round for ever: there the other lines answer without it. */
function areReadable(files: readonly RuleFile[], io: Io): boolean {
  for (const problem of files.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'))) io.err(compilerLine(problem));
  const unread = files.filter(({ program }) => program === undefined);
  for (const { file } of unread) io.err(`${file}: nothing is compared before these errors are mended`);
  return unread.length === 0;
}
