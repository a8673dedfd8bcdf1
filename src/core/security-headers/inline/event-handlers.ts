/**
 * The attributes that are event handlers in Chromium 156 (checked 2026-11-28 with a page that has each name of its
 * interfaces). Others are plain attributes, and need no hash.
 */
const ON_ANY_ELEMENT = names('abort animationcancel animationend animationiteration animationstart auxclick beforecopy '
  + 'beforecut beforeinput beforepaste beforetoggle blur cancel canplay canplaythrough change click close command '
  + 'contentvisibilityautostatechange contextlost contextmenu contextrestored copy cuechange cut dblclick drag dragend '
  + 'dragenter dragleave dragover dragstart drop durationchange emptied ended error focus focusin focusout formdata '
  + 'gotpointercapture input invalid keydown keypress keyup load loadeddata loadedmetadata loadstart location '
  + 'lostpointercapture mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup mousewheel paste pause '
  + 'play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover '
  + 'pointerrawupdate pointerup progress promptaction promptdismiss ratechange reset resize scroll scrollend '
  + 'scrollsnapchange scrollsnapchanging securitypolicyviolation seeked seeking select selectionchange selectstart '
  + 'slotchange stalled stream submit suspend timeupdate toggle touchcancel touchend touchmove touchstart '
  + 'transitionend validationstatuschange volumechange waiting webkitanimationend webkitanimationiteration '
  + 'webkitanimationstart webkitfullscreenchange webkitfullscreenerror webkittransitionend wheel');

const OF_THE_WINDOW = 'afterprint beforeprint beforeunload hashchange languagechange message offline online pagehide '
  + 'pageshow popstate storage unload';

const MORE_ON: Readonly<Record<string, ReadonlySet<string> | undefined>> = {
  body: names(`${OF_THE_WINDOW} messageerror`),
  frameset: names(OF_THE_WINDOW),
  iframe: names('beforeunload'),
  frame: names('beforeunload'),
  input: names('search'),
  svg: names('unload'),
  ...Object.fromEntries(['animate', 'animateMotion', 'animateTransform', 'set'].map((name) => (
    [name, names('begin end repeat')]))),
};

/** Whether the attribute is an event handler of the element. Both names as the document has them. */
export function isEventHandler(element: string, attribute: string): boolean {
  return ON_ANY_ELEMENT.has(attribute) || MORE_ON[element]?.has(attribute) === true;
}

function names(events: string): ReadonlySet<string> {
  return new Set(events.split(' ').map((event) => `on${event}`));
}
