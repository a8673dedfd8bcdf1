/**
 * How a value that is only known at deploy time is inserted: `json` inside of a JSON string, `json-number` as a JSON
 * number. Without a form it is inserted as it is.
 */
export type ValueForm = 'json' | 'json-number';
