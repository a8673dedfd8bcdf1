import type { IConstruct } from 'constructs';
import { isError, summary, type Problem } from '../core/problem';

/** A construct with what is wrong with it. */
export interface Finding {
  readonly owner: IConstruct;
  readonly problems: readonly Problem[];
  /** Where the construct was created, as lines of a stack trace. */
  readonly created?: readonly string[];
}

/**
 * What is thrown for input that cannot work: every problem of every construct, each with its code (docs/errors.md).
 *
 * Not exported from the package, because jsii knows no error classes; users match on the code in the message.
 */
export class EdgeConfigError extends Error {
  declare readonly problems: readonly Problem[];

  constructor(findings: readonly Finding[]) {
    super(summary(findings.map(({ owner, problems }) => ({ name: owner.node.path, problems }))));
    const own = { value: findings.flatMap(({ problems }) => problems), enumerable: false };
    // Not enumerable, since Node.js prints what is: hundreds of lines, with the message out of sight above them.
    Object.defineProperty(this, 'problems', own);
    const created = traces(findings);
    if (created.length > 0) this.stack = [`${this.name}: ${this.message}`, ...created].join('\n');
  }
}

// Of the class and not of each error, for the same reason.
Object.defineProperty(EdgeConfigError.prototype, 'name', {
  value: 'EdgeConfigError', configurable: true, writable: true,
});

/**
 * The lines of the user that created the constructs: thrown when the app is synthesized, the error would have the
 * lines of the CDK alone.
 */
function traces(findings: readonly Finding[]): string[] {
  const known = findings.flatMap(({ created }) => (created ? [created] : []));
  return known.length === 1 ? [...known[0]] : [...new Set(known.map(outermost))];
}

/** Lines of packages, of Node.js and of our constructors. */
const NOT_THE_USERS = /[\\/]node_modules[\\/]|node:|^\s*at new (?:Edge|SecurityHeaders)/;

/** The first line of the user, or else the first there is. */
function outermost(lines: readonly string[]): string {
  return lines.find((line) => !NOT_THE_USERS.test(line)) ?? lines[0];
}

/** Throws at once: for what is asked of an object in between, when nothing may report it later. */
export function refuse(owner: IConstruct, problems: readonly Problem[]): void {
  const errors = problems.filter(isError);
  if (errors.length > 0) throw new EdgeConfigError([{ owner, problems: errors }]);
}
