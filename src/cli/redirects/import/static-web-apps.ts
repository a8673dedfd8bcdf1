import { PROXY, WHERE_NO_FILE } from './cures';
import type { Import } from './import';
import type { PatternNode } from './pattern';
import type { PlatformReader } from './reader';
import { get, membersOf, numberOf, textOf, textsOf } from './tree';
import { Untranslatable } from './untranslatable';
import { JsonValue, readJson } from '../../../core/redirects/formats/json/tokens';
import { ERROR_STATUSES } from '../../../core/redirects/rule/statuses';

/** `staticwebapp.config.json` of Azure Static Web Apps: its routes, and its responses to errors. */
export const staticWebApps: PlatformReader = {
  read: (text, into) => {
    const document = readJson(text);
    const list = document.type === 'array' ? document : get(document, 'routes');
    const routes = into.items(list, 'routes');
    const last = routes.map(answers).lastIndexOf(true);
    routes.forEach((route, i) => readRoute(route, i < last, into));
    const fallback = get(document, 'navigationFallback');
    if (fallback !== undefined) into.refuse(fallback.at, 'navigationFallback', WHERE_NO_FILE);
    const slash = textOf(get(document, 'trailingSlash'));
    if (slash === 'always' || slash === 'never') {
      into.warn(get(document, 'trailingSlash')!.at, `trailingSlash: ${slash}`,
        'a rule matches /a and /a/ and cannot redirect from one to the other; set prettyUrls of the EdgeRedirector');
    }
    for (const { key, value } of membersOf(get(document, 'responseOverrides'))) override(key, value, into);
  },
};

/** Whether a route has an answer of its own. */
function answers(route: JsonValue): boolean {
  return ['redirect', 'rewrite', 'statusCode'].some((name) => get(route, name) !== undefined);
}

/** The first route that matches applies: one that only has headers or roles hides those behind it. */
function readRoute(route: JsonValue, hidesOthers: boolean, into: Import): void {
  const source = textOf(get(route, 'route'));
  if (source === undefined) return into.refuse(route.at, 'routes', 'the entry has no "route"');
  const roles = textsOf(get(route, 'allowedRoles'));
  if (roles.length > 0 && !roles.includes('anonymous')) {
    return into.refuse(route.at, source, 'allowedRoles: it needs the sign-in of Azure; guard the path with an '
      + 'EdgeCustomStep');
  }
  const [redirect, rewrite] = ['redirect', 'rewrite'].map((name) => textOf(get(route, name)));
  const status = numberOf(get(route, 'statusCode'));
  const methods = textsOf(get(route, 'methods')).map((method) => method.toUpperCase());
  const common = {
    at: route.at,
    written: source,
    source: () => sourceOf(source),
    ...(methods.length === 0 ? {} : { when: { method: methods } }),
  };
  if (redirect !== undefined) {
    into.add({ ...common, to: () => [redirect], status: status ?? 302 });
  } else if (rewrite !== undefined) {
    if (/^https?:/.test(rewrite)) return into.refuse(route.at, source, PROXY);
    into.add({ ...common, to: () => [rewrite], status: 200 });
  } else if (status !== undefined) {
    if (ERROR_STATUSES.includes(status)) into.add({ ...common, status });
    else into.refuse(route.at, source, `the status ${status} without a target is not a redirect`);
  } else if (hidesOthers) {
    into.add({ ...common, to: null });
  }
}

/** `*` is only supported at the end, optionally with file extensions. */
function sourceOf(route: string): readonly PatternNode[] {
  const [, start, extensions] = /^([^*]*)\*(\.\{[^}]*\}|\.\w+)?$/.exec(route) ?? [];
  if (start === undefined) {
    if (route.includes('*')) throw new Untranslatable('* is only supported at the end');
    return [route];
  }
  const ends = extensions?.replace(/[{}.]/g, '').split(',').map((one) => [`.${one.trim()}`]);
  return [start, { kind: 'rest', least: 0 }, ...(ends === undefined ? [] : [{ kind: 'choice', of: ends } as const])];
}

function override(status: string, value: JsonValue, into: Import): void {
  const [redirect, rewrite] = ['redirect', 'rewrite'].map((name) => textOf(get(value, name)));
  const written = `responseOverrides ${status}`;
  if (redirect === undefined) {
    return into.refuse(
      value.at,
      written,
      `${rewrite === undefined ? 'a status' : JSON.stringify(rewrite)} instead of an `
        + 'error is not a redirect; use ErrorRules of EdgeErrorMasker',
    );
  }
  if (status === '401' || /\/\.auth\//.test(redirect)) {
    return into.refuse(value.at, written, 'it needs the sign-in of Azure');
  }
  into.add({
    at: value.at,
    written,
    source: () => ['/', { kind: 'rest', least: 0 }],
    to: () => [redirect],
    status: numberOf(get(value, 'statusCode')) ?? 302,
    when: { originStatus: Number(status) },
  });
}
