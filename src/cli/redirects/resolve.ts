import { readFileSync } from 'node:fs';
import { resolveBatch } from './batch';
import { loadRules, RuleFile } from './files';
import { Io, UsageError } from './io';
import { dateOption, formatOption, headerOptions, originStatusOption, readOptions } from './options';
import { requestFor } from './request';
import { compilerLine } from '../../core/problem';
import { answerOf } from '../../core/redirects/diff/answer';
import { Standings, standings } from '../../core/redirects/diff/standings';
import { openProgram } from '../../core/redirects/program/read/open';
import type { RedirectRule } from '../../core/redirects/rule/model';
import type { RedirectDecision } from '../../core/redirects/rule/types';

/** `resolve FILE URL`: what a visitor would get, which rule says so, and which rules it beat. */
export function resolve(args: readonly string[], io: Io): number {
  const { values, positionals } = readOptions(args, {
    'format': { type: 'string' },
    'batch': { type: 'string' },
    'json': { type: 'boolean' },
    'header': { type: 'string', multiple: true },
    'cookie': { type: 'string', multiple: true },
    'country': { type: 'string' },
    'method': { type: 'string' },
    'date': { type: 'string' },
    'origin-status': { type: 'string' },
  });
  if (values.batch !== undefined) {
    for (const line of resolveBatch(readFileSync(values.batch, 'utf8'))) io.out(line);
    return 0;
  }
  const [file, url, ...rest] = positionals;
  if (url === undefined || rest.length > 0) throw new UsageError('resolve needs a file and an address, such as: resolve redirects.json /old-page');
  const headers = headerOptions(values.header);
  if (values.cookie) headers.cookie = [headers.cookie, ...values.cookie].filter((c) => c !== undefined).join('; ');
  const request = requestFor(url, {
    headers,
    method: values.method,
    country: values.country,
    now: dateOption(values.date),
    ...originStatusOption(values['origin-status']),
  });
  if (request === undefined) throw new UsageError(`${url} is not an address; write /path or https://host/path`);
  const loaded = loadRules(file, formatOption(values.format), io);
  if (loaded.program === undefined) {
    for (const problem of loaded.problems.filter(({ severity }) => severity === 'error')) io.err(compilerLine(problem));
    io.err(`${file}: no answer before these errors are mended`);
    return 1;
  }
  const decision = openProgram(loaded.program).match(request);
  const standing = standings(loaded, request, decision);
  const { answers, stays, beaten } = standing;
  const lines = { line: answers?.line, leftAloneBy: stays?.line, beat: beaten.map((rule) => rule.line) };
  if (values.json) io.out(JSON.stringify({ ...answerOf(decision), ...lines }));
  else explain(loaded, decision, standing, io);
  return 0;
}

function explain({ file }: RuleFile, decision: RedirectDecision | undefined, { answers, stays, beaten, leftOut, idle }: Standings, io: Io): void {
  const tell = (how: string, rules: readonly RedirectRule[]): void => { for (const rule of rules) io.out(`  ${how} ${described(rule, file)}`); };
  const { status, location } = answerOf(decision);
  if (decision === undefined) io.out('no redirect: the request goes on to the site');
  else io.out(location === undefined ? `${status}` : `${status} ${location}${status === 200 ? ' (shown at the same address)' : ''}`);
  if (answers) tell('by', [answers]);
  if (stays) tell('left alone by', [stays]);
  tell('before', beaten);
  tell('goes round for ever, so that it never answers:', leftOut);
  tell('did not apply:', idle);
}

function described(rule: RedirectRule, file: string): string {
  const text = `${rule.from} → ${rule.to ?? rule.status}`;
  return `${file}:${rule.line}  ${text}${rule.note === undefined ? '' : `  (${rule.note})`}`;
}
