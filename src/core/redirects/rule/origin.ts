import type { TargetOrigin } from './model';

/** The host of an origin, with a text for each capture. */
export function hostText({ host }: TargetOrigin, capture: (capture: number) => string): string {
  return host.map((part) => (typeof part === 'string' ? part : capture(part))).join('');
}

/** The host of an origin; undefined if a capture is part of it. */
export function fixedHost(origin: TargetOrigin): string | undefined {
  return lendsHost(origin) ? undefined : hostText(origin, String);
}

/** A possible host of an origin: a captured label is `any`, as below `*.example.com`. */
export function sampleHost(origin: TargetOrigin): string {
  return hostText(origin, () => 'any');
}

/** Whether a capture is part of the host. */
export function lendsHost({ host }: TargetOrigin): boolean {
  return host.some((part) => typeof part === 'number');
}
