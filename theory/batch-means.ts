import type { Expectation } from "./expectation/expectation.ts";
import { parseHidden, parsePhi } from "./expectation/views.ts";
import { Polynomial } from "./polynomial.ts";
import { symbol } from "./symbols.ts";

const generator = Polynomial.generator;
const batch = generator(symbol.batch);
const batchLessOne = generator(symbol.batchLessOne);

/** B as B - 1 and one. */
const batchSize = batchLessOne.add(Polynomial.one);

/** The powers of a one-sample monomial's generators. */
type Powers = ReadonlyMap<string, number>;

/**
 * Means and covariances, exact for every B, of statistics of a batch: polynomials in sums over its samples,
 * sum_i f(sample i), of monomials f in c_l, y, y' and derivatives of phi there.
 *
 * The samples being independent, the mean of a product of sums is a sum over who coincides with whom:
 *
 *     E[ sum_i f_i sum_j g_j ... ] = B sum_S E[f g_S] (the same mean of the sums not in S, over B - 1 samples),
 *
 * where S runs over the subsets of the other sums, whose index is the sample of the first.
 */
export class BatchMeans {
  private readonly expectation: Expectation;
  /** The monomials of the sums, by the sums' names. */
  private readonly summands = new Map<string, Powers>();
  /** E f of a product of monomials, by the product's name. */
  private readonly means = new Map<string, Polynomial>();
  private readonly products = new Map<string, Polynomial>();

  constructor(expectation: Expectation) {
    this.expectation = expectation;
  }

  /** sum_i f_i of an integrand at the views y, y' (see views.ts); sums in its coefficients stay as they are. */
  sum(integrand: Polynomial): Polynomial {
    return Polynomial.sum(
      integrand.collect(isOfSample).map(({ powers, coefficient }) => {
        if (powers.size === 0) return coefficient.multiply(batchSize);
        const name = `sum[${monomialName(powers)}]`;
        this.summands.set(name, powers);
        return coefficient.multiply(generator(name));
      }),
    );
  }

  /** sum_{j != i} of an integrand at the views y, y' of sample i and z, z' of sample j: a function of sample i. */
  sumOverOthers(integrand: Polynomial): Polynomial {
    const isOther = (name: string): boolean => parsePhi(name)?.view.startsWith("z") ?? false;
    return Polynomial.sum(
      integrand.collect(isOther).map(({ powers, coefficient }) => {
        const other = monomial(new Map([...powers].map(([name, power]) => [name.replace("z", "y"), power])));
        return coefficient.multiply(this.sum(other).subtract(other));
      }),
    );
  }

  /** The mean of a statistic: B times a Laurent polynomial in B - 1, if the statistic's coefficients are these. */
  mean(statistic: Polynomial): Polynomial {
    return this.written(batch.multiply(this.meanPerSample(statistic)));
  }

  /** The covariance of two statistics, with B and B - 1 as in `mean`. */
  covariance(first: Polynomial, second: Polynomial): Polynomial {
    const product = this.meanPerSample(first).multiply(this.meanPerSample(second));
    const together = this.meanPerSample(first.multiply(second));
    return this.written(batch.multiply(together.subtract(product.multiply(batchSize))));
  }

  /** The mean over B, in the letters of `means`. */
  private meanPerSample(statistic: Polynomial): Polynomial {
    return Polynomial.sum(
      statistic
        .collect((name) => this.summands.has(name))
        .map(({ powers, coefficient }) => {
          const sums = [...powers].flatMap(([name, power]) => new Array<string>(power).fill(name));
          const mean = sums.length === 0 ? batch.inverse() : this.meanOfProduct(sums.sort(), 0);
          return coefficient.multiply(mean);
        }),
    );
  }

  /** The mean of a product of sums over all samples but `taken` ones; without its factor B where none is taken. */
  private meanOfProduct(sums: readonly string[], taken: number): Polynomial {
    const [first, ...others] = sums;
    if (first === undefined) return Polynomial.one;
    const key = `${taken} ${sums.join()}`;
    let product = this.products.get(key);
    if (product === undefined) {
      const parts: Polynomial[] = [];
      for (let subset = 0; subset < 2 ** others.length; subset++) {
        const isShared = (at: number): boolean => (subset & (1 << at)) !== 0;
        const shared = this.meanOfSample([first, ...others.filter((_, at) => isShared(at))]);
        if (shared.isZero) continue;
        const rest = others.filter((_, at) => !isShared(at));
        parts.push(shared.multiply(this.meanOfProduct(rest, taken + 1)));
      }
      const samples = taken === 0 ? Polynomial.one : batchLessOne.subtract(Polynomial.constant(taken - 1));
      product = Polynomial.sum(parts).multiply(samples);
      this.products.set(key, product);
    }
    return product;
  }

  /** The mean of the product of these sums' monomials, all of one sample, as a letter unless it is a single term. */
  private meanOfSample(sums: readonly string[]): Polynomial {
    const powers = new Map<string, number>();
    for (const sum of sums) {
      for (const [factor, power] of this.summands.get(sum)!) {
        powers.set(factor, (powers.get(factor) ?? 0) + power);
      }
    }
    // The two views are exchangeable: one letter for both orders.
    const [first] = [monomialName(powers), monomialName(exchanged(powers))].sort();
    const name = `mean[${first}]`;
    let mean = this.means.get(name);
    if (mean === undefined) this.means.set(name, (mean = this.expectation.of(monomial(powers), "y")));
    // Long means are put in at the end, when all that cancels has cancelled.
    return mean.size > 1 ? generator(name) : mean;
  }

  private written(expression: Polynomial): Polynomial {
    return expression.substitute((name) => this.means.get(name));
  }
}

/** Whether a generator of an integrand belongs to the sample of y. */
function isOfSample(name: string): boolean {
  return parseHidden(name) >= 0 || (parsePhi(name)?.view.startsWith("y") ?? false);
}

function monomial(powers: Powers): Polynomial {
  return Polynomial.product([...powers].map(([name, power]) => generator(name, power)));
}

/** A monomial at the views y, y' with these two exchanged. */
function exchanged(powers: Powers): Powers {
  const mirror = (name: string): string => name.replace(/y'?/, (view) => (view === "y" ? "y'" : "y"));
  return new Map([...powers].map(([name, power]) => [mirror(name), power]));
}

/** One name for one monomial. */
function monomialName(powers: Powers): string {
  return [...powers]
    .map(([name, power]) => `${name}^${power}`)
    .sort()
    .join("*");
}
