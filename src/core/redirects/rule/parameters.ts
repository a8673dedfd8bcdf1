import { addName, Complain } from './captures';
import type { ParameterTest } from './model';
import { decodeQuery } from '../url/query';

/** Parses the query of a source; undefined after an error. */
export function parameters(text: string, names: string[], complain: Complain): ParameterTest[] | undefined {
  const tests: ParameterTest[] = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const test = parameterTest(
      equals < 0 ? part : part.slice(0, equals),
      equals < 0 ? undefined : part.slice(equals + 1),
    );
    if (test.is === 'captured' && !addName(test.as, names, complain)) return undefined;
    tests.push(test);
  }
  return tests;
}

/** `id=:id` captures, `page=news` compares, `preview` alone requires presence. */
export function parameterTest(name: string, value: string | undefined): ParameterTest {
  const plain = decodeQuery(name);
  if (value === undefined) return { name: plain, is: 'present' };
  const capture = /^:([A-Za-z_][\w-]*)$/.exec(value)?.[1];
  return capture === undefined
    ? { name: plain, is: 'equal', value: decodeQuery(value) }
    : { name: plain, is: 'captured', as: capture };
}
