import { setTimeout } from 'node:timers/promises';
import type { OriginFault } from './origin-fault';
import type { EdgeHeaders } from '../../core/http/headers';
import { append } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';
import type { Viewer } from '../exchange/viewer';
import { OriginFailure, type Attempt, type Origin } from '../origin/origin';
import { s3FaultOf } from '../origin/s3-errors';

/** An origin with a fault. It fails as the real one would, so that failover and functions see no difference. */
export class FaultyOrigin implements Origin {
  readonly label: string;

  constructor(private readonly origin: Origin, private readonly fault: OriginFault) {
    this.label = origin.label;
  }

  async fetch(request: OriginRequest, viewer?: Viewer, attempt?: Attempt): Promise<EdgeResponse> {
    const { delayMs, isReset, status, text } = this.fault;
    if (delayMs !== undefined) await this.delay(delayMs, request, viewer?.signal, attempt);
    if (isReset) throw new OriginFailure('closed', `the fault ${text} closed the connection`);
    return status === undefined ? this.origin.fetch(request, viewer, attempt) : answerWith(status, request);
  }

  /** CloudFront does not wait longer than the timeouts of the origin. */
  private async delay(
    ms: number, { origin: { custom } }: OriginRequest, signal: AbortSignal | undefined, attempt: Attempt | undefined,
  ): Promise<void> {
    const left = Math.max(0, (attempt?.deadline ?? Infinity) - performance.now());
    const [limit, sec] = left < custom.readTimeoutSec * 1_000
      ? [left, custom.responseCompletionTimeoutSec] : [custom.readTimeoutSec * 1_000, custom.readTimeoutSec];
    await setTimeout(Math.min(ms, limit), undefined, { signal });
    if (ms < limit) return;
    throw new OriginFailure('no-response-in-time',
      `the fault ${this.fault.text} delays beyond the timeout of ${sec} s`);
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
