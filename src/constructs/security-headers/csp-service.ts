/**
 * A service of others that pages embed, for `ContentSecurityPolicy.allow`. What each needs is listed with its source, of
 * November 2026.
 *
 * A preset also has a Permissions-Policy: payment services need `PermissionsFeature.PAYMENT`.
 *
 * @see https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/security-headers.md
 */
export enum CspService {
  /**
   * Google Tag Manager. Its container is an inline script, which needs `CspSource.hashOf`; the tags in it need sources
   * of their own.
   */
  GOOGLE_TAG_MANAGER = 'google-tag-manager',
  /** Google Analytics 4. */
  GOOGLE_ANALYTICS = 'google-analytics',
  /** Stripe.js and its elements. */
  STRIPE = 'stripe',
  /** The buttons of PayPal and Venmo. They write `<style>` elements, which need `CspSource.UNSAFE_INLINE`. */
  PAYPAL = 'paypal',
  /** Videos of YouTube, and its player API. */
  YOUTUBE = 'youtube',
  /** Videos of Vimeo, and its player API. */
  VIMEO = 'vimeo',
  /** The messenger of Intercom. It writes `<style>` elements, which need `CspSource.UNSAFE_INLINE`. */
  INTERCOM = 'intercom',
  /** Style sheets and fonts of Google Fonts. */
  GOOGLE_FONTS = 'google-fonts',
  /** Google reCAPTCHA. */
  RECAPTCHA = 'recaptcha',
  /** The browser SDK of Sentry, with its regions US and DE, and Session Replay. */
  SENTRY = 'sentry',
}
