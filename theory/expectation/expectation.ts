import { type Activation, type DerivativePowers, outputOrder } from "../activations/activation.ts";
import { functionDerivative } from "../expressions/ring-element.ts";
import { substituteDeep } from "../function-generators.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { overlapIndex, symbol } from "../symbols.ts";
import { type Atom, atomName } from "./atom.ts";
import { parseHidden, parsePhi } from "./views.ts";

/** What a derivation may use of a hidden law. Everything else stays a symbol m<order>_<l>. */
export interface LawHypothesis {
  readonly zeroMean: boolean;
  /** All odd moments are zero. */
  readonly symmetric: boolean;
  /** Whether E exp(x c) is finite for every x; taken to be so where it is not said. */
  readonly exponentialMoments?: boolean;
}

/** The raw moment of feature l as a symbol, or the number that the hypothesis makes of it. */
export function momentSymbol(order: number, l: number, hypothesis: LawHypothesis): Polynomial {
  if (order === 0) return Polynomial.one;
  if (order % 2 === 1 && (hypothesis.symmetric || (order === 1 && hypothesis.zeroMean)))
    return Polynomial.zero;
  return Polynomial.generator(symbol.moment(order, l));
}

/** How the mean of one sample's product is expressed: in closed form, or as an atom. */
export interface AtomRule {
  /** The mean as an element of the ring. */
  value(atom: Atom): Polynomial;
  /** The total derivative, by Q_l or s, of a generator of the ring that `value` introduced. */
  derivative(generator: string, variable: string): Polynomial | undefined;
  /** The value at Q = 0 of such a generator. */
  atOrigin(generator: string): Polynomial | undefined;
}

/**
 * The mean over hidden variables and noises as a linear map from integrands (see views.ts) to expressions in
 * Q, s and the model's symbols, together with the calculus on those expressions.
 */
export class Expectation {
  private readonly values = new Map<string, Polynomial>();

  constructor(
    readonly activation: Activation,
    readonly hypotheses: readonly LawHypothesis[],
    private readonly rule: AtomRule,
  ) {}

  get features(): number {
    return this.hypotheses.length;
  }

  /**
   * The mean of an integrand over the samples named by their first view; factors of a sample that is not
   * named stay as they are.
   */
  of(integrand: Polynomial, ...over: readonly ("y" | "z")[]): Polynomial {
    let result = integrand;
    for (const sample of over) result = this.overOne(result, sample);
    return result;
  }

  private overOne(integrand: Polynomial, sample: "y" | "z"): Polynomial {
    const belongs = (name: string): boolean =>
      parsePhi(name)?.view.startsWith(sample) || (sample === "y" && parseHidden(name) >= 0);
    return Polynomial.sumOfProducts(
      integrand
        .collect(belongs)
        .map(({ powers, coefficient }) => [coefficient, this.mean(powers, sample)] as const),
    );
  }

  private mean(powers: ReadonlyMap<string, number>, sample: "y" | "z"): Polynomial {
    const hidden: number[] = [];
    const left = new Map<number, number>();
    const right = new Map<number, number>();
    for (const [name, exponent] of powers) {
      const l = parseHidden(name);
      if (l >= 0) {
        while (hidden.length <= l) hidden.push(0);
        hidden[l] = exponent;
      } else {
        const phi = parsePhi(name)!;
        (phi.view === sample ? left : right).set(phi.order, exponent);
      }
    }
    return this.normalized({ hidden, left, right, atOrigin: false });
  }

  /** The mean of a product after the activation's own simplifications, zero where a symmetry makes it so. */
  private normalized(atom: Atom): Polynomial {
    const normal = (powers: DerivativePowers): { factor: Rational; powers: DerivativePowers } =>
      this.activation.normalForm?.(powers) ?? { factor: Rational.one, powers };
    const left = normal(atom.left);
    const right = normal(atom.right);
    const factor = left.factor.multiply(right.factor);
    if (factor.isZero || this.vanishesBySymmetry({ ...atom, left: left.powers, right: right.powers })) {
      return Polynomial.zero;
    }
    // The two views are exchangeable: one representative of the two orders.
    const ordered = orderKey(left.powers) >= orderKey(right.powers) ? [left, right] : [right, left];
    return this.valueOf({ ...atom, left: ordered[0]!.powers, right: ordered[1]!.powers }).scale(factor);
  }

  /** Means come back often, and a closed form is work. */
  private valueOf(atom: Atom): Polynomial {
    const key = atomName(atom);
    let value = this.values.get(key);
    if (value === undefined) this.values.set(key, (value = this.rule.value(atom)));
    return value;
  }

  private vanishesBySymmetry(atom: Atom): boolean {
    return this.hypotheses.every(({ symmetric }) => symmetric) && isOdd(atom, this.activation.parity);
  }

  /** The total derivative of an expression by Q_l or s: atoms depend on both. */
  derivative(expression: Polynomial, variable: string): Polynomial {
    const parts = [expression.derivative(variable)];
    for (const generator of expression.generators()) {
      const inner =
        functionDerivative(generator, (argument) => this.derivative(argument, variable)) ??
        this.rule.derivative(generator, variable);
      if (inner && !inner.isZero) parts.push(expression.derivative(generator).multiply(inner));
    }
    return Polynomial.sum(parts);
  }

  /** The expression's value at Q = 0, where y = n and the hidden variables average by themselves. */
  atOrigin(expression: Polynomial): Polynomial {
    return substituteDeep(expression, (name) =>
      overlapIndex(name) >= 0 ? Polynomial.zero : this.rule.atOrigin(name),
    );
  }
}

/** Whether the flip (c, n, n') -> -(c, n, n') changes the sign of an atom's integrand, for phi odd or even. */
export function isOdd(atom: Omit<Atom, "atOrigin">, parity: Activation["parity"]): boolean {
  if (parity === "neither") return false;
  let sign = atom.hidden.reduce((sum, exponent) => sum + exponent, 0);
  for (const powers of [atom.left, atom.right]) {
    for (const [order, exponent] of powers) {
      const isOddFactor = order === outputOrder || (order % 2 === 0) === (parity === "odd");
      if (isOddFactor) sign += exponent;
    }
  }
  return sign % 2 === 1;
}

/** What derivative products are ordered by: their highest derivatives first, as numbers are. */
function orderKey(powers: DerivativePowers): string {
  return [...powers]
    .sort(([x], [y]) => y - x)
    .map(([order, exponent]) => `${String(order).padStart(2, "0")}^${String(exponent).padStart(3, "0")}`)
    .join();
}
