import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../core/facts/edge-limits';
import { dialectFaults, placeIn } from '../../core/javascript/dialect';
import type { SyntaxNode } from '../../core/javascript/syntax';
import type { CloudFrontFunction } from '../assembly/distribution';

/** The code of a CloudFront Function, and why CloudFront would not run it. */
export interface ParsedFunction {
  /** Undefined if the code does not parse. */
  readonly program?: SyntaxNode;
  /** With line and column. */
  readonly faults: readonly string[];
}

/** A cache: code does not change. */
const known = new WeakMap<object, ParsedFunction>();

export function parseFunction(fn: Pick<CloudFrontFunction, 'code' | 'runtime'>): ParsedFunction {
  let parsed = known.get(fn);
  if (parsed === undefined) known.set(fn, (parsed = parse(fn.code, fn.runtime)));
  return parsed;
}

function parse(code: string, runtime: string): ParsedFunction {
  const bytes = Buffer.byteLength(code);
  const size = bytes > CLOUDFRONT_FUNCTION_CODE_MAX_BYTES
    ? [`it has ${bytes} bytes of ${CLOUDFRONT_FUNCTION_CODE_MAX_BYTES} allowed`] : [];
  try {
    const program = acorn().parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
    const faults = dialectFaults(program, runtime).map(({ start, what }) => {
      const { line, column } = placeIn(code, start);
      return `line ${line}, column ${column}: its runtime does not have ${what}`;
    });
    return { program, faults: [...size, ...faults] };
  } catch (thrown) {
    const { message, loc } = thrown as Error & { loc?: { line: number; column: number } };
    if (loc === undefined) throw thrown;
    return { faults: [...size, `line ${loc.line}, column ${loc.column + 1}: ${message.replace(/ \(\d+:\d+\)$/, '')}`] };
  }
}

interface Acorn {
  parse(code: string, options: object): SyntaxNode;
}

let loaded: Acorn | undefined;

/** The parser that synthesis uses, too. It is loaded on first use: most distributions have no CloudFront Function. */
function acorn(): Acorn {
  return loaded ??= createRequire(__filename)(parserFile()) as Acorn;
}

/** In `assets/` of the package, wherever in it this file was bundled to. */
function parserFile(): string {
  for (let folder = resolve(__dirname); ; folder = dirname(folder)) {
    const file = join(folder, 'assets/synth/acorn.js');
    if (existsSync(file)) return file;
    if (dirname(folder) === folder) throw new Error(`no assets/synth/acorn.js above ${__dirname}; build the package`);
  }
}
