import type { IConstruct } from 'constructs';
import { isError, summary, type Problem } from '../core/problem';

/** A construct and its problems. */
export interface Finding {
  readonly owner: IConstruct;
  readonly problems: readonly Problem[];
  /** Where the construct was created, as lines of a stack trace. */
  readonly created?: readonly string[];
}

/**
 * Thrown for invalid input, with every problem of every construct, each with its code (docs/errors.md).
 *
 * Not exported from the package, because jsii does not support error classes; users match on the code in the message.
 */
export class EdgeConfigError extends Error {
  declare readonly problems: readonly Problem[];

  constructor(findings: readonly Finding[]) {
    super(summary(findings.map(({ owner, problems }) => ({ name: owner.node.path, problems }))));
    const own = { value: findings.flatMap(({ problems }) => problems), enumerable: false };
    // Not enumerable: Node.js prints enumerable properties, hundreds of lines that would push the message out of sight.
    Object.defineProperty(this, 'problems', own);
    const created = traces(findings);
    if (created.length > 0) this.stack = [`${this.name}: ${this.message}`, ...created].join('\n');
  }
}

// On the prototype and not on each error, for the same reason.
Object.defineProperty(EdgeConfigError.prototype, 'name', {
  value: 'EdgeConfigError', configurable: true, writable: true,
});

/**
 * The lines of the app that created the constructs. The error is thrown at synthesis, so that its own stack trace has
 * lines of the CDK only.
 */
function traces(findings: readonly Finding[]): string[] {
  const known = findings.flatMap(({ created }) => (created ? [created] : []));
  return known.length === 1 ? [...known[0]] : [...new Set(known.map(outermost))];
}

/** Lines of packages, of Node.js and of this library's constructors. */
const NOT_OF_THE_APP = /[\\/]node_modules[\\/]|node:|^\s*at new (?:Edge|SecurityHeaders)/;

/** The first line of the app, or else the first line. */
function outermost(lines: readonly string[]): string {
  return lines.find((line) => !NOT_OF_THE_APP.test(line)) ?? lines[0];
}

/** Throws at once: for calls that may come when no later synthesis would report the problems. */
export function refuse(owner: IConstruct, problems: readonly Problem[]): void {
  const errors = problems.filter(isError);
  if (errors.length > 0) throw new EdgeConfigError([{ owner, problems: errors }]);
}
