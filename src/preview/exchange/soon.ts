/** A value, or a promise of it. A promise takes longer than a stage, and most requests wait for nothing. */
export type Soon<T> = T | Promise<T>;

/** Goes on with a value: at once if it is there. */
export function afterwards<T, R>(value: Soon<T>, next: (value: T) => Soon<R>): Soon<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
