import { Polynomial } from "../../../theory/polynomial.ts";
import { parseMoment } from "../../../theory/symbols.ts";

const second = Polynomial.generator("a");

/** What the letters of `inSymmetricMoments` mean. */
export const symmetricMomentLetters =
  "a = E S^2 and h1, h2, ... = E S^(2k - 2) (S^2 - a)^2 for k = 1, 2, ..., of the signal S = Q.c";

/**
 * Rewrites the moments of one symmetric law in numbers that no law makes negative: its variance a, and
 * h_k = E S^(2k-2) (S^2 - a)^2. Odd moments vanish, and E S^(2k+2) = h_k + 2 a E S^2k - a^2 E S^(2k-2).
 */
export function inSymmetricMoments(expression: Polynomial): Polynomial {
  return expression.substitute((name) => {
    const moment = parseMoment(name);
    if (!moment) return undefined;
    return moment.order % 2 === 1 ? Polynomial.zero : evenMoment(moment.order / 2);
  });
}

/** E S^2k. */
function evenMoment(k: number): Polynomial {
  let [before, moment] = [Polynomial.one, second];
  for (let i = 1; i < k; i++) {
    const next = Polynomial.generator(`h${i}`)
      .add(second.multiply(moment).scale(2))
      .subtract(second.power(2).multiply(before));
    [before, moment] = [moment, next];
  }
  return k === 0 ? Polynomial.one : moment;
}
