import * as fc from 'fast-check';
import { JsonFault, JsonValue, readJson } from '../../../../../src/core/redirects/formats/json/tokens';
import { cases } from '../../../../support/cases';

/** What `JSON.parse` would have made of it. */
function plain(value: JsonValue): unknown {
  switch (value.type) {
    case 'object': return Object.fromEntries(value.members.map((member) => [member.key, plain(member.value)]));
    case 'array': return value.items.map(plain);
    case 'null': return null;
    default: return value.value;
  }
}

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonFault) return 'refused';
    throw error;
  }
}

describe('the tokenizer reads what JSON.parse reads', () => {
  test('documents', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 1, '\t'), (text, space) => {
      const spaced = JSON.stringify(JSON.parse(text), null, space);
      expect(plain(readJson(spaced))).toEqual(JSON.parse(spaced));
    }), { numRuns: cases(3000) });
  });

  test('damaged documents', () => {
    const damage = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.nat(3),
      fc.constantFrom('', ',', '"', '{', ']', '\\', '\u0000', '1', '-', '.', 'e', 'tru', ' ', '\\u12'),
    );
    fc.assert(fc.property(damage, ([text, at, length, insert]) => {
      const place = at % (text.length + 1);
      const damaged = text.slice(0, place) + insert + text.slice(place + length);
      expect(outcome(() => plain(readJson(damaged)))).toEqual(outcome(() => JSON.parse(damaged)));
    }), { numRuns: cases(20_000) });
  });
});
