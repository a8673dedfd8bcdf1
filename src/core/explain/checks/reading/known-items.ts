import type { Properties } from './app-resources';
import { isLeftOut } from './values';
import type { UnknownPart } from '../checked-site';

/** An element of a list, and its place in the template. */
export interface Item<T> {
  readonly value: T;
  readonly at: number;
}

/** The elements of the lists of a distribution that are known, and what is not. */
export class KnownItems {
  readonly unknown: UnknownPart[] = [];

  constructor(readonly config: Properties) {}

  of<T>(property: string, what: string, isKnown: (one: unknown) => one is T): Item<T>[] {
    const value: unknown = this.config[property];
    if (isLeftOut(value)) return [];
    if (!Array.isArray(value)) {
      this.addUnknown(property, what);
      return [];
    }
    return value.flatMap((one: unknown, at) => {
      if (isKnown(one)) return [{ value: one, at }];
      if (!isLeftOut(one)) this.addUnknown(`${property}[${at}]`, what);
      return [];
    });
  }

  addUnknown(property: string, what: string): void {
    this.unknown.push({ property, what });
  }

  /** Whether elements of a list, or the list, are only known at deploy time. */
  hasUnknown(list: string): boolean {
    return this.unknown.some(({ property }) => property.startsWith(`${list}[`));
  }
}
