import type { RuleFormat } from '../../../../src/core/redirects/rule/types';

export const FORMATS: readonly RuleFormat[] = ['json', 'csv', 'netlify', 'cloudflare'];

/** One rule in the words of a format. */
export function file(format: RuleFormat, from: string, to: string, status = 301): string {
  switch (format) {
    case 'json': return JSON.stringify({ [from]: { to, statusCode: status } });
    case 'csv': return `from,to,statusCode\n"${from}","${to}",${status}\n`;
    default: return `${from} ${to} ${status}\n`;
  }
}
