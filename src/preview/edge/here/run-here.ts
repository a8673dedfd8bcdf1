import { Script } from 'node:vm';
import type { BoundedCode } from './bounded-code';
import { Budget } from './budget';
import { CHARGED_BUILTINS } from './charged-builtins';
import type { FunctionEvent } from '../function-event';
import { functionRealm, type Prelude, type Session } from '../function-realm';

/** Characters of a text that a function makes. */
const LONGEST_TEXT = 65_536;

/** Characters that the lines of one event may have. */
const LONGEST_LOG = 20_000;

/** What a function returned: objects of its realm, which are read once and never written. */
export interface ResultHere {
  readonly result: unknown;
  readonly logs: readonly string[];
}

/** The checks that the code calls. */
interface Checks {
  spend(units: number): void;
  text(value: unknown): unknown;
  key(value: unknown): unknown;
  subject(value: unknown): unknown;
  degree(of: number): void;
}

type RunFunction = (session: Session, event: object) => unknown;

/** A CloudFront Function in the process of the preview. */
export class FunctionHere {
  private readonly budget = new Budget();
  private readonly prelude: Prelude;
  private readonly run: RunFunction;
  private logs: string[] = [];
  private logged = 0;
  private doubts = 0;

  constructor(
    private readonly bounded: BoundedCode, keyValues: Readonly<Record<string, string>> | undefined, runtime?: string,
  ) {
    const { budget } = this;
    const log = (line: string) => {
      this.logged += line.length;
      if (this.logged > LONGEST_LOG) budget.left = -Infinity;
      else this.logs.push(line);
    };
    const spend = (units: number) => budget.spend(units);
    const { context, prelude } = functionRealm({ log, spend }, keyValues, () => undefined, runtime);
    this.prelude = prelude;
    // The budget stays in closures of the realm: no code of the function has it.
    const checks = new Script(CHARGED_BUILTINS).runInContext(context)(budget, LONGEST_TEXT, prelude.apply) as Checks;
    checks.degree(bounded.degree);
    this.run = compiled(bounded, checks, (source) => new Script(source, { filename: 'function.js' })
      .runInContext(context) as (...given: unknown[]) => RunFunction);
  }

  /**
   * Runs the function; undefined if there is any doubt about the result, so that it has to run in a process. Errors are
   * doubts, too: the process reports them, and knows a loop without an end from one that is only long.
   */
  invoke(event: FunctionEvent): ResultHere | undefined | Promise<ResultHere | undefined> {
    if (this.doubts >= MOST_DOUBTS) return undefined;
    const { budget, prelude } = this;
    const logs: string[] = this.logs = [];
    this.logged = 0;
    budget.begin();
    try {
      const session = prelude.session();
      const given = prelude.build(event, this.bounded.usesRawQuery);
      const result = this.run(session, given) as { then?: unknown } | undefined;
      if (typeof result !== 'object' || result === null) return this.doubt();
      if (typeof result.then === 'function') return this.settled(result as Promise<unknown>, session, logs);
      return budget.left < 0 ? this.doubt() : { result: prelude.withOrigin(result, session), logs };
    } catch {
      return this.doubt();
    }
  }

  /** Nothing of a realm waits for anything outside, so that a promise is settled after the current jobs or never. */
  private settled(result: Promise<unknown>, session: Session, logs: string[]): Promise<ResultHere | undefined> {
    return new Promise((resolve) => {
      const never = setImmediate(() => resolve(this.doubt()));
      const done = (answer: ResultHere | undefined) => {
        clearImmediate(never);
        resolve(answer);
      };
      result.then(
        (value) => done(this.budget.left < 0 || typeof value !== 'object' || value === null
          ? this.doubt() : { result: this.prelude.withOrigin(value, session), logs }),
        () => done(this.doubt()),
      );
    });
  }

  /** A function that often needs a process is run only there. */
  private doubt(): undefined {
    this.doubts += this.budget.left < 0 ? 1 : 0;
    return undefined;
  }
}

const MOST_DOUBTS = 3;

/** Globals are parameters: in a context, each use of a global would ask the sandbox for it. */
function compiled(
  { code, names, globals }: BoundedCode, checks: Checks,
  compile: (source: string) => (...given: unknown[]) => RunFunction,
): RunFunction {
  const { spend, text, key, subject, module } = names;
  const ofEvent = ['console', 'require'].filter((name) => globals.includes(name));
  const fixed = globals.filter((name) => !ofEvent.includes(name));
  const source = `(function (${[spend, text, key, subject].join()}) { 'use strict'; `
    + `${fixed.map((name) => `var ${name} = globalThis.${name};`).join('')}`
    + `return function (${module}session, ${module}event) { `
    + `${ofEvent.map((name) => `var ${name} = ${module}session.${name};`).join('')}`
    + `${code.includes(`${module}(`) ? `var ${module} = ${module}session.require;` : ''}`
    + `return (function () { ${code}\n;return handler; })()(${module}event); }; })`;
  return compile(source)(checks.spend, checks.text, checks.key, checks.subject);
}
