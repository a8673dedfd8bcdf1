import { readFileSync } from 'node:fs';
import { answerOf, resolveBatch } from './batch';
import { lineOf } from './check';
import { loadRules, RuleFile } from './files';
import { Io, UsageError } from './io';
import { dateOption, formatOption, headerOptions, readOptions } from './options';
import { requestFor } from './request';
import { RuleIndex } from '../../core/redirects/analyze/rule-index';
import { ranked } from '../../core/redirects/compile/rank';
import { writeProgram } from '../../core/redirects/compile/write';
import type { RedirectRule } from '../../core/redirects/model';
import { openProgram } from '../../core/redirects/program/open';
import { normalizePath } from '../../core/redirects/program/path';
import type { RedirectDecision, RedirectRequest } from '../../core/redirects/types';

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
  const others = othersFor(request, decision, loaded.rules);
  const line = decision && loaded.rules[decision.rule].line;
  if (values.json) io.out(JSON.stringify({ ...answerOf(decision), line, beat: others.beaten.map((rule) => rule.line) }));
  else explain(loaded, decision, others, io);
  return 0;
}

/** Rules that fit the address and did not answer. */
interface Others {
  /** These would have, without the one that did. */
  readonly beaten: readonly RedirectRule[];
  readonly idle: readonly RedirectRule[];
}

function othersFor(request: RedirectRequest, decision: RedirectDecision | undefined, rules: readonly RedirectRule[]): Others {
  const order = ranked(rules);
  const answering = decision === undefined ? Infinity : order.indexOf(decision.rule);
  // The index knows one spelling of each address, and no ports.
  const host = request.host?.toLowerCase().replace(/:\d*$/, '') ?? '';
  const fitting = new RuleIndex(rules).fitting(normalizePath(request.path), host).filter((i) => i !== decision?.rule);
  const applies = (i: number): boolean => openProgram(writeProgram([rules[i]], [0], [])).match(request) !== undefined;
  const isBeaten = (i: number): boolean => order.indexOf(i) > answering && applies(i);
  return { beaten: fitting.filter(isBeaten).map((i) => rules[i]), idle: fitting.filter((i) => !isBeaten(i)).map((i) => rules[i]) };
}

function explain({ file, rules }: RuleFile, decision: RedirectDecision | undefined, { beaten, idle }: Others, io: Io): void {
  const { status, location } = answerOf(decision);
  if (decision === undefined) {
    io.out('no redirect: the request goes on to the site');
  } else {
    io.out(location === undefined ? `${status}` : `${status} ${location}${status === 200 ? ' (shown at the same address)' : ''}`);
    io.out(`  by ${described(rules[decision.rule], file)}`);
  }
  for (const rule of beaten) io.out(`  before ${described(rule, file)}`);
  for (const rule of idle) io.out(`  did not apply: ${described(rule, file)}`);
}

function described(rule: RedirectRule, file: string): string {
  const text = `${rule.from} → ${rule.to ?? rule.status}`;
  return `${file}:${rule.line}  ${text}${rule.note === undefined ? '' : `  (${rule.note})`}`;
}
