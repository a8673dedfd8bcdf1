import { escaped } from './escaped';

/** A bar of a plot: the parts of its height that each series has. */
export interface Bar {
  readonly label: string;
  readonly values: readonly number[];
}

const WIDTH = 900;
const HEIGHT = 220;

/**
 * A plot of bars, each a stack of series, as SVG: with a title for readers of the screen, and a text for each bar. The
 * colour of a series is `--series-1` and so on, of the page.
 */
export function bars(title: string, series: readonly string[], all: readonly Bar[]): string {
  const sums = all.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const most = Math.max(1, ...sums);
  const width = WIDTH / Math.max(1, all.length);
  const rects = all.map(({ label, values }, i) => {
    let y = HEIGHT;
    const parts = values.map((value, k) => {
      const height = (value / most) * HEIGHT;
      y -= height;
      return value === 0 ? '' : `<rect class="series-${k + 1}" x="${fixed(i * width)}" y="${fixed(y)}" `
        + `width="${fixed(Math.max(0.5, width - 1))}" height="${fixed(height)}"/>`;
    });
    const text = series.map((name, k) => `${name} ${values[k]}`).join(', ');
    return `<g><title>${escaped(`${label}: ${text}`)}</title>${parts.join('')}</g>`;
  });
  const ends = [all[0], all.at(-1)].map((bar) => `<span>${escaped(bar?.label ?? '')}</span>`);
  return `<figure>
<figcaption>${escaped(title)}; the highest bar is ${most.toLocaleString('en-US')}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT + 1}" role="img" aria-label="${escaped(title)}" preserveAspectRatio="none">
${rects.join('\n')}
<line x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}"/>
</svg>
${legend(series)}<p class="axis">${ends.join('')}</p>
</figure>`;
}

function legend(series: readonly string[]): string {
  if (series.length < 2) return '';
  const items = series.map((name, k) => (
    '<li><svg class="sign" viewBox="0 0 1 1" aria-hidden="true">'
      + `<rect class="series-${k + 1}" width="1" height="1"/></svg>${escaped(name)}</li>`));
  return `<ul class="legend">${items.join('')}</ul>\n`;
}

function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}
