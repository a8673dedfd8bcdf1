import { Token, Tokenization } from 'aws-cdk-lib';
import { FormedValue, piecesOf } from '../../attach/slots/deploy-value';
import { problemDetailsPage, type ProblemDetailsText } from '../../core/errors/problem-details';

/** The page, with values that are only known at deploy time in a form that keeps it valid JSON. */
export function problemDetailsText(options: ProblemDetailsText): string {
  const numbers = new Set<string>();
  const text = problemDetailsPage(JSON.parse(JSON.stringify(options, function (this: any, name, value) {
    // `value` is the result of `toJSON`, which tokens have, too; `this[name]` is the original value.
    return formed(this[name], value, numbers);
  })) as ProblemDetailsText);
  return [...numbers].reduce((page, number) => page.replaceAll(JSON.stringify(number), number), text);
}

function formed(given: unknown, value: unknown, numbers: Set<string>): unknown {
  if (Tokenization.isResolvable(given)) return FormedValue.of(given, 'json').toString();
  if (typeof given === 'number' && Token.isUnresolved(given)) {
    const number = FormedValue.of(Tokenization.reverseNumber(given)!, 'json-number').toString();
    numbers.add(number);
    return number;
  }
  if (typeof value !== 'string') return value;
  const pieces = piecesOf(value);
  return pieces.map((piece) => (typeof piece === 'string' ? piece : FormedValue.of(piece, 'json').toString())).join('');
}

/** Whether lists or member names are only known at deploy time, which cannot be rendered as JSON. */
export function unknownParts(value: unknown): boolean {
  if (Array.isArray(value)) return Token.isUnresolved(value) || value.some(unknownParts);
  if (typeof value !== 'object' || value === null || Tokenization.isResolvable(value)) return false;
  return Object.entries(value).some(([name, member]) => Token.isUnresolved(name) || unknownParts(member));
}
