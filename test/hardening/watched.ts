import { expect } from "vitest";
import { DriftproofError } from "../../theory/errors.ts";

/** What the two shared prototypes own before anything hostile is read. */
const pristine = [Object.prototype, Array.prototype, Function.prototype].map(describe);

function describe(prototype: object): string {
  return Reflect.ownKeys(prototype).map(String).join();
}

/** Code that hostile text runs would leave this behind. */
const mark = "driftproofWasHere";

/** A call that, were it ever run, `expectHarmless` would see. */
export const payload = `globalThis.${mark}=1`;

/** Seconds of processor time, which a busy machine does not stretch, that one case may take. */
const patience = 2;

/** That nothing has changed the objects that all code shares, and that no text was run as code. */
export function expectHarmless(): void {
  expect([Object.prototype, Array.prototype, Function.prototype].map(describe)).toEqual(pristine);
  expect(Object.hasOwn(globalThis, mark)).toBe(false);
}

/** Does something that either works or is refused by an error of ours in one line, and soon. */
export async function harmless<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  const started = process.cpuUsage();
  let result: T | undefined;
  try {
    result = await work();
  } catch (error) {
    if (!(error instanceof DriftproofError)) throw error;
    expectOneLine(error.message);
  }
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(patience);
  expectHarmless();
  return result;
}

/** That a message is one line that a person reads to its end. */
export function expectOneLine(message: string): void {
  expect(message).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u);
  expect(message).not.toMatch(/ {4}at |\[object /);
  expect(message.length).toBeLessThan(2000);
}
