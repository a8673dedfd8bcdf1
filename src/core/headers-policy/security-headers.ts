import { isIntrinsic } from './intrinsics';

type Settings = Readonly<Record<string, unknown>>;

/** A security header of a policy: the member that sets it, the header's name, and its value. */
export const SECURITY_HEADERS: readonly [member: string, name: string, render: (settings: Settings) => string][] = [
  ['ContentSecurityPolicy', 'Content-Security-Policy', (s) => textOf(s.ContentSecurityPolicy)],
  ['ContentTypeOptions', 'X-Content-Type-Options', () => 'nosniff'],
  ['FrameOptions', 'X-Frame-Options', (s) => textOf(s.FrameOption)],
  ['ReferrerPolicy', 'Referrer-Policy', (s) => textOf(s.ReferrerPolicy)],
  ['StrictTransportSecurity', 'Strict-Transport-Security', (s) => [
    `max-age=${textOf(s.AccessControlMaxAgeSec)}`, ...flag(s.IncludeSubdomains, 'includeSubDomains'),
    ...flag(s.Preload, 'preload'),
  ].join('; ')],
  ['XSSProtection', 'X-XSS-Protection', (s) => (String(s.Protection) === 'false' ? '0' : [
    ...flag(s.Protection, '1'), ...flag(s.ModeBlock, 'mode=block'),
    ...s.ReportUri === undefined ? [] : [`report=${textOf(s.ReportUri)}`],
  ].join('; '))],
];

/** A value as text; one that is only known at deploy time as its intrinsic function. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}

/** The value of a security header. */
export function securityValue(render: (settings: Settings) => string, settings: unknown): string {
  return isIntrinsic(settings) ? textOf(settings) : render(settings as Settings);
}

function flag(value: unknown, text: string): string[] {
  if (isIntrinsic(value)) return [`${text} if ${textOf(value)}`];
  return String(value) === 'true' ? [text] : [];
}
