import type { EdgeHeaders } from '../../core/http/headers';
import type { Body, RequestBody } from '../exchange/message';

/** Larger bodies are not kept: a trace must not hold the memory of what was sent. */
const BODY_MAX_BYTES = 16 * 1024;

/** A body in a trace: itself if it is small, otherwise its length; a stream has none. */
export interface SeenBody {
  readonly bytes?: number;
  readonly content?: Buffer;
}

/** The messages of a function as far as they are shown beside its facts. Texts are made when they are read. */
export interface Seen {
  /** The headers that the function saw. */
  readonly headers: EdgeHeaders;
  /** The body before and after, if the function changed it. */
  readonly body?: { readonly before?: SeenBody; readonly after?: SeenBody };
}

interface Message {
  readonly headers: EdgeHeaders;
  readonly body?: Body | RequestBody;
}

/** @param after Undefined if the function failed; of another kind than `before` if it answered a request. */
export function seen(before: Message, after?: Message, isAnswer = false): Seen {
  const { headers } = before;
  if (after === undefined || (!isAnswer && after.body === before.body)) return { headers };
  const old = isAnswer ? undefined : seenBody(before.body);
  const now = seenBody(after.body);
  if (isAnswer && now?.bytes === 0) return { headers };
  return { headers, body: { ...(old && { before: old }), ...(now && { after: now }) } };
}

function seenBody(body: Message['body']): SeenBody | undefined {
  if (body === undefined) return undefined;
  const content = Buffer.isBuffer(body) ? body : 'head' in body ? body.head : undefined;
  if (content === undefined) return {};
  return { bytes: content.length, ...(content.length <= BODY_MAX_BYTES && { content }) };
}
