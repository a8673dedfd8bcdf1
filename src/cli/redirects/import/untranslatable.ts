/** A source, target or condition without an equivalent; the message gives the reason to the author. */
export class Untranslatable extends Error {}
