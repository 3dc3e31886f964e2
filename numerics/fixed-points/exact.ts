import { type IsolatedRoot, isolateRoots } from "../../theory/expressions/isolate-roots.ts";
import { type Coefficients, coefficientsOf, derivative, valueAt } from "../../theory/expressions/sturm.ts";
import type { HiddenLaw } from "../../theory/laws/law.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { symbol } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";
import type { Flow } from "../flow/flow.ts";
import { symmetriesOf } from "../symmetries.ts";
import { allFixedPoints, type FixedPoint, type FixedPointSet, stabilityOf } from "./fixed-point.ts";
import { orbitSize } from "./orbits.ts";

const half = Rational.of(1, 2);

/**
 * All fixed points on the sphere, with proof, where the rates are dQ_l/dt = Q_l h_l with polynomials h_l that differ
 * by constants alone: two overlaps whose constants differ are then never both nonzero, so that every fixed point is
 * a root of a polynomial in one overlap. One feature with any polynomial rate is the same without the factor Q.
 * @returns undefined where the equations are not of this kind, or a number in them is rounded.
 */
export function exactFixedPoints(flow: Flow): FixedPointSet | undefined {
  const { features, size } = flow;
  const rates = size > features ? undefined : polynomialRates(flow);
  if (!rates) return undefined;
  if (features === 1) return alongOneFeature(flow, coefficientsOf(rates[0]!, symbol.overlap(0)));
  return separated(flow, rates);
}

/** The rates where they are exact polynomials in the state's variables; undefined where they are not. */
export function polynomialRates({ model, derivation }: Flow): Polynomial[] | undefined {
  if (!model.features.every(hasExactMoments)) return undefined;
  const rates = derivation.ode.map((rate) => withValues(model, rate));
  return rates.every((rate) => isPolynomial(rate, derivation.variables)) ? rates : undefined;
}

/** The scale that a variance gives to an unsymmetric law is a square root, in general a rounded one. */
function hasExactMoments({ symmetric, mean, variance, moment }: HiddenLaw): boolean {
  return symmetric || moment(2).equals(mean.power(2).add(variance));
}

function isPolynomial(rate: Polynomial, variables: readonly string[]): boolean {
  return rate
    .namedTerms()
    .every(({ powers }) => [...powers].every(([name, exponent]) => variables.includes(name) && exponent > 0));
}

function alongOneFeature(flow: Flow, rate: Coefficients): FixedPointSet {
  if (rate.length === 0) {
    return allFixedPoints("sturm", [], ["every state is a fixed point: dQ1/dt is zero"]);
  }
  const slope = derivative(rate);
  const points = isolateRoots(rate, Rational.one.negate(), Rational.one).flatMap((root): FixedPoint[] => {
    const eigenvalue = root.multiplicity > 1 ? 0 : valueAt(slope, centre(root)).toNumber();
    return onePerOrbit(flow, 0, root, rate, [{ eigenvalue, sign: root.slopeSign }]);
  });
  return allFixedPoints("sturm", points);
}

function separated(flow: Flow, rates: readonly Polynomial[]): FixedPointSet | undefined {
  const factors = rates.map((rate, l) => quotientByOverlap(rate, l));
  if (!factors.every((factor) => factor !== undefined)) return undefined;
  // h_l - h_1.
  const constants = factors.map((factor) => factor.subtract(factors[0]!).asConstant());
  if (!constants.every((constant) => constant !== undefined)) return undefined;
  const atOrigin = constantsAt(factors);
  const originSigns = atOrigin.map((rate) => ({ eigenvalue: rate.toNumber(), sign: rate.sign }));
  const first = coefficientsOf(onAxis(rates[0]!, 0), symbol.overlap(0));
  const order = first.findIndex((coefficient) => !coefficient.isZero);
  const origin = {
    low: Rational.zero,
    high: Rational.zero,
    multiplicity: order,
    slopeSign: originSigns[0]!.sign,
  };
  const points = onePerOrbit(flow, 0, origin, first, originSigns);
  const continua: string[] = [];
  for (const [l, factor] of factors.entries()) {
    const equals = constants.flatMap((constant, m) => (constant.equals(constants[l]!) ? [m] : []));
    if (equals[0] !== l) continue;
    const h = coefficientsOf(onAxis(factor, l), symbol.overlap(l));
    if (equals.length > 1) {
      const surface = commonSurface(factor, equals);
      if (surface === undefined) return undefined;
      continua.push(...surface);
      continue;
    }
    if (h.length === 0) {
      continua.push(`every state with ${symbol.overlap(l)} alone nonzero is a fixed point`);
      continue;
    }
    const slope = derivative([Rational.zero, ...h]);
    for (const root of isolateRoots(h, Rational.one.negate(), Rational.one)) {
      if (root.low.isZero && root.high.isZero) continue;
      const at = centre(root);
      // Q_l h_l has the slope Q_l h_l' at a nonzero root of h_l.
      const own = {
        eigenvalue: root.multiplicity > 1 ? 0 : valueAt(slope, at).toNumber(),
        sign: root.slopeSign * at.sign,
      };
      // There h_m = h_m - h_l, and the Jacobian is triangular: row m is h_m on the diagonal, else zero.
      const others = constants
        .filter((_, m) => m !== l)
        .map((constant) => constant.subtract(constants[l]!))
        .map((rate) => ({ eigenvalue: rate.toNumber(), sign: rate.sign }));
      points.push(...onePerOrbit(flow, l, root, h, [own, ...others]));
    }
  }
  return allFixedPoints("sturm", points, continua);
}

