import type { IncomingMessage, ServerResponse } from 'node:http';
import { Measure } from './measure';
import { Viewer } from '../exchange/viewer';

/** A request whose response has not been sent completely. */
export class Pending {
  readonly viewer = new Viewer();
  readonly measure: Measure;

  constructor(readonly incoming: IncomingMessage, readonly outgoing: ServerResponse) {
    this.measure = new Measure(incoming, outgoing);
  }
}
