// Keeps a request beside code that replaces whole items of it, but does not change them. Written in the 2.0 dialect,
// like `slot.ts`.

/** The members of a request, and those of its maps. */
export function edgeSaved(request: any): any {
  return [request, request.headers, request.cookies, request.querystring]
    .map((map) => map && typeof map === 'object' && Object.entries(map));
}

/** The request as it was. */
export function edgeRestored(saved: any): any {
  const maps = saved.map((entries: any) => entries && entries.reduce((map: any, entry: any) => {
    map[entry[0]] = entry[1];
    return map;
  }, {}));
  ['headers', 'cookies', 'querystring'].forEach((what, i) => { if (maps[i + 1]) maps[0][what] = maps[i + 1]; });
  return maps[0];
}
