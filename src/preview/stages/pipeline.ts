import { admit } from './admit';
import { cacheStage } from './cache';
import { checkMethod } from './check-method';
import { customError } from './custom-error';
import { finish } from './finish';
import { firewall } from './firewall';
import { defaultRootObject, matchBehavior } from './match-behavior';
import { plainHttp } from './plain-http';
import { responseHeaders } from './response-headers';
import { runStages, type Edge, type Stage } from './stage';
import { viewerProtocol } from './viewer-protocol';
import { viewerRequest } from './viewer-request';
import { viewerResponse } from './viewer-response';
import type { Exchange } from '../exchange/exchange';
import type { Soon } from '../exchange/soon';

/** The stages, in CloudFront's order. */
const STAGES: readonly Stage[] = [
  admit,
  defaultRootObject,
  matchBehavior,
  viewerProtocol,
  checkMethod,
  firewall,
  viewerRequest,
  cacheStage,
  customError,
  responseHeaders,
  viewerResponse,
  finish,
  plainHttp,
];

export function runPipeline(exchange: Exchange, edge: Edge): Soon<Exchange> {
  return runStages(STAGES, exchange, edge);
}
