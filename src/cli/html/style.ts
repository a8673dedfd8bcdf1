import { TOKENS } from '../../preview/console/tokens';

export const STYLE = `${TOKENS}body { margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h2 { overflow-wrap: anywhere; border-top: 1px solid var(--line); padding-top: 1.5rem; }
.score strong { font-size: 2rem; margin-right: .5rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th[scope=row] { font-weight: 600; min-width: 11rem; }
td:has(code) { min-width: 9rem; }
td.points, th.points { text-align: right; font-variant-numeric: tabular-nums; }
td.long { overflow-wrap: anywhere; min-width: 12rem; }
code { font: .875rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
figure { margin: 1rem 0; }
figcaption { color: var(--quiet); }
svg { display: block; width: 100%; height: 12rem; } svg line { stroke: var(--line); }
.series-1 { fill: var(--info); } .series-2 { fill: var(--high); } .series-3 { fill: var(--medium); }
.series-4 { fill: var(--low); } .series-5 { fill: var(--quiet); }
.axis { display: flex; justify-content: space-between; margin: 0; color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; padding: 0; margin: .25rem 0; }
.legend .sign { display: inline-block; width: .8rem; height: .8rem; margin-right: .4rem; }
@media print { .wide { overflow-x: visible; } }
td span { font-weight: 700; }
.high, .syntax { color: var(--high); } .medium { color: var(--medium); }
.low { color: var(--low); } .info { color: var(--info); }
`;
