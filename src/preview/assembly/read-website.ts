import type { Evaluation } from './evaluation';
import { member, type Reference, type Value } from './reference';
import type { WebsiteSettings } from '../origin/website-origin';

/** The website configuration of a bucket. Only origins with the website endpoint use it. */
export function readWebsite(bucket: Reference, here: Evaluation): WebsiteSettings {
  const config = member(here.properties(bucket), 'WebsiteConfiguration');
  const text = (value: Value | undefined) => (value === undefined ? undefined : here.text(value));
  const host = text(member(config, 'RedirectAllRequestsTo', 'HostName'));
  return {
    indexDocument: text(member(config, 'IndexDocument')),
    errorDocument: text(member(config, 'ErrorDocument')),
    redirectAllTo:
      host === undefined ? undefined : { host, protocol: text(member(config, 'RedirectAllRequestsTo', 'Protocol')) },
  };
}
