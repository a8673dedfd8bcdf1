/** Of Node.js, whatever the code of the user makes of it. */
const { toString } = Function.prototype;

/**
 * Comments and texts, which say nothing. Template texts and regular expressions are found as well, so that nothing
 * in them is taken for one, and stay.
 */
const TEXTS = new RegExp([
  /\/\*[^]*?\*\/|\/\/.*|(['"])(?:\\[^]|(?!\1)[^\\\n])*\1/,
  /(`(?:\\[^]|[^\\`])*`|(?<=[=(,:;!&|?{}[>\n]\s*|return\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/)/,
].map(({ source }) => source).join('|'), 'g');

/** What a function looks like whose parameters are found at its first parenthesis. */
const PLAIN = /^(async\b)?\s*(function\b)?\s*[\w$]*\s*\(/;

/** What gives the answer later, and what may hold it. */
const ANSWERING = /\.\.\.|\[|\b(succeed|done|fail)\b/;

/**
 * Whether a handler may still answer after it has returned nothing: by a third parameter, or by the context.
 *
 * Judged by its code. In doubt it may, and is waited for, because a guard that is taken for done opens.
 */
export function mayCallBack(handler: (...values: never[]) => unknown): boolean {
  if (handler.length > 2) return true;
  const code = toString.call(handler).replace(TEXTS, ' $2').trim();
  if (/^(async\s+)?[\w$]+\s*=>/.test(code)) return false; // the event is its only parameter
  if (!PLAIN.test(code) || code.includes('[native code]')) return true;
  const { parameters, body } = partsOf(code);
  const [, context = ''] = parameters;
  return parameters.length > 2
    || parameters.some((parameter) => parameter.startsWith('...'))
    || (!/^\s*=>/.test(body) && /\barguments\b/.test(code)) // those of an arrow function are another one's
    || (context.startsWith('{') ? ANSWERING.test(context) : isHandedOn(context, body));
}

/** Whether more becomes of the context than that single values are read. */
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
