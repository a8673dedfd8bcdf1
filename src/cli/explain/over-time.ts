import { Busiest } from '../../core/access-logs/busiest';
import type { LogGroup } from '../../core/access-logs/tally';
import type { SourceId } from '../../core/explain/source-ids';
import type { Bar } from '../html/bars';

/** Sources that the plot tells apart; the others are one series, since the page has five colours. */
const SERIES = 4;
/** Longer than three days, a bar for each hour would be thinner than a line. */
const MOST_HOURS = 72;
/** Plots of years are years in vain: a log of one minute that names another year would stretch them. */
const MOST_BARS = 1_000;
const PATHS = 20;

const HOUR_MS = 3_600_000;

/** When errors happened, and on which paths. */
export interface OverTime {
  readonly unit: 'hour' | 'day';
  readonly series: readonly string[];
  readonly bars: readonly Bar[];
  readonly paths: readonly { readonly path: string; readonly source: string; readonly count: number }[];
}

/** Gathers groups of a log by the source of their errors. */
export class Timeline {
  private readonly hours = new Map<SourceId, Map<string, number>>();
  private readonly paths = new Busiest();

  add(source: SourceId, { hours, paths }: LogGroup): void {
    const known = this.hours.get(source) ?? new Map<string, number>();
    this.hours.set(source, known);
    for (const [hour, count] of hours) known.set(hour, (known.get(hour) ?? 0) + count);
    for (const [path, count] of paths.top(PATHS)) this.paths.add(`${source} ${path}`, count);
  }

  /** What the page shows. */
  result(): OverTime {
    const all = [...new Set([...this.hours.values()].flatMap((hours) => [...hours.keys()]))].sort();
    const [first, last] = [all[0], all.at(-1)].map((hour) => Date.parse(`${hour}:00:00Z`));
    const unit = (last - first) / HOUR_MS > MOST_HOURS ? 'day' : 'hour';
    const step = unit === 'day' ? 24 * HOUR_MS : HOUR_MS;
    const from = Math.floor(first / step) * step;
    const length = Number.isNaN(last - from) ? 0 : Math.min(MOST_BARS, Math.floor((last - from) / step) + 1);
    const total = (hours: ReadonlyMap<string, number>): number => [...hours.values()].reduce((a, b) => a + b, 0);
    const ranked = [...this.hours].sort(([, a], [, b]) => total(b) - total(a));
    const series = [...ranked.slice(0, SERIES).map(([name]) => name), ...(ranked.length > SERIES ? ['others'] : [])];
    const values = Array.from({ length }, () => series.map(() => 0));
    ranked.forEach(([, hours], k) => {
      for (const [hour, count] of hours) {
        const bar = values[Math.floor((Date.parse(`${hour}:00:00Z`) - from) / step)];
        if (bar !== undefined) bar[Math.min(k, SERIES)] += count;
      }
    });
    const label = (i: number): string => new Date(from + i * step).toISOString().slice(0, unit === 'day' ? 10 : 13);
    return {
      unit,
      series,
      bars: values.map((of, i) => ({ label: unit === 'day' ? label(i) : `${label(i)}:00Z`, values: of })),
      paths: this.paths.top(PATHS).map(([text, count]) => {
        const blank = text.indexOf(' ');
        return { source: text.slice(0, blank), path: text.slice(blank + 1), count };
      }),
    };
  }
}