/** The rate over its own overlap; undefined where that does not divide it. */
function quotientByOverlap(rate: Polynomial, l: number): Polynomial | undefined {
  const name = symbol.overlap(l);
  const divisible = rate.namedTerms().every(({ powers }) => powers.has(name));
  return divisible ? rate.multiply(Polynomial.generator(name, -1)) : undefined;
}

/** An expression where all overlaps but one are zero. */
function onAxis(expression: Polynomial, l: number): Polynomial {
  const kept = expression
    .namedTerms()
    .filter(({ powers }) => [...powers.keys()].every((name) => name === symbol.overlap(l)));
  return Polynomial.fromNamedTerms(kept);
}

function constantsAt(factors: readonly Polynomial[]): Rational[] {
  return factors.map(
    (factor) => factor.namedTerms().find(({ powers }) => powers.size === 0)?.coefficient ?? Rational.zero,
  );
}

/**
 * What one equation h = 0 leaves of the overlaps of features with one rate of growth, where all others are zero. By
 * its symmetry under rotations an axis says where it has a root; undefined without that symmetry.
 */
function commonSurface(factor: Polynomial, equals: readonly number[]): string[] | undefined {
  const names = equals.map((m) => symbol.overlap(m));
  const h = Polynomial.fromNamedTerms(
    factor.namedTerms().filter(({ powers }) => [...powers.keys()].every((name) => names.includes(name))),
  );
  const [first] = names as [string];
  const turned = (name: string): Polynomial =>
    h
      .derivative(name)
      .multiply(Polynomial.generator(first))
      .subtract(h.derivative(first).multiply(Polynomial.generator(name)));
  if (!names.every((name) => turned(name).isZero)) return undefined;
  const along = coefficientsOf(onAxis(h, equals[0]!), first);
  const roots = isolateRoots(along, Rational.zero, Rational.one);
  const radii = roots.map((root) => centre(root).toNumber()).filter((radius) => radius > 0);
  const kind = equals.length === 2 ? "circle" : "sphere";
  return radii.map(
    (radius) =>
      `a ${kind} of fixed points: ${names.map((name) => `${name}^2`).join(" + ")} = ${Number((radius * radius).toPrecision(12))}, all other overlaps zero`,
  );
}

function centre({ low, high }: IsolatedRoot): Rational {
  return low.add(high).multiply(half);
}

/** The fixed point at a root, unless it is the image of one that is listed. */
function onePerOrbit(
  flow: Flow,
  l: number,
  root: IsolatedRoot,
  polynomial: Coefficients,
  rates: readonly { readonly eigenvalue: number; readonly sign: number }[],
): FixedPoint[] {
  const state = new Float64Array(flow.features);
  state[l] = centre(root).toNumber();
  if (state[l]! < 0 && symmetriesOf(flow.model).flips[l]) return [];
  return [
    {
      Q: [...state],
      s: 1,
      eigenvalues: rates
        .map(({ eigenvalue }): [number, number] => [eigenvalue, 0])
        .sort((a, b) => b[0] - a[0]),
      stability: stabilityOf(rates.map(({ sign }) => sign)),
      orbit: orbitSize(flow, state),
      certificate: {
        kind: "sturm",
        variable: symbol.overlap(l),
        polynomial: polynomial.map((coefficient) => `${coefficient}`),
        bracket: [`${root.low}`, `${root.high}`],
        multiplicity: root.multiplicity,
      },
    },
  ];
}
