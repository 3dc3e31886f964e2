import { Polynomial } from "../../theory/polynomial.ts";
import { symbol } from "../../theory/symbols.ts";

const { generator } = Polynomial;

/** Times the powers of B and B - 1 that it is divided by, and in b = B - 2. */
export function clearedOfBatch(expression: Polynomial): Polynomial {
  const batch: readonly string[] = [symbol.batch, symbol.batchLessOne];
  const lowest = (name: string): number =>
    Math.min(0, ...expression.namedTerms().map(({ powers }) => powers.get(name) ?? 0));
  const powers = batch.map((name) => generator(name, -lowest(name)));
  const b = generator("b");
  return Polynomial.product([expression, ...powers]).substitute((name) =>
    batch.includes(name) ? b.add(Polynomial.constant(name === symbol.batch ? 2 : 1)) : undefined,
  );
}

/** With other expressions for the noise variance v and covariance c of the views. */
export function withNoiseLetters(
  expression: Polynomial,
  values: { v: Polynomial; c: Polynomial },
): Polynomial {
  return expression.substitute((name) => {
    if (name === symbol.noiseVariance) return values.v;
    return name === symbol.noiseCovariance ? values.c : undefined;
  });
}
