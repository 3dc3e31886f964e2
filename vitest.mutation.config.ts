import { basename } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Suites that take long, the longest last: most mutants are noticed by one of the others. */
const long = [
  "stability",
  "batch-gradient",
  "symbolic-atoms",
  "exponential-sums",
  "thresholds",
  "normal-form",
  "text",
  "latex",
  "fluctuations",
  "signal-moment",
];

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => long.indexOf(basename(moduleId, ".test.ts"));
    return [...files].sort((a, b) => rank(a) - rank(b));
  }
}

/** For `npm run stryker`: the tests of `theory/`, but for two suites of many random models that take as long as all others. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["test/theory/**/*.test.ts"],
    exclude: ["test/theory/drift-diffusion.test.ts", "test/theory/second-opinion.test.ts"],
    // Stryker's own limit ends what does not end, and counts it apart.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    pool: "forks",
    sequence: { sequencer: QuickFirst },
  },
});
