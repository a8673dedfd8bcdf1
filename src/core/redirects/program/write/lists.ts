import type { Atoms, AtomTest } from './atoms';
import type { ByteWriter } from './bytes';
import type { Candidate } from './candidate';
import { Choice, MOST_TOGETHER, part } from './choice';
import type { Times } from './times';
import { CAPTURED, FIRST_HEADER, HEADERS, PATH, QUERY, START } from '../../rule/channels';
import { CHOICE } from '../format';

/** So many headers take less time to read by name than all headers of a request to look up. */
const MOST_HEADERS = 8;

/** The rules of a list that require an atom. */
interface Member {
  readonly best: number;
  readonly atom: number;
  readonly place: number;
  /** A second test that they require. */
  readonly also?: AtomTest;
}

/** Writes lists of several rules: short ones as they are, long ones partitioned by what their rules test. */
export class ListWriter {
  /** The places of the records and choices of prepared lists. */
  private readonly recordOf: number[] = [];
  private readonly choiceOf = new Map<number, number>();
  /** Entries for the table: they are written when all atoms are known. */
  private readonly entries: { readonly choice: number; readonly member: Member }[] = [];
  private choices = 0;

  constructor(
    private readonly out: ByteWriter,
    private readonly atoms: Atoms,
    private readonly rank: (rule: number) => number,
    private readonly record: (rule: number) => void,
  ) {}

  /** Writes what a list refers to; the list itself must follow. */
  prepare(list: readonly Candidate[]): void {
    for (const { rule } of list) {
      // As a list of one rule.
      this.out.byte(0);
      this.recordOf[rule] = this.out.length;
      this.record(rule);
    }
    const choice = part(list, new Set());
    if (choice !== undefined) this.choiceOf.set(list[0].rule, this.choice(choice, new Set(), commonOf(list)));
  }

  write(rules: readonly number[]): void {
    const choice = this.choiceOf.get(rules[0]);
    if (choice === undefined) return this.together(rules);
    this.out.number(1);
    this.out.number(choice);
  }

  /** Writes table entries for the members of choices. */
  finish(head: (seed: number) => void): void {
    for (const { choice, member } of this.entries) {
      head((choice * (this.atoms.count + 1) + member.atom) * 8 + CHOICE);
      this.place(member);
    }
  }

  private place({ place, also }: Member): void {
    this.out.number(2 * place + (also === undefined ? 0 : 1));
    if (also === undefined) return;
    this.out.number(also.channel);
    this.out.number(also.atoms[0]);
  }

  /** The place of a prepared record as a list. */
  private alone(rule: number): number {
    return this.recordOf[rule] - 1;
  }

  private together(rules: readonly number[]): void {
    this.out.number(rules.length + 1);
    for (const rule of rules) this.out.number(this.recordOf[rule]);
  }

  /** Writes a list that others refer to, and returns its place. */
  private list(list: readonly Candidate[], known: ReadonlySet<number>, atom: number): number {
    if (list.length === 1) return this.alone(list[0].rule);
    const isShort = list.length <= MOST_TOGETHER;
    const within = isShort ? known : new Set([...known, atom]);
    const choice = isShort ? undefined : part(list, within);
    const at = choice && this.choice(choice, within);
    const place = this.out.length;
    if (at === undefined) {
      this.together(list.map(({ rule }) => rule));
    } else {
      this.out.number(1);
      this.out.number(at);
    }
    return place;
  }

  /** Writes a range of time spans, and returns twice its place; one more if it is divided. */
  private split(times: Times, from: number, to: number): number {
    const { out } = this;
    if (from === to) {
      const rules = times.spans[from];
      if (rules.length === 0) return 0;
      if (rules.length === 1) return 2 * this.alone(rules[0]);
      const place = out.length;
      this.together(rules);
      return 2 * place;
    }
    const middle = Math.floor((from + to) / 2);
    const [before, after] = [this.split(times, from, middle), this.split(times, middle + 1, to)];
    const place = out.length;
    for (const n of [times.points[middle], before, after]) out.number(n);
    return 2 * place + 1;
  }

  /** The channel by which each atom is found: many headers are read at once, as one channel. */
  private channelsFor(keys: readonly number[]): (atom: number) => number {
    const { channels } = this.atoms;
    const headers = new Set(keys.map((atom) => channels[atom]).filter((channel) => channel >= FIRST_HEADER));
    if (headers.size <= MOST_HEADERS) return (atom) => channels[atom];
    this.atoms.hasManyHeaders = true;
    return (atom) => Math.min(channels[atom], HEADERS);
  }

  /** Writes a choice, and returns its place. */
  private choice(
    { rest, members, times }: Choice, known: ReadonlySet<number>, common?: Candidate['climbing'],
  ): number {
    const { out } = this;
    const restAt = rest.length > 0 ? this.list(rest, known, -1) : 0;
    const channelOf = this.channelsFor([...members.keys()]);
    const groups = new Map<number, Member[]>();
    for (const [atom, list] of members) {
      const isMet = (other: number): boolean => other === atom || known.has(other);
      const also = list.length > 1 ? undefined : alsoRequired(list, this.atoms.channels[atom], isMet);
      const member = { best: this.rank(list[0].rule), atom, place: this.list(list, known, atom), also };
      const group = groups.get(channelOf(atom));
      if (group === undefined) groups.set(channelOf(atom), [member]);
      else group.push(member);
    }
    const dated = times && {
      channel: START,
      best: this.rank(times.best),
      size: 0,
      place: this.split(times, 0, times.points.length),
    };
    const written = [...groups].map(([channel, group]) => {
      group.sort((a, b) => a.best - b.best);
      const place = out.length;
      for (const member of group) {
        out.number(member.best);
        out.number(member.atom);
        this.place(member);
      }
      return { channel, best: group[0].best, size: group.length, place };
    }).concat(dated ?? []).sort((a, b) => a.best - b.best);
    const choice = this.choices++;
    const at = out.length;
    out.number(4 * choice + (common ? 2 : 0) + (restAt > 0 ? 1 : 0));
    if (restAt > 0) out.number(restAt);
    if (common) for (const n of [common.pattern, common.flags]) out.number(n);
    out.number(written.length);
    for (const { channel, best, size, place } of written) for (const n of [channel, best, size, place]) out.number(n);
    for (const group of groups.values()) {
      for (const member of group) this.entries.push({ choice, member });
    }
    return at;
  }
}

/** The pattern of all rules: if its captures fit none of their targets, none has to be looked for. */
function commonOf(list: readonly Candidate[]): Candidate['climbing'] {
  const [{ climbing }] = list;
  // Requests under the target of a rule are exempt all the same.
  const isCommon = list.every((each) => each.guard === undefined && each.climbing?.pattern === climbing?.pattern);
  return isCommon ? climbing : undefined;
}

/** A second test of a list of one rule, if it may be read as soon as the atom is known to hold. */
function alsoRequired(
  [{ tests, guard }]: readonly Candidate[],
  channel: number,
  isMet: (atom: number) => boolean,
): AtomTest | undefined {
  if (guard !== undefined) return undefined;
  return tests.find((test) => {
    // Users can observe whether a header is read, but not the URL, nor a second header after a first.
    const isFree = test.channel === QUERY || test.channel === PATH || (channel !== QUERY && channel !== PATH);
    return isFree && test.channel !== CAPTURED && test.atoms.length === 1 && !isMet(test.atoms[0]);
  });
}
