import { admit } from './admit';
import { checkMethod } from './check-method';
import { customError } from './custom-error';
import { finish } from './finish';
import { firewall } from './firewall';
import { defaultRootObject, matchBehavior } from './match-behavior';
import { originTrip } from './origin-trip';
import { responseHeaders } from './response-headers';
import { runStages, type Edge, type Stage } from './stage';
import { viewerRequest } from './viewer-request';
import { viewerResponse } from './viewer-response';
import type { Exchange } from '../exchange/exchange';

/** CloudFront, in the order in which it does things. */
const STAGES: readonly Stage[] = [
  admit,
  defaultRootObject,
  matchBehavior,
  checkMethod,
  firewall,
  viewerRequest,
  // The cache will look a response up here ...
  originTrip,
  // ... and keep it here, compressed.
  customError,
  responseHeaders,
  viewerResponse,
  finish,
];

export function runPipeline(exchange: Exchange, edge: Edge): Promise<Exchange> {
  return runStages(STAGES, exchange, edge);
}
