import type { LogFile } from './log-file';
import { logValues } from './log-values';
import type { Exchange } from '../exchange/exchange';
import type { PreviewOptions } from '../options';

/** Adds a line for each request that CloudFront would log. */
export function logTo(log: LogFile): NonNullable<PreviewOptions['onSent']> {
  return (exchange, sent, domainName) => {
    if (!isTooLong(exchange)) log.add(logValues(exchange, sent, domainName));
  };
}

/**
 * Whether the request was refused for the length of its URL or its headers, before a behavior was chosen.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html (checked
 * 2026-11-29)
 */
function isTooLong({ source, behavior, response }: Exchange): boolean {
  return source === 'cloudfront' && behavior === undefined && [414, 494].includes(response!.status);
}
