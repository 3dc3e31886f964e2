import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    // Two forks: the suite is compute-bound and is promised to run on two cores.
    pool: "forks",
    maxWorkers: 2,
  },
});
