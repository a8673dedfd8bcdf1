import type { TargetOrigin } from './model';

/** The host of an origin, with a text in the place of each capture. */
export function hostText({ host }: TargetOrigin, capture: (capture: number) => string): string {
  return host.map((part) => (typeof part === 'string' ? part : capture(part))).join('');
}

/** The host that an origin always has; undefined where a capture is part of it. */
export function fixedHost(origin: TargetOrigin): string | undefined {
  return lendsHost(origin) ? undefined : hostText(origin, String);
}

/** A host that an origin can have: what the viewer chooses is `any`, as below `*.example.com`. */
export function sampleHost(origin: TargetOrigin): string {
  return hostText(origin, () => 'any');
}

/** Whether a capture is part of the host. */
export function lendsHost({ host }: TargetOrigin): boolean {
  return host.some((part) => typeof part === 'number');
}
