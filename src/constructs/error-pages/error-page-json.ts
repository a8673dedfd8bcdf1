import { Token, Tokenization } from 'aws-cdk-lib';
import { FormedValue, piecesOf } from '../../attach/slots/deploy-value';
import { problemDetailsPage, type ProblemDetailsText } from '../../core/errors/problem-details';

/** The page with the values that are only known at deploy time in such a form that it is JSON whatever they are. */
export function problemDetailsText(options: ProblemDetailsText): string {
  const numbers = new Set<string>();
  const text = problemDetailsPage(JSON.parse(JSON.stringify(options, function (this: any, name, value) {
    // What has a `toJSON` has become a text by now, values of the CDK among them.
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

/** Lists and names that only CloudFormation knows: it could say them in no form that is JSON. */
export function unknownParts(value: unknown): boolean {
  if (Array.isArray(value)) return Token.isUnresolved(value) || value.some(unknownParts);
  if (typeof value !== 'object' || value === null || Tokenization.isResolvable(value)) return false;
  return Object.entries(value).some(([name, member]) => Token.isUnresolved(name) || unknownParts(member));
}
