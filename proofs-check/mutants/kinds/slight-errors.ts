import { Rational } from "../../../theory/rational.ts";
import type { Mutant } from "../mutant.ts";
import { onIntensity, onTerms, times, under } from "../operations.ts";

/** Just above what the tests resolve at full effort. */
const slightly = times(Rational.of(51, 50));

/** Everything 2 % too large, a quantity at a time: only the full effort of `npm run mutants` tells these from the truth. */
export const slightErrors: readonly Mutant[] = [
  { id: "g-slightly", words: "g 2 % too large", terms: onTerms(slightly, "g") },
  { id: "f-slightly", words: "f 2 % too large", terms: onTerms(slightly, "f") },
  { id: "lambda-slightly", words: "lambda 2 % too large", terms: onTerms(slightly, "lambda") },
  {
    id: "free-slightly",
    words: "the free right-hand sides 2 % too large",
    equations: under("free", (equations) => equations.map(slightly)),
  },
  {
    id: "sphere-slightly",
    words: "the sphere's right-hand sides 2 % too large",
    equations: under("sphere", (equations) => equations.map(slightly)),
  },
  { id: "D-slightly", words: "D 2 % too large", intensity: onIntensity(slightly) },
];
