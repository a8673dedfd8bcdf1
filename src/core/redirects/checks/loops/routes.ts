import { components } from './components';
import { Overlaps } from '../../overlap/pattern-tree';
import type { RedirectRule } from '../../rule/model';
import { sampleHost } from '../../rule/origin';
import { TOKEN } from '../../rule/tokens';
import { openPath } from '../../traits/open-path';
import { targetPath } from '../../traits/sample';
import { hostFits } from '../../url/hosts';
import { RuleIndex, Shape } from '../rule-index';

/** Most targets lead to no rule. Never added to. */
const NOWHERE: number[] = [];
/** Beyond it everything may lead to everything: two long lists of wildcards can all meet each other. */
const MOST_EDGES = 1_000_000;

/**
 * Which rules may lead back to themselves, whatever a viewer writes in the place of wildcards and whoever he is: of a
 * long list few do, and only they are worth a search.
 */
export class Routes {
  private readonly places = new Map<readonly number[], Map<string | undefined, number>>();
  private readonly nextOf = new Map<string, number[]>();
  private readonly edges: number[][];
  private readonly component: Int32Array | undefined;
  private overlaps: Overlaps | undefined;
  private shapeOf = new Map<number, Shape>();
  private left = MOST_EDGES;

  constructor(
    private readonly rules: readonly RedirectRule[],
    private readonly index: RuleIndex,
    onSite: readonly boolean[],
  ) {
    this.edges = rules.map(() => NOWHERE);
    rules.forEach((_, i) => {
      if (onSite[i] && this.left > 0) this.edges[i] = this.target(i);
    });
    this.component = this.left > 0 ? components(this.edges) : undefined;
  }

  /** Whether two rules may be part of one loop. */
  meet(a: number, b: number): boolean {
    return this.component === undefined || this.component[a] === this.component[b];
  }

  /** Whether a rule may be part of a loop at all. */
  returns(i: number): boolean {
    if (this.component === undefined) return this.edges[i].length > 0;
    return this.edges[i].some((node) => this.component![node] === this.component![i]);
  }

  /** The rules that match a path with tokens if these stand for the right texts: one of each shape. */
  near(path: string, start: number): number[] {
    return this.sources().with(openPath(path, this.rules[start]));
  }

  /** The node for what comes next after a target, shared by all rules that lead there. */
  private target(i: number): number[] {
    const { source, target } = this.rules[i];
    const path = targetPath(target!);
    const host = target!.origin === undefined ? source.host : sampleHost(target!.origin);
    const open = path.search(TOKEN) >= 0;
    const key = `${host} ${open ? JSON.stringify(openPath(path, this.rules[i])) : path}`;
    const known = this.nextOf.get(key);
    if (known !== undefined) return known;
    const shapes = open ? this.near(path, i).map((rule) => this.shapeOf.get(rule)!) : this.index.shapes(path);
    const places = shapes.flatMap((shape) => this.placesFor(shape, host));
    const next = places.length === 0 ? NOWHERE : [this.edges.push(places) - 1];
    this.nextOf.set(key, next);
    this.left -= places.length + 1;
    if (this.overlaps !== undefined && this.overlaps.left < 0) this.left = 0;
    return next;
  }

  private placesFor(shape: Shape, host: string | undefined): number[] {
    const places = this.placesOf(shape);
    if (host !== undefined && !host.startsWith('*')) {
      const names = [undefined, host, ...parentsOf(host)];
      return names.flatMap((name) => places.get(name) ?? []);
    }
    const meets = (other?: string): boolean =>
      host === undefined || other === undefined || hostFits(host, other) || hostFits(other, host);
    return [...places].filter(([other]) => meets(other)).map(([, node]) => node);
  }

  private placesOf({ rules }: Shape): Map<string | undefined, number> {
    const known = this.places.get(rules);
    if (known !== undefined) return known;
    const places = new Map<string | undefined, number>();
    this.places.set(rules, places);
    for (const i of rules) {
      const { host } = this.rules[i].source;
      if (!places.has(host)) places.set(host, this.edges.push([]) - 1);
      this.edges[places.get(host)!].push(i);
    }
    return places;
  }

  private sources(): Overlaps {
    if (this.overlaps !== undefined) return this.overlaps;
    this.overlaps = new Overlaps(MOST_EDGES);
    for (const shape of this.index.all()) {
      this.shapeOf.set(shape.rules[0], shape);
      this.overlaps.add(this.rules[shape.rules[0]].source.segments, shape.rules[0]);
    }
    return this.overlaps;
  }
}

function parentsOf(host: string): string[] {
  const names: string[] = [];
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) names.push(`*${host.slice(dot)}`);
  return names;
}
