import { attachCustomSynthesis, Stage } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { EdgeConfigError, refuse, type Finding } from './config-error';
import { isError, type Problem } from '../core/problem';

const PROPERTY = Symbol('cdk-cloudfront-edge.AppProblems');

/** Looks at the finished app, when every aspect has run. */
type FinalCheck = () => readonly Problem[];

/**
 * What is wrong with the constructs of an app, reported all at once when it is synthesized.
 *
 * A constructor that throws keeps all constructs after it from saying what is wrong with them; see docs/adr/013.
 */
export class AppProblems {
  /** Those of the app that a construct is in. */
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

  /** Keeps the errors for the synthesis, and says whether there are any. */
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

  /** What was found in this synthesis for a distribution, in place of what was found in one before. */
  replace(scope: Construct, findings: readonly Finding[]): void {
    const wrong = findings.map((finding) => ({ ...finding, problems: finding.problems.filter(isError) }));
    this.synthesized.set(scope, wrong.filter(({ problems }) => problems.length > 0));
    if (!this.reportFor(scope)) this.throwAll(scope);
    this.guard(scope);
  }

  /** Asks when the app is synthesized for errors that depend on what is said of the distribution until then. */
  addLater(owner: IConstruct, find: FinalCheck): void {
    if (!this.reportFor(owner)) refuse(owner, find().filter(isError));
    this.guard(owner);
    this.later.push({ owner, find, created: creation() });
  }

  /** Asks at the very end, when a later aspect has had its chance. */
  addFinalCheck(owner: IConstruct, check: FinalCheck): void {
    this.final.push({ owner, check });
    this.reportFor(owner);
  }

  /** Whether a construct is known to be wrong. */
  has(owner: IConstruct): boolean {
    return this.declared.has(owner);
  }

  /** Whether anything is known to be wrong by now. */
  get any(): boolean {
    return this.declared.size > 0 || [...this.synthesized.values()].some((findings) => findings.length > 0)
      || this.later.some(({ find }) => find().some(isError));
  }

  /** Has the synthesis report, if the construct is in what can be synthesized. */
  private reportFor(owner: IConstruct): boolean {
    const stage = Stage.of(owner);
    if (stage === undefined) return false;
    if (!this.stages.has(stage)) {
      this.stages.add(stage);
      stage.node.addValidation({ validate: () => (this.throwAll(stage), []) });
    }
    return true;
  }

  /** Whoever skips the validation of the CDK would otherwise deploy a site without what was refused. */
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

/** One finding for each construct that has problems, each problem once. */
function merged(findings: readonly Finding[]): Finding[] {
  const owners = [...new Set(findings.filter(({ problems }) => problems.some(isError)).map(({ owner }) => owner))];
  return owners.map((owner) => {
    const own = findings.filter((finding) => finding.owner === owner);
    const problems = distinct(own.flatMap((finding) => finding.problems.filter(isError)));
    return { owner, problems, created: own.find(({ created }) => created)?.created };
  });
}

/** A construct with two steps has two chances to meet the same problem. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** The stack trace of a constructor, from the constructor on. */
function creation(): string[] {
  const lines = (new Error().stack ?? '').split('\n').slice(1);
  const first = lines.findIndex((line) => /^\s*at new (?!AppProblems)/.test(line));
  return first < 0 ? lines : lines.slice(first);
}
