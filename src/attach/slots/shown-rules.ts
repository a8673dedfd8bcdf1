import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { BakedContribution, BakedStep } from './contribution';
import { InlineCode } from './inline-code';
import { manifestConfig } from './manifest-config';
import type { MaskConfig } from '../../core/errors/config';
import { maskRuleText } from '../../core/errors/rule-text';
import { prettyUrl, type PrettySite } from '../../core/pretty-urls/pretty-url';
import type { PrettyUrlsConfig } from '../../core/pretty-urls/step-config';
import { writeJson } from '../../core/redirects/formats/json/write';
import { DIALECTS } from '../../core/redirects/rule/dialects';
import type { RedirectRule } from '../../core/redirects/rule/model';
import { Unwritable } from '../../core/redirects/rule/unwritable';

/** The rules of a step in a template, for reviewers of a change; see docs/adr/018. */
export interface ShownRules {
  readonly count: number;
  /** Changes with the behavior of the function, but not with notes or formatting. */
  readonly digest: string;
  /** In place of count and digest. */
  readonly text?: string;
  /** By source, in the order of the file. Lazy, since there may be a million. */
  readonly entries: Iterable<readonly [string, unknown]>;
}

/** The rules of a step; undefined if it has none. */
export function shownRules(
  step: BakedStep, contributions: readonly BakedContribution[], stack: Stack,
): ShownRules | undefined {
  const redirects = contributions.find((contribution) => contribution.step === step)?.redirects;
  if (redirects !== undefined && step.data !== undefined) {
    const { rules } = redirects.compiled;
    return { count: rules.length, digest: digestOf(step.data), entries: redirectEntries(rules) };
  }
  if (step.part === 'pretty-urls') return prettyRules(step.config as PrettyUrlsConfig);
  const config = step.part.startsWith('mask-errors') ? manifestConfig(step.config, stack) : undefined;
  if (config === undefined) return undefined;
  const { rules, pages } = config as MaskConfig;
  const digest = digestOf(JSON.stringify(stack.resolve(step.config)));
  return { count: rules.length, digest, entries: rules.map((rule) => maskRuleText(rule, { pages })) };
}

/** `redirect (1,063 rules, bc55dd6b5169)`: in the description of a function. */
export function stepText({ part, config, existing }: BakedStep, rules: ShownRules | undefined): string {
  if (existing !== undefined) return `code of ${(config as { name: string }).name}`;
  if (rules === undefined) return part;
  const { count, digest, text } = rules;
  return `${part} (${text ?? `${count.toLocaleString('en-US')} rule${count === 1 ? '' : 's'}, ${digest}`})`;
}

/** Limits for the rules of a function and of a stack: a template may have 1 MB, most of which is for code. */
const MAX_BYTES = 16 * 1024;
const MAX_BYTES_OF_STACK = 64 * 1024;

/** The rules of a function for the metadata of its resource, up to the limits. */
export function rulesForTemplate(
  scope: Construct, steps: readonly { readonly part: string; readonly rules: ShownRules | undefined }[],
): Record<string, unknown> | undefined {
  const template = InlineCode.of(Stack.of(scope));
  let room = Math.min(MAX_BYTES, MAX_BYTES_OF_STACK - template.ruleBytes);
  const shown: Record<string, Record<string, unknown>> = {};
  steps.forEach(({ part, rules }, index) => {
    if (rules === undefined) return;
    const { entries, bytes } = fitting(rules, room);
    room -= bytes;
    template.ruleBytes += bytes;
    shown[`${index + 1} ${part}`] = { count: rules.count, digest: rules.digest, rules: entries };
  });
  return Object.keys(shown).length === 0 ? undefined : shown;
}

function fitting(
  { count, entries: all }: ShownRules, room: number,
): { entries: Record<string, unknown>; bytes: number } {
  const entries: Record<string, unknown> = {};
  let [bytes, shown] = [0, 0];
  for (const [source, rule] of all) {
    const key = unique(ascii(source), entries);
    const value = JSON.parse(ascii(JSON.stringify(rule))) as unknown;
    // The CDK serializes each entry on its own indented line.
    const own = JSON.stringify(key).length + JSON.stringify(value, undefined, 1).length + 40;
    if (bytes + own > room) break;
    entries[key] = value;
    bytes += own;
    shown++;
  }
  if (shown < count) entries.more = `${(count - shown).toLocaleString('en-US')} more rules`;
  return { entries, bytes };
}

/** What happens to the URLs of a page, by example. */
function prettyRules({ slash, folders, index, keep, status }: PrettyUrlsConfig): ShownRules {
  const site: PrettySite = { slash, folders, index, keep, home: '' };
  const paths = ['/page/', '/page', folders ? `/page/${index}` : `/page${index.slice(index.lastIndexOf('.'))}`];
  const entries = paths.flatMap((path): [string, string][] => {
    const { location, path: file } = prettyUrl(site, path, '', true) ?? {};
    return location === undefined && file === undefined ? [] : [[path, file ?? `${status} ${location}`]];
  });
  const shown = entries.filter(([, to]) => to.startsWith('/')).map(([path]) => path).join(', ');
  return { count: entries.length, digest: digestOf(JSON.stringify(entries)), text: shown, entries };
}

function* redirectEntries(rules: readonly RedirectRule[]): Iterable<readonly [string, unknown]> {
  for (const rule of rules) {
    // Notes and owners are for editors of the file, and do not change what viewers get.
    const text = textOf({ ...rule, note: undefined, owner: undefined });
    yield Object.entries(JSON.parse(text) as Record<string, unknown>)[0]!;
  }
}

/** A rule as JSON; one that JSON cannot express, such as `/file*.html` of Cloudflare, with the URLs of its line. */
function textOf(rule: RedirectRule): string {
  try {
    return writeJson([rule]);
  } catch (thrown) {
    if (!(thrown instanceof Unwritable)) throw thrown;
    return writeJson([{ ...rule, dialect: { ...rule.dialect, order: DIALECTS.json.order } }]);
  }
}

/** Numbers the keys of a source that has several rules, e.g. with conditions. */
function unique(key: string, entries: Record<string, unknown>): string {
  let [name, n] = [key, 1];
  while (Object.hasOwn(entries, name)) name = `${key} (${++n})`;
  return name;
}

/** `cdk diff` replaces other characters with question marks, and CloudFormation would resolve `{{resolve:`. */
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (character) => (
    /\p{Surrogate}/u.test(character) ? '%EF%BF%BD' : encodeURIComponent(character)))
    .replace(/\{\{(?=\s*resolve)/g, '{ {');
}

function digestOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}
