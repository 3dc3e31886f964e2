import { Polynomial } from "../polynomial.ts";
import { isserlis } from "./isserlis.ts";
import { binomial } from "./signal-moment.ts";

/**
 * The mean over both noises of p(y) q(y') at y = S + n, y' = S + n', by powers of the signal S left over: entry k is the
 * coefficient of S^k.
 * @param first p by powers of y: entry i is the coefficient of y^i.
 * @param second q alike.
 */
export function averageOverNoises(first: readonly Polynomial[], second: readonly Polynomial[]): Polynomial[] {
  const bySignalPower: Polynomial[][] = Array.from({ length: first.length + second.length - 1 }, () => []);
  first.forEach((a, i) => {
    second.forEach((b, j) => {
      const both = a.multiply(b);
      if (both.isZero) return;
      // The powers taken from the noises.
      for (let k = 0; k <= i; k++) {
        for (let m = 0; m <= j; m++) {
          const noise = isserlis(k, m);
          if (noise.isZero) continue;
          const weight = binomial(i, k).multiply(binomial(j, m));
          bySignalPower[i + j - k - m]!.push(noise.multiply(both).scale(weight));
        }
      }
    });
  });
  return bySignalPower.map((parts) => Polynomial.sum(parts));
}

/** The coefficients of a polynomial in `y`, constant first; they hold all other generators. */
export function coefficientsInOutput(polynomial: Polynomial): Polynomial[] {
  const list: Polynomial[] = new Array(Math.max(0, polynomial.degree("y")) + 1).fill(Polynomial.zero);
  for (const { powers, coefficient } of polynomial.collect((name) => name === "y")) {
    list[powers.get("y") ?? 0] = coefficient;
  }
  return list;
}
