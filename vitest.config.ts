import { defineConfig } from "vitest/config";

export default defineConfig({
  // driftproof/theory is the theory of this checkout, as tsconfig.json says.
  resolve: { tsconfigPaths: true },
  test: {
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    globalSetup: "test/support/built-program.ts",
    testTimeout: 170_000,
    // Hooks simulate too, and a loaded machine is slow.
    hookTimeout: 170_000,
    // Two forks: the suite is compute-bound and is promised to run on two cores.
    pool: "forks",
    maxWorkers: 2,
    // Collect garbage before it piles up: the whole run is promised to stay below 600 MB.
    execArgv: ["--max-old-space-size=192"],
    // For `npm run coverage`: where a line that no test has run could hide a wrong factor.
    coverage: {
      provider: "v8",
      include: ["theory/**/*.ts", "proofs-check/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
      reportsDirectory: "out/coverage",
      reportOnFailure: true,
      thresholds: { lines: 95 },
    },
    reporters: ["default", ["json", { outputFile: "out/test-results.json" }]],
  },
});
