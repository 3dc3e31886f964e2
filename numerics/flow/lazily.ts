/** Makes a thing when it is first asked for; `made` looks whether it was. */
export function lazily<T>(make: () => T): { (): T; made(): T | undefined } {
  let made: T | undefined;
  return Object.assign(() => (made ??= make()), { made: () => made });
}
