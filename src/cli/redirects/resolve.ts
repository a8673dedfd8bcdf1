import { readFileSync } from 'node:fs';
import { answerOf, resolveBatch } from './batch';
import { lineOf } from './check';
import { loadRules, RuleFile } from './files';
import { Io, UsageError } from './io';
import { dateOption, formatOption, headerOptions, readOptions } from './options';
import { requestFor } from './request';
import { RuleIndex } from '../../core/redirects/analyze/rule-index';
import type { RedirectRule } from '../../core/redirects/model';
import { openProgram } from '../../core/redirects/program/open';
import type { RedirectDecision } from '../../core/redirects/types';

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
    ...(values['origin-status'] === undefined ? {} : { originStatus: Number(values['origin-status']) }),
  });
  if (request === undefined) throw new UsageError(`${url} is not an address; write /path or https://host/path`);
  const loaded = loadRules(file, formatOption(values.format), io);
  if (loaded.program === undefined) {
    for (const problem of loaded.problems.filter(({ severity }) => severity === 'error')) io.err(lineOf(problem));
    io.err(`${file}: no answer before these errors are mended`);
    return 1;
  }
  const decision = openProgram(loaded.program).match(request);
  const candidates = new RuleIndex(loaded.rules).fitting(request.path, request.host).filter((i) => i !== decision?.rule).map((i) => loaded.rules[i]);
  const line = decision && loaded.rules[decision.rule].line;
  if (values.json) io.out(JSON.stringify({ ...answerOf(decision), line, beat: candidates.map((rule) => rule.line) }));
  else explain(loaded, decision, candidates, io);
  return 0;
}

function explain({ file, rules }: RuleFile, decision: RedirectDecision | undefined, others: readonly RedirectRule[], io: Io): void {
  const { status, location } = answerOf(decision);
  if (decision === undefined) {
    io.out('no redirect: the request goes on to the site');
    for (const rule of others) io.out(`  did not apply: ${described(rule, file)}`);
    return;
  }
  io.out(location === undefined ? `${status}` : `${status} ${location}${status === 200 ? ' (shown at the same address)' : ''}`);
  io.out(`  by ${described(rules[decision.rule], file)}`);
  for (const rule of others) io.out(`  before ${described(rule, file)}`);
}

function described(rule: RedirectRule, file: string): string {
  const text = `${rule.from} → ${rule.to ?? rule.status}`;
  return `${file}:${rule.line}  ${text}${rule.note === undefined ? '' : `  (${rule.note})`}`;
}
