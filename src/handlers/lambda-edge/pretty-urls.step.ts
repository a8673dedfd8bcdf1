import type { SlotTools } from './slot';
import { URL_MAX_LENGTH } from '../../core/facts/edge-limits';
import { rootObjectPath } from '../../core/facts/root-object';
import { prettyUrl, type PrettySite } from '../../core/pretty-urls/pretty-url';
import type { PrettyUrlsConfig } from '../../core/pretty-urls/step-config';
import type { SlotStep } from '../../core/slots/step';

/** The step of pretty URLs, on request events: after all rules, so that these see the path of the viewer. */
export function create(
  { cacheControl, errorPages, rootObject = '', status, ...urls }: PrettyUrlsConfig,
  { ourResponse, elsewhere }: SlotTools,
): SlotStep {
  const site: PrettySite = { ...urls, home: rootObjectPath(rootObject), pages: errorPages };
  return {
    name: 'pretty-urls',
    answer: ({ request, sent, freshness }) => {
      const { method, uri, querystring } = request;
      if (!/^(GET|HEAD)$/.test(method) || elsewhere.has(request)) return undefined;
      const asSent = sent?.uri === uri && sent.querystring === querystring;
      const found = prettyUrl(site, uri, querystring, asSent);
      if (!found) return undefined;
      const { location, path } = found;
      const { length } = location ?? `${path}${querystring}`;
      if (length >= URL_MAX_LENGTH) throw new RangeError('the new URL is too long');
      return path === undefined
        ? ourResponse(status, { location, 'cache-control': freshness.limit(cacheControl) }) : { ...request, uri: path };
    },
  };
}
