import type { SampleRequest } from '../../core/redirects/overlap/intersect-requests';
import { SCHEME_HEADER } from '../../core/redirects/rule/model';

/** The words by which `resolve` asks for a visitor: his address, and the options that make him who he is. */
export function example(
  { request, headers: sent }: SampleRequest,
  now: number,
): { address: string; options: string[] } {
  const { host, path, query, method, country, originStatus, header } = request;
  const scheme = host ? header(SCHEME_HEADER) : undefined;
  const headers = sent.filter((name) => name !== 'cookie' && (scheme === undefined || name !== SCHEME_HEADER));
  return {
    address: `${host ? `${scheme ?? 'https'}://${host}` : ''}${path}${query === '' ? '' : `?${query}`}`,
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

/** Options as they are typed. */
export function shellQuoted(options: readonly string[]): string {
  return options
    .map((word) => (/^[\w.:=+-]+$/.test(word) ? ` ${word}` : ` "${word.replace(/[\\"$`]/g, '\\$&')}"`))
    .join('');
}
