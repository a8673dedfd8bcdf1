/** Whether a text is a host, or `*.` before at least two labels: `*.com` would be a slip. */
export function isHost(host: string): boolean {
  return /^(?:\*\.(?=[^.]+\.))?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(host) && !host.includes('..');
}

/** `xn--mnchen-3ya.example` for `münchen.example`, as browsers send it and as a Location may hold it; in lower case. */
export function asciiHost(host: string): string {
  return host
    .toLowerCase()
    .replace(
      /^(\*\.)?([\p{L}\p{M}\p{N}._-]*[^\0-\x7f][\p{L}\p{M}\p{N}._-]*)/u,
      (all, star: string | undefined, name: string) => {
        try {
          return (star ?? '') + new URL(`https://${name}`).hostname;
        } catch {
          return all; // not a name that can be registered: reported like any other wrong host
        }
      },
    );
}

/** The host of `user:password@host:port`; undefined if it is not valid. */
export function bareHost(authority: string): string | undefined {
  const host = asciiHost(authority.replace(/^.*@/s, '').replace(/:\d*$/, ''));
  return isHost(host) ? host : undefined;
}

/** Whether a text is a host, with a valid port if it has one. */
export function isAuthority(text: string): boolean {
  const port = /:(\d{1,5})$/.exec(text)?.[1];
  const host = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?(?::\d{1,5})?$/.test(text) && !text.includes('..');
  return host && (port === undefined || (Number(port) > 0 && Number(port) < 65_536));
}

/** Whether a host matches the one that a rule names; an absent pattern matches any. */
export function hostFits(pattern: string | undefined, host: string): boolean {
  if (pattern === undefined || pattern === host) return true;
  return pattern.startsWith('*') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1;
}

/** The patterns with a wildcard that match a host: `*.b.test` and `*.test` for `a.b.test`. */
export function wildcardsOf(host: string): string[] {
  const names: string[] = [];
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) names.push(`*${host.slice(dot)}`);
  return names;
}
