import type { Polynomial } from "../../theory/polynomial.ts";

/** Polynomials with numbers for coefficients, as generated functions of a vector of variables. */
export interface PolynomialProgram {
  /** Writes the value of each polynomial. */
  evaluate(variables: Float64Array, out: Float64Array): void;
}

/** v: the variables, c: the coefficients from the function's first on, o: where the values are added up. */
type Compiled = (v: Float64Array, c: Float64Array, o: Float64Array) => void;

/** V8 optimises no function that is much longer. */
const termsPerFunction = 400;

/**
 * Generates straight-line code: ten times as fast as a loop over the terms. Only places and exponents are in it, neither
 * names nor coefficients, so that nothing that a user wrote is run and models of one form share their code.
 * @param variables the generators that may occur, in the order of the vector.
 * @throws RangeError when a polynomial has another generator.
 */
export function polynomialProgram(
  polynomials: readonly Polynomial[],
  variables: readonly string[],
): PolynomialProgram {
  const index = new Map(variables.map((name, i) => [name, i]));
  const terms = polynomials.flatMap((polynomial, to) =>
    polynomial.namedTerms().map(({ coefficient, powers }) => {
      const factors = [...powers].map(([name, exponent]) => {
        const place = index.get(name);
        if (place === undefined) throw new RangeError(`no value is known for ${name}`);
        return { place, exponent };
      });
      return { coefficient: coefficient.toNumber(), factors, to };
    }),
  );
  const parts = Array.from({ length: Math.ceil(terms.length / termsPerFunction) }, (_, i) => {
    const own = terms.slice(i * termsPerFunction, (i + 1) * termsPerFunction);
    const coefficients = Float64Array.from(own, ({ coefficient }) => coefficient);
    return { run: compiled(sourceOf(own)), coefficients };
  });
  const count = polynomials.length;
  return {
    evaluate(values, out) {
      for (let p = 0; p < count; p++) out[p] = 0;
      for (let i = 0; i < parts.length; i++) parts[i]!.run(values, parts[i]!.coefficients, out);
    },
  };
}

interface Term {
  readonly factors: readonly { readonly place: number; readonly exponent: number }[];
  /** The polynomial's number. */
  readonly to: number;
}

function sourceOf(terms: readonly Term[]): string {
  const lines: string[] = [];
  const defined = new Set<string>();
  const define = (name: string, value: string): string => {
    if (!defined.has(name)) lines.push(`const ${name} = ${value};`);
    defined.add(name);
    return name;
  };
  /** Every power once, as a product of two halves. */
  const power = (place: number, exponent: number): string => {
    if (exponent === 1) return define(`v${place}`, `v[${place}]`);
    if (exponent < 0) return define(`v${place}_over${-exponent}`, `1 / (${power(place, -exponent)})`);
    const half = exponent >> 1;
    const name = `v${place}_${exponent}`;
    return defined.has(name)
      ? name
      : define(name, `${power(place, half)} * ${power(place, exponent - half)}`);
  };
  const sums = new Map<number, string[]>();
  for (const [i, { factors, to }] of terms.entries()) {
    const product = [`c[${i}]`, ...factors.map(({ place, exponent }) => power(place, exponent))].join(" * ");
    if (!sums.has(to)) sums.set(to, []);
    sums.get(to)!.push(product);
  }
  for (const [to, products] of sums) lines.push(`o[${to}] += ${products.join(" + ")};`);
  return lines.join("\n");
}

/** Code that was made before, oldest first. */
const known = new Map<string, Compiled>();
const mostKnown = 200;

function compiled(source: string): Compiled {
  let run = known.get(source);
  if (run === undefined) {
    if (known.size >= mostKnown) known.delete(known.keys().next().value!);
    known.set(source, (run = new Function("v", "c", "o", source) as Compiled));
  }
  return run;
}
