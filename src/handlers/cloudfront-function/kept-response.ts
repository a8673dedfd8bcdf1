// Keeps a response, like `kept-request.ts`.

/** What code may change in a response. */
export function edgeSaved(response: any): any {
  const cookies = response.cookies;
  return [
    response.statusCode, response.statusDescription, Object.entries(response.headers),
    cookies && Object.entries(cookies),
  ];
}

/** The response as it was. */
export function edgeRestored(saved: any): any {
  function map(entries: any) {
    const all: any = {};
    entries.forEach((entry: any) => { all[entry[0]] = entry[1]; });
    return all;
  }
  return {
    statusCode: saved[0], statusDescription: saved[1], headers: map(saved[2]), cookies: saved[3] && map(saved[3]),
  };
}
