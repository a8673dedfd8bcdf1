import { matchingFlags, patternText } from '../compile/texts';
import { insert, newNode, TrieNode } from '../compile/trie';
import { isExact, RedirectRule } from '../model';
import { fits } from '../program/pattern';

/** Finds all rules whose source fits a path, whoever would win: for the analysis and for explanations, never at the edge. */
export class RuleIndex {
  private readonly exact = new Map<string, number[]>();
  private readonly root: TrieNode = newNode();
  private readonly patterns: (Uint8Array | undefined)[] = [];
  /** Rules by the text before their first wildcard, sorted by it. */
  private leads: { readonly text: string; readonly rule: number }[] | undefined;

  constructor(private readonly rules: readonly RedirectRule[]) {
    rules.forEach(({ source }, i) => {
      if (isExact(source)) this.file(source.segments.map((s) => (s.kind === 'literal' ? `/${s.text}` : '')).join('').toLowerCase(), i);
      else insert(this.root, source.segments, i, true);
    });
  }

  /** Rules in the order of the file. A host is looked at only if it is given. */
  fitting(path: string, host?: string): number[] {
    const key = (path.endsWith('/') ? path.slice(0, -1) : path).toLowerCase();
    const proposed = [...(this.exact.get(key) ?? [])];
    walk(this.root, key, 0, key.length, false, proposed);
    return proposed.filter((i) => this.fits(i, path) && (host === undefined || hostFits(this.rules[i].source.host, host))).sort((a, b) => a - b);
  }

  /** Rules that could fit some path that begins with a text: more than do, never fewer. */
  near(lead: string): number[] {
    const text = lead.toLowerCase();
    this.leads ??= this.rules.map((rule, i) => ({ text: leadOf(rule).toLowerCase(), rule: i })).sort((a, b) => (a.text < b.text ? -1 : 1));
    const found: number[] = [];
    for (let length = 0; length < text.length; length++) this.withLead(text.slice(0, length), true, found);
    this.withLead(text, false, found);
    return found;
  }

  private withLead(text: string, whole: boolean, found: number[]): void {
    const leads = this.leads!;
    let low = 0;
    for (let high = leads.length; low < high;) {
      const middle = Math.floor((low + high) / 2);
      if (leads[middle].text < text) low = middle + 1;
      else high = middle;
    }
    // A rule that begins with less text and has no wildcard ends there.
    for (; low < leads.length && (whole ? leads[low].text === text : leads[low].text.startsWith(text)); low++) {
      if (!whole || !isExact(this.rules[leads[low].rule].source)) found.push(leads[low].rule);
    }
  }

  private fits(index: number, path: string): boolean {
    const rule = this.rules[index];
    const strict = rule.dialect.slash === 'strict' && !rule.source.segments.some((s) => s.kind === 'star' || s.kind === 'splat');
    if (strict && path.length > 1 && path.endsWith('/') !== rule.source.slash) return false;
    // Most rules of a long list are exact, and keeping a pattern for each would take more memory than the rules.
    if (isExact(rule.source)) return sameText(patternText(rule), path.endsWith('/') ? path.slice(0, -1) : path, rule.caseSensitive);
    const pattern = this.patterns[index] ??= Uint8Array.from(patternText(rule), (char) => char.charCodeAt(0));
    return fits(pattern, 0, pattern.length, path, matchingFlags(rule)) !== undefined;
  }

  private file(key: string, rule: number): void {
    const rules = this.exact.get(key);
    if (rules) rules.push(rule);
    else this.exact.set(key, [rule]);
  }
}

function sameText(pattern: string, path: string, caseSensitive: boolean): boolean {
  return pattern === (caseSensitive ? path : path.toLowerCase());
}

export function hostFits(pattern: string | undefined, host: string): boolean {
  if (pattern === undefined || pattern === host) return true;
  return pattern.startsWith('*') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1;
}

function walk(node: TrieNode, key: string, from: number, to: number, backwards: boolean, found: number[]): void {
  if (backwards || from === to) found.push(...node.rules);
  if (from < to) {
    const start = backwards ? key.lastIndexOf('/', to - 1) : from;
    const slash = backwards ? to : key.indexOf('/', from + 1);
    const end = slash < 0 ? to : slash;
    const text = key.slice(start + 1, end);
    const go = (child: TrieNode): void => (backwards ? walk(child, key, from, start, true, found) : walk(child, key, end, to, false, found));
    const literal = node.literals.get(text);
    if (literal) go(literal);
    for (const [prefix, child] of node.prefixes) if (text.startsWith(prefix)) go(child);
    for (const [suffix, child] of node.suffixes) if (text.endsWith(suffix)) go(child);
    if (node.wild && text !== '') go(node.wild);
  }
  if (node.splat) walk(node.splat, key, from, to, true, found);
}

/** The text of a source before its first wildcard; of `/a/*`, which fits `/a` too, it is `/a`. */
function leadOf({ source: { segments } }: RedirectRule): string {
  let text = '';
  for (const segment of segments) {
    if (segment.kind === 'splat') return text;
    text += '/';
    if (segment.kind !== 'literal') return text + (typeof segment.pieces[0] === 'string' ? segment.pieces[0] : '');
    text += segment.text;
  }
  return text;
}
