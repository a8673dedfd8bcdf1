import { components } from './components';
import { PatternTree } from '../../overlap/pattern-tree';
import type { RedirectRule, Segment } from '../../rule/model';
import { sampleHost } from '../../rule/origin';
import { TOKEN } from '../../rule/tokens';
import { openPath } from '../../traits/open-path';
import { targetPath } from '../../traits/sample';
import { hostFits, wildcardsOf } from '../../url/hosts';
import { RuleIndex, Shape } from '../rule-index';

/**
 * With more edges, every rule is taken to lead to every other: in two long lists of wildcards, each source may overlap
 * all others.
 */
const MOST_EDGES = 1_000_000;

/** Shared by all targets that no rule matches. Never added to. */
const NOWHERE: number[] = [];

/**
 * Finds the rules that may be part of a loop, for any text in the place of wildcards and any viewer. There are few in a
 * long list, and only they are searched.
 */
export class Routes {
  /** By the first rule of a shape. */
  private readonly places = new Map<number, Map<string | undefined, number>>();
  private readonly nextOf = new Map<string, number[]>();
  private readonly edges: number[][];
  private readonly component: Int32Array | undefined;
  private overlaps: PatternTree | undefined;
  private shapeOf = new Map<number, Shape>();
  private beginnings: Beginnings | undefined;
  private edgesLeft = MOST_EDGES;

  constructor(
    private readonly rules: readonly RedirectRule[],
    private readonly index: RuleIndex,
    leadsOn: readonly boolean[],
  ) {
    this.edges = rules.map(() => NOWHERE);
    rules.forEach((_, i) => {
      if (leadsOn[i] && this.edgesLeft > 0) this.edges[i] = this.target(i);
    });
    this.component = this.edgesLeft > 0 ? components(this.edges) : undefined;
  }

  /** Whether two rules may be part of the same loop. */
  mayShareLoop(a: number, b: number): boolean {
    return this.component === undefined || this.component[a] === this.component[b];
  }

  /** Whether a rule may be part of a loop at all. */
  mayLoop(i: number): boolean {
    if (this.component === undefined) return this.edges[i].length > 0;
    return this.edges[i].some((node) => this.component![node] === this.component![i]);
  }

  /** The rules that match a path with tokens for some texts in their place: one of each shape. */
  overlapping(path: string, start: number): number[] {
    return this.sources().overlapping(openPath(path, this.rules[start]));
  }

  /** Whether a source may begin like a target. Nearly all rules of a long list lead to folders that have no rules. */
  private mayOverlap([first]: readonly Segment[]): boolean {
    if (first?.kind !== 'literal') return true;
    this.beginnings ??= beginningsOf(this.rules);
    return this.beginnings.areAny || this.beginnings.texts.has(first.text.toLowerCase());
  }

  /** The edge to the node after a target, which all rules with that target share; none if no rule matches it. */
  private target(i: number): number[] {
    const { source, target } = this.rules[i];
    const path = targetPath(target!);
    const host = target!.origin === undefined ? source.host : sampleHost(target!.origin);
    const open = path.search(TOKEN) < 0 ? undefined : openPath(path, this.rules[i]);
    if (open !== undefined && !this.mayOverlap(open)) return NOWHERE;
    const key = `${host} ${open === undefined ? path : JSON.stringify(open)}`;
    const known = this.nextOf.get(key);
    if (known !== undefined) return known;
    const shapes = open === undefined ? this.index.shapes(path)
      : this.sources().overlapping(open).map((rule) => this.shapeOf.get(rule)!);
    const places = shapes.flatMap((shape) => this.placesFor(shape, host));
    const next = places.length === 0 ? NOWHERE : [this.edges.push(places) - 1];
    this.nextOf.set(key, next);
    this.edgesLeft -= places.length + 1;
    if (this.overlaps !== undefined && this.overlaps.stepsLeft < 0) this.edgesLeft = 0;
    return next;
  }

  private placesFor(shape: Shape, host: string | undefined): number[] {
    const places = this.placesOf(shape);
    if (host !== undefined && !host.startsWith('*')) {
      const names = [undefined, host, ...wildcardsOf(host)];
      return names.flatMap((name) => places.get(name) ?? []);
    }
    const overlaps = (other?: string): boolean =>
      host === undefined || other === undefined || hostFits(host, other) || hostFits(other, host);
    return [...places].filter(([other]) => overlaps(other)).map(([, node]) => node);
  }

  private placesOf({ rules }: Shape): Map<string | undefined, number> {
    const known = this.places.get(rules[0]);
    if (known !== undefined) return known;
    const places = new Map<string | undefined, number>();
    this.places.set(rules[0], places);
    for (const i of rules) {
      const { host } = this.rules[i].source;
      if (!places.has(host)) places.set(host, this.edges.push([]) - 1);
      this.edges[places.get(host)!].push(i);
    }
    return places;
  }

  private sources(): PatternTree {
    if (this.overlaps !== undefined) return this.overlaps;
    this.overlaps = new PatternTree(MOST_EDGES);
    for (const shape of this.index.all()) {
      this.shapeOf.set(shape.rules[0], shape);
      this.overlaps.add(this.rules[shape.rules[0]].source.segments, shape.rules[0]);
    }
    return this.overlaps;
  }
}

/** How sources begin: the texts of their first segments in lower case, and whether one may be any text. */
interface Beginnings {
  readonly texts: ReadonlySet<string>;
  readonly areAny: boolean;
}

function beginningsOf(rules: readonly RedirectRule[]): Beginnings {
  const texts = new Set<string>();
  let areAny = false;
  for (const { source: { segments: [first] } } of rules) {
    if (first?.kind === 'literal') texts.add(first.text.toLowerCase());
    else areAny ||= first !== undefined;
  }
  return { texts, areAny };
}
