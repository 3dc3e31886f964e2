import type { MomentPart } from "../../../quadrature/characteristic-moments.ts";
import type { MeanPlan } from "./mean-plan.ts";

/** Which rows over the modes the means of a plan are scalar products of. */
export interface ModePlan {
  /** Real or imaginary parts of E[c^h exp(i k w S)], as sums of signed products of one moment part a feature. */
  readonly products: readonly (readonly SignedProduct[])[];
  /** Cosine (0) or sine (1) coefficients of an integrand's series. */
  readonly series: readonly { readonly integrand: number; readonly part: 0 | 1 }[];
  /** Of each atom the pairs (product, series) to multiply and add. */
  readonly pairs: readonly (readonly [product: number, series: number])[][];
  /** Atoms at S = 0, each the plain sum of a row of cosine coefficients. */
  readonly atOrigin: readonly { readonly atom: number; readonly series: number }[];
}

export interface SignedProduct {
  readonly sign: number;
  /** The number of the part of each feature. */
  readonly parts: readonly number[];
}

/** @param parts of every feature's moments, those that vanish left out. */
export function modePlan({ atoms, place }: MeanPlan, parts: readonly (readonly MomentPart[])[]): ModePlan {
  const products = new Numbered<readonly SignedProduct[]>();
  const series = new Numbered<{ integrand: number; part: 0 | 1 }>();
  const seriesOf = (integrand: number, part: 0 | 1): number =>
    series.place(`${integrand} ${part}`, () => ({ integrand, part }));
  const atOrigin: { atom: number; series: number }[] = [];
  const pairs = atoms.map(({ hidden, atOrigin: isAtOrigin }, atom): [number, number][] => {
    if (isAtOrigin) {
      atOrigin.push({ atom, series: seriesOf(place[atom]!, 0) });
      return [];
    }
    const all = signedProducts(hidden, parts);
    return ([0, 1] as const).flatMap((part): [number, number][] => {
      const own = all.filter(({ imaginary }) => imaginary === (part === 1));
      if (own.length === 0) return [];
      return [[products.place(`${hidden.join()} ${part}`, () => own), seriesOf(place[atom]!, part)]];
    });
  });
  return { products: products.items, series: series.items, pairs, atOrigin };
}

/** The product over l of E[c_l^(h_l) exp(i x_l c_l)], multiplied out into parts. */
function signedProducts(
  hidden: readonly number[],
  features: readonly (readonly MomentPart[])[],
): (SignedProduct & { imaginary: boolean })[] {
  let all = [{ sign: 1, parts: [] as readonly number[], imaginary: false }];
  for (const [l, own] of features.entries()) {
    all = all.flatMap((product) =>
      own.flatMap(({ exponent, imaginary }, p) => {
        if (exponent !== (hidden[l] ?? 0)) return [];
        // i times i is -1.
        const sign = imaginary && product.imaginary ? -product.sign : product.sign;
        return [{ sign, parts: [...product.parts, p], imaginary: imaginary !== product.imaginary }];
      }),
    );
  }
  return all;
}

/** Distinct things in the order of their first use. */
class Numbered<T> {
  readonly items: T[] = [];
  readonly #places = new Map<string, number>();

  place(key: string, make: () => T): number {
    let at = this.#places.get(key);
    if (at === undefined) this.#places.set(key, (at = this.items.push(make()) - 1));
    return at;
  }
}
