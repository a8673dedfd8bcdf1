import type { Sent } from './access-log/sent';
import type { Exchange } from './exchange/exchange';
import type { PreviewSettings } from './settings';

/** Options of a preview: those of the user, and what the program around it decides. */
export interface PreviewOptions extends PreviewSettings {
  /** Where to listen. Without it there is no port, and requests are made with `fetch()`. */
  readonly listen?: { readonly port: number; readonly host?: string };
  /** The bundled worker that runs functions, if it is not beside this package's own files. */
  readonly workerFile?: string;
  /** The bundled page of the console, if it is not beside this package's own files. */
  readonly consolePage?: string;
  /** Receives each finished request. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Receives each request of the port when its response has been sent, with the domain name of the distribution. */
  readonly onSent?: (exchange: Exchange, sent: Sent, domainName: string) => void;
  /** Receives errors of the preview itself; the viewer gets a 500. */
  readonly onFault?: (error: unknown) => void;
}
