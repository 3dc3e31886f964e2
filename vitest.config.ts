import { defineConfig } from "vitest/config";

export default defineConfig({
  // driftproof/theory is the theory of this checkout, as tsconfig.json says.
  resolve: { tsconfigPaths: true },
  test: {
    projects: [
      // Test files share their processes, and with them loaded modules and compiled code, on which half of the time of a
      // run would be spent. A test that registers a kind or sets a variable takes it back.
      {
        extends: true,
        test: {
          name: "suite",
          include: ["test/**/*.test.ts"],
          exclude: ["**/*.alone.test.ts"],
          isolate: false,
        },
      },
      // Those that replace a module, and a user's files, as users run them.
      {
        extends: true,
        test: { name: "alone", include: ["test/**/*.alone.test.ts", "examples/**/*.test.ts"] },
      },
    ],
    globalSetup: "test/support/built-program.ts",
    testTimeout: 170_000,
    // Hooks simulate too, and a loaded machine is slow.
    hookTimeout: 170_000,
    // One fork more than the two cores on which the suite is promised to run: those that start processes, Redis or a browser
    // wait for them.
    pool: "forks",
    maxWorkers: 3,
    execArgv: ["--max-old-space-size=1024", "--max-semi-space-size=64"],
    // For `npm run coverage`: where a line that no test has run could hide a wrong factor.
    coverage: {
      provider: "v8",
      include: ["theory/**/*.ts", "proofs-check/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
      reportsDirectory: "out/coverage",
      reportOnFailure: true,
      thresholds: { "theory/**": { lines: 95 }, "proofs-check/**": { lines: 95 } },
    },
    reporters: ["default", ["json", { outputFile: "out/test-results.json" }]],
  },
});
