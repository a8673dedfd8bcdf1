/** The original method, which user code may replace. */
const { toString } = Function.prototype;

/**
 * Comments and strings, which are removed before the code is analyzed. Template literals and regular expressions are
 * matched as well, so that quotes in them do not start a string, and are kept.
 */
const TEXTS = new RegExp([
  /\/\*[^]*?\*\/|\/\/.*|(['"])(?:\\[^]|(?!\1)[^\\\n])*\1/,
  /(`(?:\\[^]|[^\\`])*`|(?<=[=(,:;!&|?{}[>\n]\s*|return\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/)/,
].map(({ source }) => source).join('|'), 'g');

/** A function whose parameters begin at the first parenthesis. */
const PLAIN = /^(async\b)?\s*(function\b)?\s*[\w$]*\s*\(/;

/** Parameters that contain, or may contain, a method that ends the invocation later. */
const ANSWERING = /\.\.\.|\[|\b(succeed|done|fail)\b/;

/**
 * Whether a handler may return its result later, with the callback or the context.
 *
 * Analyzes the code of the handler. If in doubt, the result is true and the handler is awaited: a guard that is not
 * awaited would let requests pass.
 */
export function mayCallBack(handler: (...values: never[]) => unknown): boolean {
  return handler.length > 2 || (partsOfHandler(handler)?.parameters.length ?? 3) > 2 || usesContext(handler);
}

/** Whether a handler may use the methods of the context that end the invocation. If in doubt, the result is true. */
export function usesContext(handler: (...values: never[]) => unknown): boolean {
  const parts = partsOfHandler(handler);
  if (parts === undefined) return true;
  const { code, parameters, body } = parts;
  const [, context = ''] = parameters;
  return parameters.some((parameter) => parameter.startsWith('...'))
    || (!/^\s*=>/.test(body) && /\barguments\b/.test(code)) // an arrow function has none of its own
    || (context.startsWith('{') ? ANSWERING.test(context) : isHandedOn(context, body));
}

function partsOfHandler(handler: (...values: never[]) => unknown) {
  const code = toString.call(handler).replace(TEXTS, ' $2').trim();
  if (/^(async\s+)?[\w$]+\s*=>/.test(code)) return { code, parameters: [], body: '' }; // the event is its only parameter
  return PLAIN.test(code) && !code.includes('[native code]') ? { code, ...partsOf(code) } : undefined;
}

/** Whether the context is used other than by reading single properties. */
function isHandedOn(context: string, body: string): boolean {
  const [name] = /^[\w$]*/.exec(context)!;
  const uses = body.split(new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name.replace(/\$/g, '\\$&')}(?![\\w$])`)).slice(1);
  return name !== '' && uses.some((behind) => !/^\s*\??\.\s*(?!(succeed|done|fail)\b)[\w$]/.test(behind));
}

function partsOf(code: string): { readonly parameters: readonly string[]; readonly body: string } {
  const parameters = [''];
  let depth = 0;
  let at = code.indexOf('(');
  do {
    const character = code[at++];
    depth += '([{'.includes(character) ? 1 : ')]}'.includes(character) ? -1 : 0;
    if (character === ',' && depth === 1) parameters.push('');
    else parameters[parameters.length - 1] += character;
  } while (depth > 0 && at < code.length);
  parameters[0] = parameters[0].slice(1);
  parameters.push(parameters.pop()!.slice(0, -1));
  return { parameters: parameters.map((text) => text.trim()).filter(Boolean), body: code.slice(at) };
}
