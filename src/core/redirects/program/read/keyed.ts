/** The path of the request as the tables know it: without the final slash, and in lower case if any rule ignores case. */
export interface Keyed {
  key: string;
}
