import type { Platform } from './platforms';
import type { JsonMember, JsonValue } from '../json/tokens';

/** The platform of a JSON document; undefined for our own lists and for unknown documents. */
export function platformOfJson(document: JsonValue): Platform | undefined {
  if (document.type === 'array') return ofItems(document.items);
  if (document.type !== 'object') return undefined;
  // A map of rules has URLs for keys, and may be long.
  if (document.members.some(({ key }, i) => i < 3 && /^(?:\/|https?:)/.test(key))) return undefined;
  const member = (key: string): JsonValue | undefined => document.members.find((one) => one.key === key)?.value;
  const has = (key: string, type: JsonValue['type']): boolean => member(key)?.type === type;
  if (has('hosting', 'object') || has('hosting', 'array')) return 'firebase';
  if (has('navigationFallback', 'object') || has('responseOverrides', 'object')) return 'static-web-apps';
  if (has('customRules', 'array') || has('app', 'object')) return 'amplify';
  if (has('WebsiteConfiguration', 'object') || has('RoutingRules', 'array')) return 's3';
  if (has('RedirectAllRequestsTo', 'object')) return 's3';
  const routes = member('routes');
  if (routes?.type === 'array') return keysOfFirst(routes.items).has('route') ? 'static-web-apps' : 'vercel';
  if (has('basePath', 'string') && has('redirects', 'array')) return 'next';
  // An empty or wrong list is still one of theirs: its keys are no URLs.
  if (isWrongList(member('hosting'))) return 'firebase';
  if (isWrongList(routes)) return 'static-web-apps';
  if (isWrongList(member('customRules'))) return 'amplify';
  const isVercel = ['redirects', 'rewrites'].some((key) => has(key, 'array') || isWrongList(member(key)))
    || isSchemaOfVercel(member('$schema'));
  return isVercel || has('trailingSlash', 'boolean') || has('cleanUrls', 'boolean') ? 'vercel' : undefined;
}

/** Whether a value that is not a list stands where another platform has one. A rule in its place has a target. */
function isWrongList(value: JsonValue | undefined): boolean {
  switch (value?.type) {
    case undefined: case 'array': return false;
    case 'object': return !keysOf(value).has('to');
    case 'string': return !/^(?:\/|https?:)/.test(value.value);
    default: return true;
  }
}

function ofItems(items: readonly JsonValue[]): Platform | undefined {
  // The first entry may lack a field that those after it have.
  const keys = new Set(items.slice(0, SAMPLE).flatMap((item) => [...keysOf(item)]));
  if (keys.has('from') || keys.has('to')) return undefined;
  if (keys.has('Redirect') || keys.has('RedirectRule')) return 's3';
  if (keys.has('source') && keys.has('target')) return 'amplify';
  if (keys.has('source') && keys.has('destination')) return 'next';
  return keys.has('route') ? 'static-web-apps' : undefined;
}

const SAMPLE = 5;

function keysOfFirst(items: readonly JsonValue[]): Set<string> {
  return keysOf(items[0]);
}

function keysOf(item: JsonValue | undefined): Set<string> {
  const members: readonly JsonMember[] = item?.type === 'object' ? item.members : [];
  return new Set(members.map(({ key }) => key));
}

function isSchemaOfVercel(value: JsonValue | undefined): boolean {
  return value?.type === 'string' && value.value.includes('openapi.vercel.sh');
}
