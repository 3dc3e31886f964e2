import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { uninterrupted } from "../../cli/interrupts.ts";

test("many short works in one turn hold signals back by one handler, and let go of them together", async () => {
  const before = process.listenerCount("SIGINT");
  const seen = Array.from({ length: 30 }, () => uninterrupted(() => process.listenerCount("SIGINT")));
  expect(new Set(seen)).toEqual(new Set([before + 1]));
  for (let k = 0; k < 3; k++) await turn();
  expect(process.listenerCount("SIGINT")).toBe(before);
});

test("a work that throws lets go too", async () => {
  const before = process.listenerCount("SIGINT");
  expect(() =>
    uninterrupted(() => {
      throw new Error("full disk");
    }),
  ).toThrow("full disk");
  for (let k = 0; k < 3; k++) await turn();
  expect(process.listenerCount("SIGINT")).toBe(before);
});
