import { LAMBDA_EDGE_MS, LOGGED_RULE_BYTES, LOGGED_RULES_MILLION, PRICES } from '../../../core/facts/prices';
import { compilerLine, isError } from '../../../core/problem';
import { dollars } from '../../../core/redirects/cost/dollars';
import { homesOf, monthly, type Home } from '../../../core/redirects/cost/homes';
import { OWN_CHOICE_MAX_BYTES } from '../../../core/redirects/cost/host-choice';
import type { ExitCode } from '../../frame/cli-command';
import type { Terminal } from '../../frame/terminal';
import { plural } from '../plural';
import { loadList, type ListOptions } from '../publish/load-list';

export interface CostOptions extends Omit<ListOptions, 'event'> {
  readonly requests?: number;
  /** In percent. */
  readonly misses: number;
  readonly json?: boolean;
}

type Range = readonly [least: number, most: number];

/** Prints the homes of a list with their prices. */
export function cost(names: readonly string[], options: CostOptions, terminal: Terminal): ExitCode {
  const { problems, compiled } = loadList(names, options, terminal);
  for (const problem of problems.filter(isError)) terminal.error(compilerLine(problem));
  if (compiled === undefined) return 1;
  const { requests, misses, json } = options;
  const homes = homesOf(compiled, misses / 100);
  const rules = compiled.rules.length;
  if (json) terminal.out(JSON.stringify(report(homes, rules, options), null, 2));
  else for (const line of table(homes, rules, requests)) terminal.out(line);
  return 0;
}

function report(homes: readonly Home[], rules: number, { requests, misses }: CostOptions): object {
  const { currency, region, checked } = PRICES;
  const range = ([least, most]: Range): object => ({ least: cents(least), most: cents(most) });
  return {
    rules,
    currency,
    region,
    checked,
    misses: misses / 100,
    loggedRules: { bytes: LOGGED_RULE_BYTES, million: cents(LOGGED_RULES_MILLION) },
    ...(requests !== undefined && { requests }),
    homes: homes.map((home) => ({
      id: home.id,
      name: home.name,
      fits: home.faults.length === 0,
      ...(home.faults.length > 0 && { faults: home.faults }),
      million: range(home.million),
      ...(requests !== undefined && { month: range(monthly(home, requests)) }),
    })),
  };
}

const MOST = OWN_CHOICE_MAX_BYTES.toLocaleString('en-US');

/** Tenths of a cent. */
function cents(amount: number): number {
  return Math.round(amount * 1_000) / 1_000;
}

function* table(homes: readonly Home[], rules: number, requests: number | undefined): Generator<string> {
  yield `${plural(rules, 'rule')}; ${PRICES.currency} in ${PRICES.region}, prices of ${PRICES.checked}`;
  yield '';
  const width = Math.max(...homes.map(({ name }) => name.length));
  const month = requests === undefined ? '' : `  a month of ${plural(requests, 'request')}`;
  yield `${''.padEnd(width)}  ${'a million'.padEnd(COLUMN)}${month}`.trimEnd();
  for (const home of homes) {
    const price = requests === undefined ? '' : `  ${rangeText(monthly(home, requests))}`;
    yield `${home.name.padEnd(width)}  ${rangeText(home.million).padEnd(COLUMN)}${price}`.trimEnd();
    const [first, ...more] = home.faults;
    if (first !== undefined) yield `  not with this list: ${first}`;
    if (more.length > 0) yield `  … and ${plural(more.length, 'more reason')}`;
  }
  yield '';
  yield* notes(homes);
}

const COLUMN = '$0.00 to $0.00'.length;

function* notes(homes: readonly Home[]): Generator<string> {
  const request = dollars(PRICES.lambdaEdgeRequest);
  yield `Lambda@Edge: ${request} a million, and ${LAMBDA_EDGE_MS} ms at 128 MB, an assumption.`;
  yield 'A month has 2,000,000 runs of CloudFront Functions and as many reads of stores without a charge.';
  yield `Without "host", a redirector takes a CloudFront Function if its code has at most ${MOST} bytes.`;
  yield `With "logRules", Lambda@Edge writes about ${LOGGED_RULE_BYTES} bytes for each redirect: `
    + `${dollars(LOGGED_RULES_MILLION)} a million, at ${dollars(PRICES.logsGb)} per GB of logs; a CloudFront Function `
    + 'writes to the access log.';
  const besides = homes.find((home) => home.besides !== undefined)?.besides;
  if (besides !== undefined) yield `Rules in a bucket: ${besides}.`;
}

function rangeText([least, most]: Range): string {
  const [low, high] = [least, most].map(dollars);
  return low === high ? low : `${low} to ${high}`;
}
