/** Why something has no equivalent in our rules, in words for its author. */
export class Untranslatable extends Error {}
