import { COMMA, SEMICOLON } from '../../url/characters';

/** Whether `trim` removes a character. */
export function isSpace(code: number): boolean {
  return code === 32 || (code > 8 && code < 14) || (code > 127 && String.fromCharCode(code).trim() === '');
}

/** The preferred language of the viewer in lower case: the highest weight, the first of equals. */
export function preferredLanguage(header: string): string {
  const text = header.toLowerCase();
  let best = '';
  let most = 0;
  for (let from = 0; from <= text.length;) {
    let end = from;
    let semicolon = -1;
    let weight: number | undefined;
    for (let code = text.charCodeAt(end); end < text.length && code !== COMMA; code = text.charCodeAt(++end)) {
      if (code !== SEMICOLON) continue;
      if (semicolon < 0) semicolon = end;
      weight ??= weightAt(text, end + 1);
    }
    if ((weight ?? 1) > most) {
      best = text.slice(from, semicolon < 0 ? end : semicolon).trim();
      most = weight ?? 1;
    }
    from = end + 1;
  }
  return best;
}

/** The number of a `q=0.8` behind a semicolon; undefined if there is something else. */
function weightAt(text: string, from: number): number | undefined {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  if (!text.startsWith('q=', at)) return undefined;
  let end = at += 2;
  for (let code = text.charCodeAt(end); code === 46 || (code > 47 && code < 58); code = text.charCodeAt(++end));
  return end > at ? Number(text.slice(at, end)) : undefined;
}
