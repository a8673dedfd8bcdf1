import { WHEN_CONDITIONS } from '../../rule/conditions';
import { isExemption } from '../../rule/exemption';
import type { RedirectRule } from '../../rule/model';
import { dateText, sourceText, targetText } from '../write-text';

/** Writes `redirects.json`: a map, or an array if a source occurs twice. */
export function writeJson(rules: readonly RedirectRule[]): string {
  const entries = rules.map((rule) => ({ from: sourceText(rule), rest: fieldsOf(rule) }));
  const isMap = new Set(entries.map(({ from }) => from)).size === entries.length;
  const lines = entries.map(({ from, rest }) =>
    isMap ? `  ${JSON.stringify(from)}: ${inline(rest)}` : `  ${inline({ from, ...rest })}`,
  );
  const [open, close] = isMap ? ['{', '}'] : ['[', ']'];
  return lines.length === 0 ? `${open}${close}\n` : `${open}\n${lines.join(',\n')}\n${close}\n`;
}

function inline(fields: Record<string, unknown>): string {
  const keys = Object.keys(fields);
  return keys.length === 1 && keys[0] === 'to' ? JSON.stringify(fields.to) : JSON.stringify(fields);
}

function fieldsOf(rule: RedirectRule): Record<string, unknown> {
  const { status, query, when } = rule;
  const to = isExemption(rule) ? null : status < 400 ? targetText(rule) : undefined;
  const fields = {
    to,
    statusCode: status === 301 || to === null ? undefined : status,
    query:
      query.kind === 'merge' || to === undefined || to === null
        ? undefined
        : query.kind === 'only'
          ? { only: query.names }
          : query.kind,
    when: Object.keys(when).length === 0 ? undefined : whenOf(rule),
    start: rule.start === undefined ? undefined : dateText(rule.start),
    end: rule.end === undefined ? undefined : dateText(rule.end),
    cacheTtl: rule.cacheTtl,
    retryAfter: rule.retryAfter,
    caseSensitive: rule.caseSensitive ? undefined : false,
    note: rule.note,
    owner: rule.owner,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function whenOf(rule: RedirectRule): Record<string, unknown> {
  return Object.fromEntries(WHEN_CONDITIONS.flatMap((condition) => {
    const value = condition.from(rule);
    return value === undefined ? [] : [[condition.name, condition.writeJson(value)]];
  }));
}
