import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EdgeResponse } from '../exchange/message';
import type { ReceivedRequest } from '../exchange/new-exchange';
import type { Soon } from '../exchange/soon';

/** Answers some requests instead of the distribution: those of the console. */
export interface Aside {
  takes(incoming: IncomingMessage): boolean;
  answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void>;
}

export type Respond = (received: ReceivedRequest) => Soon<EdgeResponse>;
