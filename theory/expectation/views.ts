import { outputOrder } from "../activations/activation.ts";
import { Polynomial } from "../polynomial.ts";

/**
 * Integrands are polynomials in phi and its derivatives at the outputs of two independent samples: (y, y') of
 * the one and (z, z') of the other, and in these outputs themselves. The generator `phi2(y')` is phi'' at y', `y'`
 * the output; `c1`, `c2`, ... are the hidden variables of the sample of y.
 */
export type View = "y" | "y'" | "z" | "z'";

/** phi^(order) at a view, or the output itself, as a generator's name. */
export function phiName(order: number, view: View): string {
  return order === outputOrder ? view : `phi${order}(${view})`;
}

export function phiAt(view: View, order = 0): Polynomial {
  return Polynomial.generator(phiName(order, view));
}

/** Reads `phi2(y')` and `y'`; undefined for names of anything else. */
export function parsePhi(name: string): { order: number; view: View } | undefined {
  if (/^[yz]'?$/.test(name)) return { order: outputOrder, view: name as View };
  const match = /^phi(\d+)\(([yz]'?)\)$/.exec(name);
  return match ? { order: Number(match[1]), view: match[2] as View } : undefined;
}

/** The hidden variable c_l of the sample of y, as a generator's name. */
export function hiddenName(l: number): string {
  return `c${l + 1}`;
}

/** Reads `c2` as 1; -1 for names of anything else. */
export function parseHidden(name: string): number {
  const match = /^c(\d+)$/.exec(name);
  return match ? Number(match[1]) - 1 : -1;
}

/** The derivative of an integrand by one output: phi^(k) becomes phi^(k+1) there, the output itself 1. */
export function differentiateView(integrand: Polynomial, view: View): Polynomial {
  return Polynomial.sum(
    integrand.generators().map((name) => {
      const phi = parsePhi(name);
      if (phi?.view !== view) return Polynomial.zero;
      const slope = phi.order === outputOrder ? Polynomial.one : phiAt(view, phi.order + 1);
      return integrand.derivative(name).multiply(slope);
    }),
  );
}
