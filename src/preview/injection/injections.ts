import { parseBlock, type InjectedBlock } from './block';
import { countryProblems } from './country';
import { parseFault, type OriginFault } from './origin-fault';
import { isInShare, type Share } from './share';
import { matchesPathPattern, normalizePathForMatching } from '../../core/facts/path-pattern';
import type { Problem } from '../../core/problem';

/** What is injected, as texts: options, the console and tests have the same. */
export interface InjectionTexts {
  readonly blocks: readonly string[];
  readonly faults: readonly string[];
  /** The country of viewers, such as `DE`. */
  readonly country?: string;
}

const NOTHING: InjectionTexts = { blocks: [], faults: [] };

/** What happens to requests although the app does not say so. It can be changed while the preview runs. */
export class Injections {
  private blocks: readonly InjectedBlock[] = [];
  private faults: readonly OriginFault[] = [];
  private current: InjectionTexts = NOTHING;
  /** How many requests, or attempts at origins, each injection was considered for. */
  private readonly counts = new Map<string, number>();

  /** @param origins Names of the origins, which faults may have. */
  constructor(private readonly origins: readonly string[]) {}

  get texts(): InjectionTexts {
    return this.current;
  }

  get country(): string | undefined {
    return this.current.country;
  }

  /** Replaces all injections, or returns what is wrong with the new ones, and then nothing changes. */
  set({ blocks, faults, country }: InjectionTexts): Problem[] {
    const read = [...blocks.map(parseBlock), ...faults.map((text) => parseFault(text, this.origins))];
    const wrong = read.filter((one): one is Problem => 'severity' in one);
    const problems = [...wrong, ...countryProblems(country)];
    if (problems.length > 0) return problems;
    this.blocks = read.filter((one): one is InjectedBlock => 'kind' in one);
    this.faults = read.filter((one): one is OriginFault => 'target' in one);
    this.current = { blocks, faults, ...(country !== undefined && { country }) };
    this.counts.clear();
    return [];
  }

  /** What was injected while the preview ran stays when the app is read again, unless options change it. */
  keep({ texts }: Injections, changes: object): void {
    if (!['blocks', 'faults', 'country'].some((name) => name in changes)) this.set(texts);
  }

  /** @param isCounted False for a request that is only tried out: it gets what the next request would get. */
  blockFor(uri: string, isCounted: boolean): InjectedBlock | undefined {
    if (this.blocks.length === 0) return undefined;
    const path = normalizePathForMatching(uri);
    return this.blocks.find((block) => matchesPathPattern(block.pathPattern, path) && this.isNext(block, isCounted));
  }

  /**
   * The fault of an attempt at an origin.
   *
   * @param names The names of the origin; `uri` is the path that it gets.
   * @param trial Of a request that is only tried out: the number of its attempt, counted from 1.
   */
  faultFor(names: readonly string[], uri: string, trial?: number): OriginFault | undefined {
    if (this.faults.length === 0) return undefined;
    const path = normalizePathForMatching(uri);
    return this.faults.find((fault) => (
      (fault.isOrigin ? names.includes(fault.target) : matchesPathPattern(fault.target, path))
      && this.isNext(fault, trial === undefined, trial)));
  }

  private isNext(injection: Share & { readonly text: string }, isCounted: boolean, ahead = 1): boolean {
    const number = (this.counts.get(injection.text) ?? 0) + ahead;
    if (isCounted) this.counts.set(injection.text, number);
    return isInShare(number, injection);
  }
}
