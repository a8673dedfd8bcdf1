import { changesOf } from './diff-view';
import { h, type Child } from './dom';
import { millis } from './format';
import type { StageView, Tone } from '../preview/console/api';

/** What is said besides the colour; a stage that only lets the request pass has no label. */
const LABELS: Readonly<Record<Tone, string>> = {
  passed: '', acted: '', answered: 'answered', refused: 'refused', failed: 'failed', skipped: 'skipped',
};

/** The stages of a request in their order, each with a bar of its time, and what it did. */
export function timeline(stages: readonly StageView[], totalMs: number): HTMLElement {
  return h('ol', { class: 'timeline' }, ...stages.map((stage) => stageItem(stage, Math.max(totalMs, 0.001))));
}

function stageItem(stage: StageView, totalMs: number): HTMLElement {
  const { tone, text, startMs, durationMs } = stage;
  const bar = h('i', {});
  const left = Math.min(99, (100 * startMs) / totalMs);
  bar.style.left = `${left}%`;
  bar.style.width = `${Math.max(1, Math.min(100 - left, (100 * durationMs) / totalMs))}%`;
  const head: Child[] = [
    h('span', { class: 'name' }, stage.stage),
    LABELS[tone] !== '' && h('span', { class: 'label' }, LABELS[tone]),
    h('span', { class: 'ms' }, millis(durationMs)),
    h('span', { class: 'text' }, text),
    h('span', { 'class': 'bar', 'aria-hidden': 'true' }, bar),
  ];
  const content = contentOf(stage);
  if (content.length === 0) return h('li', { class: `stage ${tone}` }, h('div', { class: 'summary' }, ...head));
  const isOpen = stage.rule !== undefined || ['failed', 'refused'].includes(tone)
    || (stage.function !== undefined && tone !== 'passed' && tone !== 'skipped') || (stage.logs ?? []).length > 0;
  return h('li', { class: `stage ${tone}` },
    h('details', { open: isOpen }, h('summary', {}, ...head), h('div', { class: 'content' }, ...content)));
}

function contentOf(stage: StageView): HTMLElement[] {
  const { rule, function: fn, saw = [], logs = [], facts } = stage;
  const pairs: (readonly [string, Child])[] = [...facts];
  if (fn !== undefined) {
    pairs.unshift(['function', `${fn.name}, ${fn.host === 'lambda-edge' ? 'Lambda@Edge' : 'CloudFront Function'}`]);
  }
  if (rule !== undefined) pairs.unshift(['rule', ruleText(rule)]);
  const log = h('pre', { tabindex: '0' }, logs.join('\n'));
  return [
    ...(pairs.length > 0 ? [pairList(pairs)] : []),
    ...changesOf(stage),
    ...(logs.length > 0 ? [h('div', { class: 'block' }, h('h4', {}, 'Log'), log)] : []),
    ...(saw.length > 0 ? [headerList(`${saw.length} headers that the function saw`, saw)] : []),
  ];
}

function ruleText({ construct, file, line, column }: NonNullable<StageView['rule']>): HTMLElement {
  return h('span', {}, h('code', { class: 'place' }, file === undefined ? `line ${line}` : `${file}:${line}:${column}`),
    ` of ${construct}`);
}

export function pairList(pairs: readonly (readonly [name: string, value: Child])[]): HTMLElement {
  return h('dl', {}, ...pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

export function headerList(
  title: string, headers: readonly { readonly name: string; readonly value: string }[], isOpen = false,
): HTMLElement {
  return h('details', { class: 'headers', open: isOpen }, h('summary', {}, title),
    pairList(headers.map(({ name, value }) => [name, h('code', {}, value)])));
}
