import type { SampleRequest } from '../../core/redirects/overlap/intersect-requests';
import { SCHEME_HEADER } from '../../core/redirects/rule/model';

/** A request as arguments of `resolve`: the URL, and the options for everything else. */
export function example(
  { request, headers: sent }: SampleRequest,
  now: number,
): { url: string; options: string[] } {
  const { host, path, query, method, country, originStatus, header } = request;
  const scheme = host ? header(SCHEME_HEADER) : undefined;
  const headers = sent.filter((name) => name !== 'cookie' && (scheme === undefined || name !== SCHEME_HEADER));
  return {
    url: `${host ? `${scheme ?? 'https'}://${host}` : ''}${path}${query === '' ? '' : `?${query}`}`,
    options: [
      ...(method === 'GET' ? [] : ['--method', method]),
      ...(country === undefined ? [] : ['--country', country]),
      ...headers.flatMap((name) => ['--header', `${name}: ${header(name)}`]),
      ...(header('cookie') === undefined ? [] : ['--cookie', header('cookie')!]),
      ...(originStatus === undefined ? [] : ['--origin-status', String(originStatus)]),
      ...(request.now === now ? [] : ['--date', new Date(request.now).toISOString()]),
    ],
  };
}

/** Options as they are typed in a shell, each after a space. */
export function shellQuote(options: readonly string[]): string {
  return options
    .map((word) => (/^[\w.:=+-]+$/.test(word) ? ` ${word}` : ` "${word.replace(/[\\"$`]/g, '\\$&')}"`))
    .join('');
}
