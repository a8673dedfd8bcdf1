import type { Problem } from '../problem';

/** `rules[0].statuses is empty; name at least one status  [EDGE_MASK_STATUS]`: the path is the subject. */
export function sentence({ file, line = 1, column = 1, path, message, code }: Problem): string {
  const place = file === undefined ? '' : `${file}:${line}:${column} `;
  return `${place}${path === undefined ? '' : `${path} `}${message}  [${code}]`;
}

/** `--origin web: ./nowhere is not a folder; pass an existing folder or a URL  [EDGE_PREVIEW_ORIGIN_FOLDER]` */
export function labelled({ path, message, code }: Pick<Problem, 'path' | 'message' | 'code'>): string {
  return `${path === undefined ? '' : `${path}: `}${message}  [${code}]`;
}

/** The format of compilers, which editors parse: `redirects.json:3:5: error: ... [EDGE_REDIRECT_LOOP]`. */
export function compilerLine({ file, line, column, severity, message, code }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${place}: ${severity}: ${message} [${code}]`;
}
