import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    testTimeout: 170_000,
    // Two forks: the suite is compute-bound and is promised to run on two cores.
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default", ["json", { outputFile: "out/test-results.json" }]],
  },
});
