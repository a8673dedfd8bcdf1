import { functionSite } from '../../../../src/core/redirects/function/site';
import { parseRules } from '../../../../src/core/redirects/parse';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { engine, functionStep, loaded, onLambda, type TimedRequest } from '../../../support/redirect-function';
import { entriesOf, loadedStore, storeStep } from '../../../support/redirect-store';

const { rules } = parseRules(JSON.stringify({ '/x/*': '/y/:splat', '/q?id=:id': '/q/:id', '/r': '/s' }), { format: 'json' });
const list = { rules, order: ranked(rules), findings: [] };
const HALF = ['\ud800', 'é\udc00z', '\udc00\ud800', 'a\ud83d\ude00\ud83d', '\ud83d\ude00'];

/** Half of a surrogate pair cannot be sent; a header with it would be invalid. */
it.each(HALF.flatMap((text) => [[`/x/${text}`, ''], ['/q', `id=${text}`], ['/r', `a=${text}`]]))(
  'half of a character is U+FFFD in a Location, in all homes alike: %j %j', async (path, query) => {
    const request: TimedRequest = { path, query, host: 'www.example.com', now: 0, headers: {} };
    const wanted = engine(list)(request);
    expect(wanted.location).toMatch(/^[!-~]+$/);
    expect(decodeURIComponent(wanted.location!)).not.toMatch(/[\ud800-\udfff]/u);
    const site = functionSite({ ttl: 300, rootObject: '', errorPages: [] }, list);
    expect((await onLambda(list)(request)).location).toBe(wanted.location);
    expect(loaded([functionStep(list, site)])(request).location).toBe(wanted.location);
    const store = loadedStore([storeStep()], Object.fromEntries(entriesOf(list)));
    expect((await store(request)).location).toBe(wanted.location);
  });
