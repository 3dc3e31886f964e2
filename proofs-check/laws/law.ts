/** Something that every implementation of an interface must obey, to run in any test runner. */
export interface Law {
  readonly name: string;
  /** @throws Error that says what differs. */
  check(): void;
}

/** @throws Error naming the two numbers when they differ by more than the tolerance, or are no numbers. */
export function requireNear(what: string, found: number, expected: number, tolerance: number): void {
  if (!(Math.abs(found - expected) <= tolerance)) {
    throw new Error(`${what}: found ${found}, expected ${expected} within ${tolerance}`);
  }
}
