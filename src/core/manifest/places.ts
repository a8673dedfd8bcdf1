/** Where a rule was written. Lines and columns count from 1. */
export interface RulePlace {
  readonly file?: string;
  readonly line: number;
  readonly column: number;
}

/** A run has five numbers: count of rules, file, line of the first rule, lines between rules, column. */
export const RUN_LENGTH = 5;

export interface PackedPlaces {
  readonly files: readonly string[];
  readonly places: readonly number[];
}

/**
 * Run-length encodes the places of rules. Rules of a file are mostly on consecutive lines, so that a hundred thousand
 * of them are one run; in the worst case a rule takes twenty bytes of JSON.
 */
export function packPlaces(rules: readonly RulePlace[]): PackedPlaces {
  const numbers = new Map<string, number>();
  const places: number[] = [];
  let [count, file, first, step, column, last] = [0, -1, 0, 0, 0, 0];
  const end = (): void => { if (count > 0) places.push(count, file, first, step, column); };
  for (const rule of rules) {
    const name = rule.file ?? '';
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    const alike = count > 0 && numbers.get(name) === file && rule.column === column;
    if (alike && (count === 1 || rule.line - last === step)) {
      [count, step] = [count + 1, rule.line - last];
    } else {
      end();
      [count, file, first, step, column] = [1, numbers.get(name)!, rule.line, 0, rule.column];
    }
    last = rule.line;
  }
  end();
  return { files: [...numbers.keys()], places };
}

/** The place of one rule; undefined if there is no such rule. */
export function placeOf(rule: number, { files, places }: PackedPlaces): RulePlace | undefined {
  let before = 0;
  for (let run = 0; run < places.length; run += RUN_LENGTH) {
    const count = places[run];
    if (rule >= before && rule < before + count) {
      const [file, line, step, column] = places.slice(run + 1, run + RUN_LENGTH);
      return { file: files[file] || undefined, line: line + (rule - before) * step, column };
    }
    before += count;
  }
  return undefined;
}
