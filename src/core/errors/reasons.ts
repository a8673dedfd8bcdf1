import type { RuleSource } from './rules';
import { openRanges, listedCodes } from './statuses';

/**
 * Reason phrases of RFC 9110 and its extensions. Used at synth only: the configuration contains those that can occur.
 */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  417: 'Expectation Failed',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  423: 'Locked',
  424: 'Failed Dependency',
  425: 'Too Early',
  426: 'Upgrade Required',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  451: 'Unavailable For Legal Reasons',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  506: 'Variant Also Negotiates',
  507: 'Insufficient Storage',
  508: 'Loop Detected',
  511: 'Network Authentication Required',
};

/** The reason phrases of every status that responses of these rules can have. */
export function reasonsFor(rules: readonly RuleSource[]): Record<number, string> {
  // 503 is the status if S3 does not return the page.
  const statuses = [503, ...rules.flatMap(answerStatuses)];
  return Object.fromEntries(Object.entries(REASONS).filter(([status]) => statuses.includes(Number(status))));
}

/** Every status that a response of the rule can have. */
export function answerStatuses({ statuses, action }: RuleSource): number[] {
  if (action.kind === 'pass') return [];
  if (action.status !== undefined) return [action.status];
  const inRanges = openRanges(statuses).flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  );
  return [...listedCodes(statuses), ...inRanges];
}
