import { createRequire } from 'node:module';
import { asset } from './assets';
import { awaitsOutside } from '../core/javascript/asynchronous';
import type { Parsed, SyntaxNode } from '../core/javascript/syntax';
import { withoutSpaces, type Token } from '../core/javascript/without-spaces';

/** The part of acorn that is bundled in `assets/`; the library has no dependencies. */
interface Acorn {
  parse(code: string, options: object): SyntaxNode;
}

const requireHere = createRequire(__filename);
/** Loaded on first use: most apps have no code to parse. */
const acorn = (): Acorn => requireHere(asset('synth', 'acorn.js')) as Acorn;

/** How a file is loaded: as a module of CloudFront Functions, in a function as Node.js does, or as an ES module. */
export type FileKind = 'cloudfront-function' | 'commonjs' | 'module';

/** A cache: the same file is parsed to check it and to compose it. */
const known = new Map<string, Parsed>();

/** Parses a file as a module or, if that fails, as a script. Throws the `SyntaxError` of acorn. */
export function parseJavaScript(code: string, kind: FileKind = 'cloudfront-function'): Parsed {
  const key = `${kind} ${code}`;
  const parsed = known.get(key) ?? parseAs('module', code, kind) ?? parse('script', code, kind);
  known.set(key, parsed);
  return parsed;
}

function parseAs(sourceType: 'module' | 'script', code: string, kind: FileKind): Parsed | undefined {
  try {
    return parse(sourceType, code, kind);
  } catch (thrown) {
    if (isSyntaxError(thrown)) return undefined;
    throw thrown;
  }
}

function parse(sourceType: 'module' | 'script', code: string, kind: FileKind): Parsed {
  const comments: SyntaxNode[] = [];
  const program = acorn().parse(code, {
    ecmaVersion: 'latest',
    sourceType,
    onComment: comments,
    // Node.js runs CommonJS in a function; modules are tried first.
    allowReturnOutsideFunction: kind !== 'cloudfront-function',
  });
  // Acorn accepts it in modules; CommonJS and CloudFront do not.
  if (kind !== 'module' && awaitsOutside(program)) throw new SyntaxError('await outside of an async function');
  return { code, program, comments };
}

/** A file of a CloudFront Function without comments and spaces. As it is, if it is for neither kind of code alone. */
export function shortened(code: string): string {
  for (const sourceType of ['module', 'script']) {
    const tokens: Token[] = [];
    try {
      acorn().parse(code, { ecmaVersion: 'latest', sourceType, onToken: tokens });
      return withoutSpaces(code, tokens);
    } catch (thrown) {
      if (!isSyntaxError(thrown)) throw thrown;
    }
  }
  return code;
}

/** By name, since the class may be that of another realm. */
function isSyntaxError(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'SyntaxError';
}
