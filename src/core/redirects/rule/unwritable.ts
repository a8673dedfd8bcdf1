/** Why a rule cannot be said in a format. */
export class Unwritable extends Error {}
