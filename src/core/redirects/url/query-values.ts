import { decodeQuery, partsOf } from './query';

/** The decoded values of a parameter, in the order in which they were sent. */
export function valuesOf(query: string, name: string): string[] {
  const parts = partsOf(query);
  return parts.flatMap((from, i) => {
    const [nameEnd, end] = [parts[i + 1], parts[i + 2]];
    return i % 3 === 0 && decodeQuery(query.slice(from, nameEnd)) === name
      ? [decodeQuery(query.slice(nameEnd + 1, end))]
      : [];
  });
}
