/**
 * A feature of browsers that Permissions-Policy controls. The list is that of Chromium 156 (2026-11-28), without client
 * hints; for others, use `PermissionsPolicy.fromString`.
 *
 * @see https://www.w3.org/TR/permissions-policy/
 */
export enum PermissionsFeature {
  /** The acceleration sensor. */
  ACCELEROMETER = 'accelerometer',
  /** Playing sound without a click. */
  AUTOPLAY = 'autoplay',
  /** Cameras. */
  CAMERA = 'camera',
  /** Reading the clipboard. */
  CLIPBOARD_READ = 'clipboard-read',
  /** Writing to the clipboard. */
  CLIPBOARD_WRITE = 'clipboard-write',
  /** How busy the processor is. */
  COMPUTE_PRESSURE = 'compute-pressure',
  /** `SharedArrayBuffer` and exact timers, with COOP and COEP. */
  CROSS_ORIGIN_ISOLATED = 'cross-origin-isolated',
  /** Requests that are sent when the page is closed. */
  DEFERRED_FETCH = 'deferred-fetch',
  /** Storing digital credentials in a wallet. */
  DIGITAL_CREDENTIALS_CREATE = 'digital-credentials-create',
  /** Reading digital credentials from a wallet. */
  DIGITAL_CREDENTIALS_GET = 'digital-credentials-get',
  /** Recording the screen. */
  DISPLAY_CAPTURE = 'display-capture',
  /** Playing protected media. */
  ENCRYPTED_MEDIA = 'encrypted-media',
  /** Full screen. */
  FULLSCREEN = 'fullscreen',
  /** Game controllers. */
  GAMEPAD = 'gamepad',
  /** The position of the device. */
  GEOLOCATION = 'geolocation',
  /** The rotation sensor. */
  GYROSCOPE = 'gyroscope',
  /** Input devices over HID. */
  HID = 'hid',
  /** Signing in with an identity provider of the browser (FedCM). */
  IDENTITY_CREDENTIALS_GET = 'identity-credentials-get',
  /** Whether the user is there. */
  IDLE_DETECTION = 'idle-detection',
  /** The layout of the keyboard. */
  KEYBOARD_MAP = 'keyboard-map',
  /** The fonts of the device. */
  LOCAL_FONTS = 'local-fonts',
  /** Requests to devices of the local network. */
  LOCAL_NETWORK = 'local-network',
  /** Requests to the local network and to this device. */
  LOCAL_NETWORK_ACCESS = 'local-network-access',
  /** Requests to programs on this device. */
  LOOPBACK_NETWORK = 'loopback-network',
  /** The compass. */
  MAGNETOMETER = 'magnetometer',
  /** Microphones. */
  MICROPHONE = 'microphone',
  /** MIDI devices. */
  MIDI = 'midi',
  /** Speech recognition on the device. */
  ON_DEVICE_SPEECH_RECOGNITION = 'on-device-speech-recognition',
  /** Codes in text messages. */
  OTP_CREDENTIALS = 'otp-credentials',
  /** The Payment Request API: Google Pay, Apple Pay and others. */
  PAYMENT = 'payment',
  /** Video in a window of its own. */
  PICTURE_IN_PICTURE = 'picture-in-picture',
  /** Creating passkeys. */
  PUBLICKEY_CREDENTIALS_CREATE = 'publickey-credentials-create',
  /** Signing in with passkeys. */
  PUBLICKEY_CREDENTIALS_GET = 'publickey-credentials-get',
  /** Keeping the screen on. */
  SCREEN_WAKE_LOCK = 'screen-wake-lock',
  /** Devices on serial ports. */
  SERIAL = 'serial',
  /** Choosing a loudspeaker. */
  SPEAKER_SELECTION = 'speaker-selection',
  /** Cookies in frames of other sites. */
  STORAGE_ACCESS = 'storage-access',
  /** Synchronous `XMLHttpRequest`. */
  SYNC_XHR = 'sync-xhr',
  /** The event `unload`. */
  UNLOAD = 'unload',
  /** USB devices. */
  USB = 'usb',
  /** The screens of the device. */
  WINDOW_MANAGEMENT = 'window-management',
  /** Virtual reality. */
  XR_SPATIAL_TRACKING = 'xr-spatial-tracking',
}
