import { pipeline } from 'node:stream/promises';
import type { Pending } from './pending';
import { hasBody } from './read-request';
import { drain } from './request-body';
import { reasonPhrase, toRawHeaders } from '../exchange/headers';
import type { Body, EdgeResponse } from '../exchange/message';
import type { Soon } from '../exchange/soon';

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

async function sendInParts(body: Body | undefined, { incoming, outgoing }: Pending): Promise<void> {
  if (body !== undefined && !Buffer.isBuffer(body)) await pipeline(body, outgoing, { end: false });
  else outgoing.write(body ?? '');
  if (!incoming.complete && hasBody(incoming)) await drain(incoming);
  outgoing.end();
}
