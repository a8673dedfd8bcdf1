/** Thrown where a format cannot express a rule. */
export class Unwritable extends Error {}
