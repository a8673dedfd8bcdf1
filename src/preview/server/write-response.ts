import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pending } from './pending';
import { drain, hasBody } from './request-body';
import { reasonPhrase, toRawHeaders } from '../exchange/headers';
import type { Body, EdgeResponse } from '../exchange/message';
import type { Measured } from '../exchange/new-exchange';
import type { Soon } from '../exchange/soon';
import type { Viewer } from '../exchange/viewer';

/** CloudFront closes the connection after these, because the start of the next request on it is uncertain. */
const CLOSING_STATUSES = [400, 408, 414, 494];

/** A response that is complete, to a request that is, waits for nothing. */
export function send(response: EdgeResponse, pending: Pending): Soon<void> {
  const { incoming, outgoing } = pending;
  const { status, headers, body } = response;
  pending.answered();
  outgoing.sendDate = false;
  if (response.closes || CLOSING_STATUSES.includes(status)) outgoing.shouldKeepAlive = false;
  const reason = reasonPhrase(response);
  if (reason === undefined) outgoing.writeHead(status, toRawHeaders(headers));
  else outgoing.writeHead(status, reason, toRawHeaders(headers));
  // In one piece with the head: each write is a call of the system.
  const isRead = incoming.complete || !hasBody(incoming);
  if (isRead && (body === undefined || Buffer.isBuffer(body))) return void outgoing.end(body);
  return sendInParts(body, pending);
}

async function sendInParts(body: Body | undefined, pending: Pending): Promise<void> {
  const { incoming, outgoing, viewer, measure } = pending;
  if (body !== undefined && !Buffer.isBuffer(body)) {
    await pipeline(watched(body, viewer, measure), outgoing, { end: false });
  } else {
    outgoing.write(body ?? '');
  }
  if (!incoming.complete && hasBody(incoming)) await drain(incoming);
  outgoing.end();
}

/** A body that tells the measure of the response if it breaks off before the viewer leaves. */
export function watched(body: Readable, viewer: Viewer, measure: Measured): Readable {
  return body.once('error', (fault) => {
    if (!viewer.isGone) measure.bodyFault = fault;
  });
}
