import type { Form, Response } from './render';
import type { Answer, LogFields } from '../../../../src/core/explain/observation';
import type { SiteFacts } from '../../../../src/core/explain/site/site-facts';
import type { SourceId } from '../../../../src/core/explain/source-ids';
import type { Confidence } from '../../../../src/core/explain/verdict';

/** One case of the corpus, with the label that the facts give it. */
export interface Case {
  readonly name: string;
  readonly source: SourceId | 'nothing';
  /** `certain` if it is left out. */
  readonly confidence?: Confidence;
  /** Of `cannot-tell`: some of the candidates. */
  readonly candidates?: readonly SourceId[];
  /** What must not be a candidate. */
  readonly not?: readonly SourceId[];
  /** The second verdict. */
  readonly also?: SourceId;
  readonly form: Form | 'log';
  readonly response?: Response;
  readonly log?: LogFields;
  readonly origin?: Answer;
  readonly site?: SiteFacts;
}

export function respond(
  name: string,
  source: Case['source'],
  form: Form,
  response: Response,
  more: Partial<Case> = {},
): Case {
  return { name, source, form, response, ...more };
}

const LINE: LogFields = {
  'date': '2026-11-28',
  'time': '10:00:00',
  'x-edge-location': 'ZRH55-P2',
  'c-ip': '192.0.2.7',
  'cs-method': 'GET',
  'cs(Host)': 'd111111abcdef8.cloudfront.net',
  'cs-uri-stem': '/page',
  'sc-status': '403',
  'x-edge-result-type': 'Error',
  'x-edge-request-id': 'kX2f9Qm7_TzB4sWcN0hYdL8vRaJ3gEoUpZ61iCxDwFqHnSbVtMlOyA==',
  'x-host-header': 'www.example.com',
  'cs-protocol': 'https',
  'time-taken': '0.002',
  'x-edge-response-result-type': 'Error',
  'x-edge-detailed-result-type': 'Error',
  'sc-content-type': '-',
  'sc-content-len': '-',
};

export function logged(name: string, source: Case['source'], fields: LogFields, more: Partial<Case> = {}): Case {
  return { name, source, form: 'log', log: { ...LINE, ...fields }, ...more };
}

/** A distribution with a bucket, of which each case changes a part. */
export function siteWith(
  more: Partial<SiteFacts> = {},
  behavior: Partial<SiteFacts['behaviors'][number]> = {},
): SiteFacts {
  return {
    name: 'Web/Site',
    template: 'Web.template.json',
    aliases: ['www.example.com'],
    hasUnknownAliases: false,
    errorResponses: [],
    behaviors: [
      {
        pathPattern: '*',
        viewerProtocolPolicy: 'redirect-to-https',
        allowedMethods: ['GET', 'HEAD'],
        trustedKeys: [],
        origins: [{ id: 'bucket', domainName: 'b.s3.eu-central-1.amazonaws.com', kind: 's3', mayList: false }],
        functions: [],
        ...behavior,
      },
    ],
    ...more,
  };
}
