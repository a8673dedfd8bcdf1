/**
 * The features of Permissions-Policy that Chromium 156 knows, without those for client hints and for origin trials.
 * Browsers ignore a name that they do not know, and Chromium warns about it in the console.
 *
 * Read on 2026-11-28 from `document.featurePolicy.features()`.
 */
export const PERMISSIONS_FEATURES: readonly string[] = [
  'accelerometer', 'autoplay', 'camera', 'clipboard-read', 'clipboard-write', 'compute-pressure',
  'cross-origin-isolated', 'deferred-fetch', 'digital-credentials-create', 'digital-credentials-get',
  'display-capture', 'encrypted-media', 'fullscreen', 'gamepad', 'geolocation', 'gyroscope', 'hid',
  'identity-credentials-get', 'idle-detection', 'keyboard-map', 'local-fonts', 'local-network',
  'local-network-access', 'loopback-network', 'magnetometer', 'microphone', 'midi', 'on-device-speech-recognition',
  'otp-credentials', 'payment', 'picture-in-picture', 'publickey-credentials-create', 'publickey-credentials-get',
  'screen-wake-lock', 'serial', 'speaker-selection', 'storage-access', 'sync-xhr', 'unload', 'usb',
  'window-management', 'xr-spatial-tracking',
];

/** Powerful features that few pages use. */
export const POWERFUL_FEATURES: readonly string[] = [
  'accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts',
  'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'window-management', 'xr-spatial-tracking',
];

/**
 * What a strict policy leaves to browsers: `cross-origin-isolated` is what COOP and COEP together are for, passkeys
 * make a site safer, and no attacker gains from the others.
 */
const LEFT_FEATURES = [
  'cross-origin-isolated', 'deferred-fetch', 'publickey-credentials-create', 'publickey-credentials-get',
  'speaker-selection', 'unload',
];

export const STRICT_FEATURES: readonly string[] = PERMISSIONS_FEATURES
  .filter((feature) => !LEFT_FEATURES.includes(feature));
