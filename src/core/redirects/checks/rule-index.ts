import { FeatureTable, sourceFeatures } from './path-features';
import { viewerPath } from '../../facts/root-object';
import { fits } from '../pattern/matches';
import { isExact, RedirectRule } from '../rule/model';
import { exactPath, matchingFlags, patternBytes, patternText } from '../traits/texts';
import { hostFits } from '../url/hosts';

/** Rules that match the same paths. No rule is in two of them, so that the first one stands for all. */
export interface Shape {
  readonly rules: number[];
}

/**
 * Finds all rules whose source matches a path, whatever their precedence: for the analysis and for explanations, never
 * at the edge.
 */
export class RuleIndex {
  /** The rules of each path in lower case; nearly all paths have one, for which no list is kept. */
  private readonly exact = new Map<string, number | number[]>();
  private readonly patterns = new FeatureTable<Shape>();
  private readonly bytes = new Map<number, Uint8Array>();
  private readonly exactShapes = new Map<string, Shape[]>();
  private readonly patternShapes: readonly Shape[];
  private last?: { readonly path: string; readonly shapes: readonly Shape[] };

  /** @param objectPath path of the default root object: it is matched as `/` */
  constructor(private readonly rules: readonly RedirectRule[], private readonly objectPath = '') {
    const open: number[] = [];
    rules.forEach((rule, i) => {
      if (isExact(rule.source)) {
        this.file(exactPath(rule).toLowerCase(), i);
      } else {open.push(i);}
    });
    this.patternShapes = this.shapesOf(open);
    this.filePatterns(this.patternShapes);
  }

  /** All groups of rules that match the same paths. */
  all(): Shape[] {
    return [...[...this.exact.keys()].flatMap((key) => this.exactAt(key)), ...this.patternShapes];
  }

  /** The rules that match a path, in the order of the file. The host is compared only if it is given. */
  fitting(path: string, host?: string): number[] {
    const all = this.shapes(path).flatMap(({ rules }) => rules);
    return (host === undefined ? all : all.filter((i) => hostFits(this.rules[i].source.host, host))).sort(
      (a, b) => a - b,
    );
  }

  /**
   * The rules that match a path, in groups that match the same paths: thousands may differ only by a parameter or a
   * host.
   */
  shapes(requested: string): readonly Shape[] {
    const path = viewerPath(requested, this.objectPath);
    // Rules of one path follow each other.
    if (path === this.last?.path) return this.last.shapes;
    const key = (path.endsWith('/') ? path.slice(0, -1) : path).toLowerCase();
    const shapes: Shape[] = [];
    for (const shape of this.exactAt(key)) if (this.matches(shape, path)) shapes.push(shape);
    for (const shape of this.patterns.at(key)) if (this.matches(shape, path)) shapes.push(shape);
    this.last = { path, shapes };
    return shapes;
  }

  /** Whether the source of a rule matches a path, whatever its host. */
  fits(i: number, path: string): boolean {
    return this.matches({ rules: [i] }, viewerPath(path, this.objectPath));
  }

  private exactAt(key: string): readonly Shape[] {
    const rules = this.exact.get(key);
    if (rules === undefined) return NONE;
    if (typeof rules === 'number') return [{ rules: [rules] }];
    let shapes = this.exactShapes.get(key);
    if (shapes === undefined) this.exactShapes.set(key, shapes = this.shapesOf(rules));
    return shapes;
  }

  private shapesOf(rules: readonly number[]): Shape[] {
    const shapes = new Map<string, Shape>();
    for (const i of rules) {
      const { caseSensitive, dialect, source } = this.rules[i];
      const key = `${caseSensitive ? 'A' : 'a'}${dialect.slash === 'strict' ? String(source.slash) : ''} `
        + `${patternText(this.rules[i])}`;
      const shape = shapes.get(key);
      if (shape !== undefined) shape.rules.push(i);
      else shapes.set(key, { rules: [i] });
    }
    return [...shapes.values()];
  }

  /** Files each shape under its rarest feature, so that few shapes are tried for a path in vain. */
  private filePatterns(shapes: readonly Shape[]): void {
    const features = shapes.map(({ rules: [i] }) => sourceFeatures(this.rules[i]));
    const counts = new Map<string, number>();
    for (const feature of features.flat()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    shapes.forEach((shape, i) => this.patterns.add(rarest(features[i], counts), shape));
  }

  private matches(shape: Shape, path: string): boolean {
    const rule = this.rules[shape.rules[0]];
    const strict =
      rule.dialect.slash === 'strict' && !rule.source.segments.some((s) => s.kind === 'star' || s.kind === 'splat');
    if (strict && path.length > 1 && path.endsWith('/') !== rule.source.slash) return false;
    // Most rules of a long list are exact, and keeping a pattern for each would take more memory than the rules.
    if (isExact(rule.source)) {
      return sameText(patternText(rule), path.endsWith('/') ? path.slice(0, -1) : path, rule.caseSensitive);
    }
    let pattern = this.bytes.get(shape.rules[0]);
    if (pattern === undefined) {
      this.bytes.set(shape.rules[0], (pattern = patternBytes(rule)));
    }
    return fits(pattern, 0, pattern.length, { path }, matchingFlags(rule)) !== undefined;
  }

  private file(key: string, rule: number): void {
    const rules = this.exact.get(key);
    if (rules === undefined) this.exact.set(key, rule);
    else if (typeof rules === 'number') this.exact.set(key, [rules, rule]);
    else rules.push(rule);
  }
}

const NONE: readonly Shape[] = [];

function rarest(features: readonly string[], counts: ReadonlyMap<string, number>): string {
  return features.reduce(
    (best, feature) => (best === '' || counts.get(feature)! < counts.get(best)! ? feature : best),
    '',
  );
}

function sameText(pattern: string, path: string, caseSensitive: boolean): boolean {
  return pattern === (caseSensitive ? path : path.toLowerCase());
}
