import { gaussianRule } from "./legendre.ts";
import type { PlainActivation } from "./plain-activations.ts";
import type { Atoms } from "./plain-laws.ts";

/** A model in plain numbers. */
export interface Setting {
  readonly activation: PlainActivation;
  readonly laws: readonly Atoms[];
  readonly nu: number;
  readonly eta: number;
  readonly rho: number;
  readonly batch: number;
  readonly Q: readonly number[];
  readonly s: number;
}

/** One node of the joint law of (c, n, n') with phi, phi' and phi'' at both outputs. */
interface Node {
  readonly c: readonly number[];
  readonly n: number;
  readonly np: number;
  readonly first: Jet;
  readonly second: Jet;
}

interface Jet {
  readonly phi: number;
  readonly slope: number;
  readonly curvature: number;
}

/** The covariance loss's terms from their definition as means, and f once more as E[n F + n' F'] / s. */
export interface DefinedTerms {
  readonly g: number[];
  readonly lambda: number;
  /** By Stein's identity: phi'' is not in it, so that it exists for relu too. */
  readonly f: number;
  /** With phi'' as the definition has it; undefined for relu. */
  readonly fByCurvature: number | undefined;
}

function jointAtoms(laws: readonly Atoms[]): { c: number[]; weight: number }[] {
  return laws.reduce<{ c: number[]; weight: number }[]>(
    (points, law) =>
      points.flatMap(({ c, weight }) =>
        law.values.map((value, k) => ({ c: [...c, value], weight: weight * law.weights[k]! })),
      ),
    [{ c: [], weight: 1 }],
  );
}

/** Visits the nodes of (c, n, n') with their weights: n by its own law, n' by its law given n. */
function integrate(setting: Setting, visit: (node: Node, weight: number) => void): void {
  const { nu, eta, rho, Q, s, activation } = setting;
  const variance = s * (nu + eta);
  const slope = (nu + rho * eta) / (nu + eta);
  // Exactly zero where the views determine each other: a remainder of rounding would be a spurious noise.
  const rest = Math.abs(Math.abs(slope) - 1) < 1e-12 ? 0 : variance * (1 - slope * slope);
  const jet = (y: number): Jet => ({
    phi: activation.phi(y),
    slope: activation.slope(y),
    curvature: activation.curvature?.(y) ?? Number.NaN,
  });
  for (const { c, weight } of jointAtoms(setting.laws)) {
    if (weight < 1e-17) continue;
    const signal = c.reduce((sum, value, l) => sum + Q[l]! * value, 0);
    const bend = activation.kink === undefined ? undefined : activation.kink - signal;
    // The outer integral has the kink of y, and where n' = -n the kink of y' as well.
    const outer = gaussianRule(Math.sqrt(variance), bend === undefined ? [] : [bend, -bend]);
    for (const [i, n] of outer.nodes.entries()) {
      const w = weight * outer.weights[i]!;
      if (w < 1e-17) continue;
      const first = jet(signal + n);
      const inner = gaussianRule(Math.sqrt(rest), bend === undefined ? [] : [bend - slope * n]);
      for (const [j, e] of inner.nodes.entries()) {
        const np = slope * n + e;
        visit({ c, n, np, first, second: jet(signal + np) }, w * inner.weights[j]!);
      }
    }
  }
}

/** E phi(y) and E phi(y)^2 of one output. */
function outputMoments({ laws, activation, nu, eta, Q, s }: Setting): [number, number] {
  let [mean, square] = [0, 0];
  for (const { c, weight } of jointAtoms(laws)) {
    const signal = c.reduce((sum, value, l) => sum + Q[l]! * value, 0);
    const bends = activation.kink === undefined ? [] : [activation.kink - signal];
    const { nodes, weights } = gaussianRule(Math.sqrt(s * (nu + eta)), bends);
    for (const [i, n] of nodes.entries()) {
      const phi = activation.phi(signal + n);
      mean += weight * weights[i]! * phi;
      square += weight * weights[i]! * phi * phi;
    }
  }
  return [mean, square];
}

/** g, f and lambda of the covariance loss a = -phi(y) phi(y'), b = phi(y) phi(y'), its derivatives written out. */
export function definedTerms(setting: Setting): DefinedTerms {
  const { nu, eta, rho, batch, s } = setting;
  const v = nu + eta;
  const c = nu + rho * eta;
  // The mean output of another sample: beta_1(y) = phi'(y) M.
  const [M, square] = outputMoments(setting);
  const g = setting.laws.map(() => 0);
  let [S11, S22, S12, slopeSquare, slopeProduct, product, radial, bending] = [0, 0, 0, 0, 0, 0, 0, 0];
  integrate(setting, (node, w) => {
    const { first: y, second: yp } = node;
    const F = -y.slope * yp.phi + y.slope * M;
    const Fp = -y.phi * yp.slope + M * yp.slope;
    S11 += w * F * F;
    S22 += w * Fp * Fp;
    S12 += w * F * Fp;
    slopeSquare += w * y.slope * y.slope;
    slopeProduct += w * y.slope * yp.slope;
    product += w * y.phi * yp.phi;
    radial += w * (node.n * F + node.np * Fp);
    bending += w * (y.curvature * (M - yp.phi) + yp.curvature * (M - y.phi));
    for (let l = 0; l < g.length; l++) g[l]! -= w * node.c[l]! * (F + Fp);
  });
  // b_1(y, z') - beta_1(y) = phi'(y) (phi(z') - M): y and z' are independent.
  const pairs11 = (slopeSquare * (square - M * M)) / (batch - 1);
  const pairs12 = (slopeProduct * (product - M * M)) / (batch - 1);
  return {
    g,
    lambda: (v * (S11 + S22 + 2 * pairs11) + 2 * c * (S12 + pairs12)) / batch,
    f: radial / s,
    fByCurvature: setting.activation.curvature ? v * bending - 2 * c * slopeProduct : undefined,
  };
}
