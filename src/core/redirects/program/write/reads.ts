import type { ByteWriter } from './bytes';
import type { Part } from '../../rule/conditions/condition';
import type { RedirectRule } from '../../rule/model';
import type { Findings } from '../../traits/findings';
import { partsTested, partsUsed } from '../../traits/parts-of-rule';
import { readingOf } from '../../traits/reading';

/** A part of the request, with the rules that read it: the first rule of each span, and the one behind its last. */
interface Reading {
  readonly text: string;
  readonly use: number;
  readonly spans: number[];
}

const NOTHING_FOUND: Findings = {};

/**
 * Writes what the rules read besides the path. Rules next to each other mostly read the same, so that a list of a
 * million rules which keep the query has a few bytes.
 *
 * A part is left out that is dispensable: a function whose cache key does not have the query does not see it either.
 */
export function writeReads(
  out: ByteWriter, rules: readonly RedirectRule[], order: readonly number[], findings: readonly Findings[],
): void {
  const readings = new Map<string, Reading>();
  const add = (part: Part, use: number, rule: number): void => {
    if (part.dispensable) return;
    const text = readingOf(part);
    const key = use + text;
    let reading = readings.get(key);
    if (reading === undefined) readings.set(key, reading = { text, use, spans: [] });
    const { spans } = reading;
    if (spans[spans.length - 1] >= rule) spans[spans.length - 1] = rule + 1;
    else spans.push(rule, rule + 1);
  };
  for (const rule of Int32Array.from(order).sort()) {
    for (const part of partsTested(rules[rule])) add(part, 0, rule);
    for (const part of partsUsed(rules[rule], findings[rule] ?? NOTHING_FOUND)) add(part, 1, rule);
  }
  out.number(readings.size);
  for (const { text, use, spans } of readings.values()) {
    out.string(text);
    out.number(use);
    out.number(spans.length / 2);
    spans.forEach((rule, at) => out.number(rule - (spans[at - 1] ?? 0)));
  }
}
