import { source } from './part-source';
import type { PrettyFunctionSite } from '../../core/pretty-urls/step-config';
import { literalText } from '../../core/redirects/function/source-text';

/** The file of a pretty URLs step for a CloudFront Function. The runner passes what CloudFront sent. */
export function prettyUrlsFunctionFile(site: PrettyFunctionSite): string {
  return [
    source('cloudfront-function', 'pretty-url'),
    source('cloudfront-function', 'pretty-urls'),
    `const site=${literalText(site)};`,
    'function handler(event,sent){return edgePrettyUrls(site,event,sent)}',
  ].join('\n');
}
