import { loadRules, RuleFile } from './files';
import { Io, plural, UsageError } from './io';
import { formatOption, readOptions } from './options';
import { compilerLine, hasErrors, sarif, type Severity } from '../../core/problem';

/** `check FILE…`: everything that is wrong with files of rules. */
export function check(args: readonly string[], io: Io): number {
  const { values, positionals } = readOptions(args, {
    'format': { type: 'string' }, 'json': { type: 'boolean' }, 'sarif': { type: 'boolean' }, 'site-host': { type: 'string', multiple: true },
  });
  if (positionals.length === 0) throw new UsageError('check needs the name of a file');
  if (values.json && values.sarif) throw new UsageError('check writes --json or --sarif, not both');
  const files = positionals.map((file) => loadRules(file, formatOption(values.format), io, { now: Date.now(), siteHosts: values['site-host'] }));
  const problems = files.flatMap((file) => file.problems);
  if (values.sarif) io.out(JSON.stringify(sarif(problems), null, 2));
  else if (values.json) io.out(JSON.stringify({ rules: files.reduce((sum, { rules }) => sum + rules.length, 0), problems }, null, 2));
  else for (const file of files) tell(file, io);
  return hasErrors(problems) ? 1 : 0;
}

function tell({ file, rules, problems }: RuleFile, io: Io): void {
  for (const problem of problems) io.out(compilerLine(problem));
  const count = (severity: Severity): number => problems.filter((p) => p.severity === severity).length;
  const found = (['error', 'warning', 'note'] as const).filter((s) => count(s) > 0).map((s) => plural(count(s), s));
  io.out(`${file}: ${plural(rules.length, 'rule')}, ${found.length === 0 ? 'nothing to complain about' : found.join(', ')}`);
}
