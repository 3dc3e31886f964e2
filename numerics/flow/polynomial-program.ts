import type { Polynomial } from "../../theory/polynomial.ts";

/**
 * Polynomials with numbers for coefficients, as one flat program over a vector of variables. Interpreted, not
 * generated as code: a derivation of ten thousand terms would take longer to compile than to run.
 */
export interface PolynomialProgram {
  /** Writes the value of each polynomial. */
  evaluate(variables: Float64Array, out: Float64Array): void;
}

/**
 * @param variables the generators that may occur, in the order of the vector.
 * @throws RangeError when a polynomial has another generator.
 */
export function polynomialProgram(
  polynomials: readonly Polynomial[],
  variables: readonly string[],
): PolynomialProgram {
  const index = new Map(variables.map((name, i) => [name, i]));
  const ends: number[] = [];
  const coefficients: number[] = [];
  const factorEnds: number[] = [];
  const factors: number[] = [];
  // Powers above one are computed once an evaluation and shared by all terms.
  const powers: { base: number; exponent: number }[] = [];
  const powerIndex = new Map<string, number>();
  const place = (name: string, exponent: number): number => {
    const base = index.get(name);
    if (base === undefined) throw new RangeError(`no value is known for ${name}`);
    if (exponent === 1) return base;
    const key = `${base},${exponent}`;
    let at = powerIndex.get(key);
    if (at === undefined) powerIndex.set(key, (at = variables.length + powers.push({ base, exponent }) - 1));
    return at;
  };
  for (const polynomial of polynomials) {
    for (const { coefficient, powers: monomial } of polynomial.namedTerms()) {
      coefficients.push(coefficient.toNumber());
      for (const [name, exponent] of monomial) factors.push(place(name, exponent));
      factorEnds.push(factors.length);
    }
    ends.push(coefficients.length);
  }
  const program = {
    coefficients: Float64Array.from(coefficients),
    factors: Int32Array.from(factors),
    factorEnds: Int32Array.from(factorEnds),
  };
  const values = new Float64Array(variables.length + powers.length);
  return {
    evaluate(state, out) {
      for (let i = 0; i < variables.length; i++) values[i] = state[i]!;
      for (let i = 0; i < powers.length; i++) {
        values[variables.length + i] = state[powers[i]!.base]! ** powers[i]!.exponent;
      }
      let term = 0;
      let factor = 0;
      for (let p = 0; p < ends.length; p++) {
        let sum = 0;
        for (const end = ends[p]!; term < end; term++) {
          let product = program.coefficients[term]!;
          for (const stop = program.factorEnds[term]!; factor < stop; factor++) {
            product *= values[program.factors[factor]!]!;
          }
          sum += product;
        }
        out[p] = sum;
      }
    },
  };
}
