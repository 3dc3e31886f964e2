import { defineConfig } from "vitest/config";

/** For `npm run stryker`: the tests that are about the exact core, and are fast enough to run for each of its mutants. */
export default defineConfig({
  test: {
    include: [
      "test/theory/{rational,polynomial,reduction}*.test.ts",
      "test/theory/expectation/isserlis.test.ts",
    ],
    testTimeout: 60_000,
    pool: "forks",
  },
});
