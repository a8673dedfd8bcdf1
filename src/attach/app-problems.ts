import { attachCustomSynthesis, Stage } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { EdgeConfigError, refuse, type Finding } from './config-error';
import { isError, type Problem } from '../core/problem';

const PROPERTY = Symbol('cdk-cloudfront-edge.AppProblems');

/** Checks the finished app, after every aspect has run. */
type FinalCheck = () => readonly Problem[];

/**
 * Collects the errors of all constructs of an app, which are reported together when the app is synthesized.
 *
 * A constructor that throws would hide the errors of every construct after it; see docs/adr/013.
 */
export class AppProblems {
  /** The collector of the app that contains the construct. */
  static of(scope: IConstruct): AppProblems {
    const root = scope.node.root as IConstruct & { [PROPERTY]?: AppProblems };
    const known = root[PROPERTY] ?? new AppProblems();
    if (root[PROPERTY] === undefined) Object.defineProperty(root, PROPERTY, { value: known });
    return known;
  }

  private readonly declared = new Map<IConstruct, Finding>();
  private readonly synthesized = new Map<IConstruct, readonly Finding[]>();
  private readonly final: { readonly owner: IConstruct; readonly check: FinalCheck }[] = [];
  private readonly later: { readonly owner: IConstruct; readonly find: FinalCheck; readonly created: string[] }[] = [];
  private readonly stages = new Set<IConstruct>();
  private readonly guarded = new Set<IConstruct>();

  private constructor() {}

  /** Records errors, to be reported at synthesis. Returns whether there are any. */
  add(owner: IConstruct, problems: readonly Problem[]): boolean {
    const errors = problems.filter(isError);
    if (errors.length === 0) return false;
    if (!this.reportFor(owner)) refuse(owner, errors);
    this.guard(owner);
    const before = this.declared.get(owner);
    const created = before?.created ?? creation();
    this.declared.set(owner, { owner, problems: distinct([...before?.problems ?? [], ...errors]), created });
    return true;
  }

  /** Records the findings of this synthesis for a distribution. They replace those of an earlier synthesis. */
  replace(scope: Construct, findings: readonly Finding[]): void {
    const wrong = findings.map((finding) => ({ ...finding, problems: finding.problems.filter(isError) }));
    this.synthesized.set(scope, wrong.filter(({ problems }) => problems.length > 0));
    if (!this.reportFor(scope)) this.throwAll(scope);
    this.guard(scope);
  }

  /** Adds a check for errors that depend on the finished distribution; it runs at synthesis. */
  addLater(owner: IConstruct, find: FinalCheck): void {
    if (!this.reportFor(owner)) refuse(owner, find().filter(isError));
    this.guard(owner);
    this.later.push({ owner, find, created: creation() });
  }

  /** Adds a check that runs after all aspects. */
  addFinalCheck(owner: IConstruct, check: FinalCheck): void {
    this.final.push({ owner, check });
    this.reportFor(owner);
  }

  /** Whether the construct has errors. */
  has(owner: IConstruct): boolean {
    return this.declared.has(owner);
  }

  /** Whether any construct has errors so far. */
  get any(): boolean {
    return this.declared.size > 0 || [...this.synthesized.values()].some((findings) => findings.length > 0)
      || this.later.some(({ find }) => find().some(isError));
  }

  /** Registers a validation that reports the errors. Returns false if the construct is in no stage. */
  private reportFor(owner: IConstruct): boolean {
    const stage = Stage.of(owner);
    if (stage === undefined) return false;
    if (!this.stages.has(stage)) {
      this.stages.add(stage);
      stage.node.addValidation({ validate: () => (this.throwAll(stage), []) });
    }
    return true;
  }

  /** Throws even if the CDK's validation is skipped: the site would otherwise be deployed without the refused parts. */
  private guard(owner: IConstruct): void {
    if (this.guarded.has(owner)) return;
    this.guarded.add(owner);
    attachCustomSynthesis(owner as Construct, {
      onSynthesize: () => { if (this.any) this.throwAll(Stage.of(owner)!); },
    });
  }

  private throwAll(stage: IConstruct): void {
    const own = this.final.filter(({ owner }) => Stage.of(owner) === stage);
    const last = own.map(({ owner, check }) => ({ owner, problems: check() }));
    const later = this.later.map(({ owner, find, created }) => ({ owner, problems: find(), created }));
    const findings = merged([...this.declared.values(), ...later, ...[...this.synthesized.values()].flat(), ...last]);
    if (findings.length > 0) throw new EdgeConfigError(findings);
  }
}

/** One finding per construct with problems, without duplicate problems. */
function merged(findings: readonly Finding[]): Finding[] {
  const owners = [...new Set(findings.filter(({ problems }) => problems.some(isError)).map(({ owner }) => owner))];
  return owners.map((owner) => {
    const own = findings.filter((finding) => finding.owner === owner);
    const problems = distinct(own.flatMap((finding) => finding.problems.filter(isError)));
    return { owner, problems, created: own.find(({ created }) => created)?.created };
  });
}

/** A construct with two steps can find the same problem twice. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** The stack trace of a constructor, from the constructor on. */
function creation(): string[] {
  const lines = (new Error().stack ?? '').split('\n').slice(1);
  const first = lines.findIndex((line) => /^\s*at new (?!AppProblems)/.test(line));
  return first < 0 ? lines : lines.slice(first);
}
