import { setTimeout } from 'node:timers/promises';
import type { OriginFault } from './origin-fault';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import type { EdgeHeaders } from '../../core/http/headers';
import { append } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';
import type { Viewer } from '../exchange/viewer';
import { OriginFailure, type Origin } from '../origin/origin';
import { s3FaultOf } from '../origin/s3-errors';

/** An origin with a fault. It fails as the real one would, so that failover and functions see no difference. */
export class FaultyOrigin implements Origin {
  readonly label: string;

  constructor(private readonly origin: Origin, private readonly fault: OriginFault) {
    this.label = origin.label;
  }

  async fetch(request: OriginRequest, viewer?: Viewer): Promise<EdgeResponse> {
    const { delayMs, isReset, status, text } = this.fault;
    if (delayMs !== undefined) await this.delay(delayMs, request, viewer?.signal);
    if (isReset) {
      throw new OriginFailure(502, CLOUDFRONT_MESSAGES.originUnreachable, `the fault ${text} closed the connection`);
    }
    return status === undefined ? this.origin.fetch(request, viewer) : answerWith(status, request);
  }

  /** CloudFront does not wait longer than the timeout of the origin. */
  private async delay(ms: number, request: OriginRequest, signal: AbortSignal | undefined): Promise<void> {
    const limit = request.origin.custom.readTimeoutSec * 1_000;
    await setTimeout(Math.min(ms, limit), undefined, { signal });
    if (ms < limit) return;
    throw new OriginFailure(504, CLOUDFRONT_MESSAGES.originTimeout,
      `the fault ${this.fault.text} delays beyond the timeout of ${limit / 1_000} s`);
  }
}

/** An error as this kind of origin sends it: XML of S3, or a text of a server that has a name of its own. */
function answerWith(status: number, request: OriginRequest): EdgeResponse {
  if (request.origin.kind === 's3') return s3FaultOf(status, request);
  const headers: EdgeHeaders = {};
  append(headers, 'Date', new Date().toUTCString());
  append(headers, 'Server', 'origin-fault');
  append(headers, 'Content-Type', 'text/plain; charset=utf-8');
  const body = Buffer.from(`The origin answers ${status}.\n`);
  append(headers, 'Content-Length', String(body.length));
  return { status, headers, body: request.method === 'HEAD' ? undefined : body };
}
