import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { version } from "../../cli/version.ts";
import { invokeJson } from "../cli/harness.ts";
import { goldenCases } from "./cases.ts";

/** Numbers to 1e-9, as the last digits of Math.* differ between machines; everything else exactly. */
function expectSame(found: unknown, golden: unknown, path: string): void {
  if (typeof golden === "number" && typeof found === "number") {
    expect(Math.abs(found - golden), `${path}: ${found}`).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(golden)),
    );
  } else if (typeof golden === "object" && golden !== null && typeof found === "object" && found !== null) {
    expect(Object.keys(found), path).toEqual(Object.keys(golden));
    for (const [key, part] of Object.entries(golden)) {
      expectSame((found as Record<string, unknown>)[key], part, `${path}.${key}`);
    }
  } else expect(found, path).toEqual(golden);
}

test.each(Object.entries(goldenCases))("%s is what it was", async (name, argv) => {
  const golden = JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8"));
  expect(golden.argv).toEqual(argv);
  // A new version may print other results; they are then renewed with it.
  expect(golden.version).toBe(version());
  const { seconds: _, ...result } = await invokeJson(...argv.filter((word) => word !== "--json"));
  expectSame(result, golden.result, name);
});

test("there is a case for every file", () => {
  const files = readdirSync(new URL(".", import.meta.url)).filter((file) => file.endsWith(".json"));
  expect(files.sort()).toEqual(
    Object.keys(goldenCases)
      .map((name) => `${name}.json`)
      .sort(),
  );
});
