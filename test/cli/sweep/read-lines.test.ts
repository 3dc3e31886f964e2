import fc from "fast-check";
import { expect, test } from "vitest";
import { readLines } from "../../../cli/sweep/read-lines.ts";
import { temporaryFile } from "../harness.ts";

test("a file is split at its line breaks, wherever its chunks end", () => {
  const text = fc
    .array(fc.constantFrom("a", "\n", "é", "→", "\r"), { maxLength: 40 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 9 }), (content, chunkSize) => {
      const lines = [...readLines(temporaryFile(content, "lines.txt"), chunkSize)];
      const parts = content.split("\n");
      const rest = parts.pop()!;
      expect(lines.filter(({ whole }) => whole).map((line) => line.text)).toEqual(parts);
      expect(lines.filter(({ whole }) => !whole).map((line) => line.text)).toEqual(rest === "" ? [] : [rest]);
      expect(lines.at(-1)?.end ?? 0).toBe(Buffer.byteLength(content));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("there is no line where there is no file", () => {
  expect([...readLines("nowhere.jsonl")]).toEqual([]);
});
