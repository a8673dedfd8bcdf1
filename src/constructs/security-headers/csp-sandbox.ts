/**
 * What a document may do although it is in a sandbox.
 *
 * @see https://html.spec.whatwg.org/multipage/browsers.html#sandboxing
 */
export enum CspSandbox {
  /** Downloads. */
  ALLOW_DOWNLOADS = 'allow-downloads',
  /** Submitting forms. */
  ALLOW_FORMS = 'allow-forms',
  /** `alert`, `confirm` and printing. */
  ALLOW_MODALS = 'allow-modals',
  /** Locking the orientation of the screen. */
  ALLOW_ORIENTATION_LOCK = 'allow-orientation-lock',
  /** Hiding the mouse pointer. */
  ALLOW_POINTER_LOCK = 'allow-pointer-lock',
  /** Opening windows. */
  ALLOW_POPUPS = 'allow-popups',
  /** Windows that it opens are not in the sandbox. */
  ALLOW_POPUPS_TO_ESCAPE_SANDBOX = 'allow-popups-to-escape-sandbox',
  /** Presenting on another screen. */
  ALLOW_PRESENTATION = 'allow-presentation',
  /** Being of its own origin, with cookies and storage. */
  ALLOW_SAME_ORIGIN = 'allow-same-origin',
  /** Scripts. */
  ALLOW_SCRIPTS = 'allow-scripts',
  /** Requesting cookies in a frame. */
  ALLOW_STORAGE_ACCESS = 'allow-storage-access-by-user-activation',
  /** Navigating the window that it is in. */
  ALLOW_TOP_NAVIGATION = 'allow-top-navigation',
  /** The same, after a click only. */
  ALLOW_TOP_NAVIGATION_BY_USER_ACTIVATION = 'allow-top-navigation-by-user-activation',
  /** Links to other programs, such as `mailto:`. */
  ALLOW_TOP_NAVIGATION_TO_CUSTOM_PROTOCOLS = 'allow-top-navigation-to-custom-protocols',
}
