import type { CspDirective } from './csp';
import { effective } from './csp-extend';

/** What pages need that embed a service of others. */
export interface CspService {
  /** Sources by directive. */
  readonly directives: Readonly<Record<string, readonly string[]>>;
  /** A page of the provider: it lists the sources, or else has the code to embed, from which they are taken. */
  readonly source: string;
  readonly listed: boolean;
  /** When the entry was written, from that page or from others that quote it. */
  readonly checked: string;
}

const CHECKED = '2026-11-28';
const GOOGLE = 'https://developers.google.com/tag-platform/security/guides/csp';

/**
 * Services that pages embed. Pictures are listed as well: the preset BALANCED allows them from everywhere, others do
 * not. `'unsafe-inline'` and `'unsafe-eval'`, which some providers list, are not in the table.
 */
export const CSP_SERVICES = {
  'google-tag-manager': {
    directives: {
      'script-src': ['https://www.googletagmanager.com'],
      'img-src': ['https://www.googletagmanager.com'],
      'connect-src': ['https://www.googletagmanager.com', 'https://www.google.com'],
      'frame-src': ['https://www.googletagmanager.com'],
    },
    source: GOOGLE,
    listed: true,
    checked: CHECKED,
  },
  'google-analytics': {
    directives: {
      'script-src': ['https://*.googletagmanager.com'],
      'img-src': ['https://*.google-analytics.com', 'https://*.googletagmanager.com'],
      'connect-src': [
        'https://*.google-analytics.com', 'https://*.analytics.google.com', 'https://*.googletagmanager.com',
        'https://www.google.com',
      ],
    },
    source: GOOGLE,
    listed: true,
    checked: CHECKED,
  },
  'stripe': {
    directives: {
      'script-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://maps.googleapis.com'],
      'img-src': ['https://*.stripe.com'],
      'connect-src': ['https://api.stripe.com', 'https://maps.googleapis.com'],
      'frame-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
    },
    source: 'https://docs.stripe.com/security/guide#content-security-policy',
    listed: true,
    checked: CHECKED,
  },
  'paypal': {
    directives: Object.fromEntries(
      ['script-src', 'style-src', 'img-src', 'connect-src', 'frame-src'].map((name) => (
        [name, [
          'https://*.paypal.com', 'https://*.paypalobjects.com', 'https://*.venmo.com',
          ...name === 'img-src' ? ['data:'] : [],
        ]])),
    ),
    source: 'https://developer.paypal.com/sdk/js/best-practices/',
    listed: true,
    checked: CHECKED,
  },
  'youtube': {
    directives: {
      'script-src': ['https://www.youtube.com'],
      'img-src': ['https://i.ytimg.com'],
      'frame-src': ['https://www.youtube.com', 'https://www.youtube-nocookie.com'],
    },
    source: 'https://developers.google.com/youtube/iframe_api_reference',
    listed: false,
    checked: CHECKED,
  },
  'vimeo': {
    directives: {
      'script-src': ['https://player.vimeo.com'],
      'img-src': ['https://i.vimeocdn.com'],
      'frame-src': ['https://player.vimeo.com'],
    },
    source: 'https://developer.vimeo.com/player/sdk/embed',
    listed: false,
    checked: CHECKED,
  },
  'intercom': {
    directives: {
      'script-src': ['https://app.intercom.io', 'https://widget.intercom.io', 'https://js.intercomcdn.com'],
      'img-src': [
        'blob:', 'data:', 'https://*.intercomcdn.com', 'https://*.intercomcdn.eu', 'https://*.intercomassets.com',
        'https://*.intercomusercontent.com', 'https://*.intercom.io',
      ],
      'font-src': ['https://*.intercomcdn.com'],
      'connect-src': [
        'https://*.intercom.io', 'wss://*.intercom.io', 'https://*.intercom-messenger.com',
        'wss://*.intercom-messenger.com', 'https://*.intercomcdn.com', 'https://*.intercomcdn.eu',
        'https://*.intercomusercontent.com',
      ],
      'media-src': ['https://*.intercomcdn.com'],
      'frame-src': ['https://intercom-sheets.com', 'https://www.intercom-reporting.com'],
      'form-action': ['https://intercom.help', 'https://*.intercom.io'],
    },
    source: 'https://www.intercom.com/help/en/articles/3894-using-intercom-with-content-security-policy',
    listed: true,
    checked: CHECKED,
  },
  'google-fonts': {
    directives: { 'style-src': ['https://fonts.googleapis.com'], 'font-src': ['https://fonts.gstatic.com'] },
    source: 'https://developers.google.com/fonts/docs/getting_started',
    listed: false,
    checked: CHECKED,
  },
  'recaptcha': {
    directives: {
      'script-src': ['https://www.google.com/recaptcha/', 'https://www.gstatic.com/recaptcha/'],
      'connect-src': ['https://www.google.com/recaptcha/'],
      'frame-src': ['https://www.google.com/recaptcha/', 'https://recaptcha.google.com/recaptcha/'],
    },
    source: 'https://docs.cloud.google.com/recaptcha/docs/faq',
    listed: true,
    checked: CHECKED,
  },
  'sentry': {
    directives: {
      'script-src': ['https://browser.sentry-cdn.com', 'https://js.sentry-cdn.com'],
      'connect-src': [
        'https://*.ingest.sentry.io', 'https://*.ingest.us.sentry.io', 'https://*.ingest.de.sentry.io',
      ],
      'worker-src': ['blob:'],
    },
    source: 'https://docs.sentry.io/platforms/javascript/session-replay/#content-security-policy-csp',
    listed: false,
    checked: CHECKED,
  },
} as const satisfies Readonly<Record<string, CspService>>;

export type CspServiceName = keyof typeof CSP_SERVICES;

/** What a policy needs for a service, besides what it allows already: `https:` has every host. */
export function serviceDirectives(service: CspServiceName, policy: readonly CspDirective[] = []): CspDirective[] {
  const directives = Object.entries<readonly string[]>(CSP_SERVICES[service].directives);
  return directives.map(([name, sources]): CspDirective => {
    const hasHttps = effective(policy, name)?.sources.some((one) => one.kind === 'text' && one.text === 'https:');
    const needed = sources.filter((text) => !(hasHttps && text.startsWith('https://')));
    return { name, sources: needed.map((text) => ({ kind: 'text', text })) };
  }).filter(({ sources }) => sources.length > 0);
}
