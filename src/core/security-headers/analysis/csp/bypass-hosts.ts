/**
 * Public hosts whose scripts or answers run code that an attacker chooses: allowing the host allows the attacker.
 *
 * A selection from the lists of csp_evaluator 1.1.8 (Copyright Google Inc., Apache License 2.0), which knows more.
 */
const BYPASSES = {
  /** Copies of AngularJS, whose templates run code. */
  scripts: `ajax.googleapis.com cdn.bootcss.com cdn.jsdelivr.net cdn.shopify.com cdnjs.cloudflare.com gstatic.com
    oss.maxcdn.com raw.githubusercontent.com storage.googleapis.com www.gstatic.com yandex.st yastatic.net`,
  /** Answers with a function of the caller's choice around the data (JSONP). */
  answers: `accounts.google.com an.yandex.ru api.facebook.com api.flickr.com api.instagram.com api.map.baidu.com
    api.mixpanel.com api.vk.com books.google.com cdn.syndication.twimg.com clients1.google.com cse.google.com
    dev.virtualearth.net fast.wistia.com googleads.g.doubleclick.net graph.facebook.com gum.criteo.com ib.adnxs.com
    links.services.disqus.com m.addthis.com maps.google.com maps.google.de maps.googleapis.com mc.yandex.ru
    nominatim.openstreetmap.org pagead2.googlesyndication.com partner.googleadservices.com publish.twitter.com
    query.yahooapis.com securepubads.g.doubleclick.net share.yandex.net syndication.twitter.com translate.google.com
    translate.googleapis.com translate.yandex.net vimeo.com widgets.pinterest.com www.blogger.com www.facebook.com
    www.google.com www.google.de www.googleadservices.com www.googleapis.com www.sharethis.com www.youtube.com
    yandex.ru`,
  /** The same, which 'unsafe-eval' makes dangerous. */
  withEval: 'googletagmanager.com ssl.google-analytics.com www.google-analytics.com www.googletagmanager.com',
  /** Domains in which anyone can have a host of their own; only a wildcard allows it. */
  subdomains: `a.akamaihd.net appspot.com blogspot.com c.tiles.mapbox.com cloudfront.net core.windows.net
    fastly.net github.io googlecode.com googleusercontent.com herokuapp.com kxcdn.com rackcdn.com s3.amazonaws.com
    s3-website-ap-southeast-1.amazonaws.com`,
  objects: 'vk.com ajax.googleapis.com',
};

const split = (text: string): readonly string[] => text.split(/\s+/);
const lists = {
  scripts: split(BYPASSES.scripts),
  answers: split(BYPASSES.answers),
  withEval: split(BYPASSES.withEval),
  subdomains: split(BYPASSES.subdomains),
  objects: split(BYPASSES.objects),
};

/** The dangerous host that a source without its scheme allows; undefined if none is known, or the source has a path. */
export function bypassOf(source: string, use: 'script' | 'object', evaluates: boolean): string | undefined {
  const [, host = '', path = ''] = /^([^/:]*)(?::[\d*]*)?(\/.*)?$/.exec(source) ?? [];
  if (host === '' || (path !== '' && path !== '/')) return undefined;
  const { scripts, answers, withEval, subdomains, objects } = lists;
  const hosts = use === 'object' ? objects : [...scripts, ...answers, ...evaluates ? withEval : []];
  const lower = host.toLowerCase();
  if (!lower.startsWith('*.')) return hosts.find((known) => known === lower);
  const below = lower.slice(1);
  const wide = use === 'object' ? [] : subdomains.map((domain) => `a.${domain}`);
  return [...hosts, ...wide].find((known) => known.endsWith(below))?.replace(/^a\./, 'a host in ');
}
