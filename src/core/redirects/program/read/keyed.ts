/** The path of the request as the table has it: without the final slash, in lower case if any rule ignores case. */
export interface Keyed {
  key: string;
}
