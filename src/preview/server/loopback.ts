import { byName } from '../exchange/by-name';

/** Whether a host is a name or an IP address that always refers to this machine. */
export const isLoopback = byName((hostname: string): boolean => {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
});
