import type { IncomingMessage, ServerResponse } from 'node:http';
import { Measure } from './measure';
import { Viewer } from '../exchange/viewer';

/** A request whose response has not been sent completely. */
export class Pending {
  readonly viewer = new Viewer();
  readonly measure: Measure;
  /** Whether its response has been handed to the connection, which sends it after those before it. */
  private isAnswered = false;

  /** @param open The requests of its connection. */
  constructor(
    readonly incoming: IncomingMessage, readonly outgoing: ServerResponse, private readonly open: Set<Pending>,
  ) {
    this.measure = new Measure(incoming, outgoing);
    open.add(this);
    // A connection that breaks is handled by its end; without a listener, the error would be unhandled.
    outgoing.on('error', ignored).on('close', () => this.closed());
  }

  answered(): void {
    this.isAnswered = true;
    this.measure.begin();
  }

  /** Its response has been sent, or its connection has closed. */
  closed(): void {
    if (!this.outgoing.writableFinished) this.viewer.leave();
    if (this.isAnswered) this.end();
  }

  /** Gives up: the viewer has left, or the response broke off. */
  destroy(): void {
    this.outgoing.destroy();
    this.end();
  }

  private end(): void {
    if (this.open.delete(this)) this.measure.end();
  }
}

function ignored(): void {}
