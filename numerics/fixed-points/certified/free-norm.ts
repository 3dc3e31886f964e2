import {
  negatedEnclosure,
  numberEnclosure,
  productEnclosure,
  sumEnclosure,
} from "../../../theory/expressions/enclosure.ts";
import { type IsolatedRoot, isolateRoots } from "../../../theory/expressions/isolate-roots.ts";
import type { Interval } from "../../../theory/expressions/range.ts";
import { type Coefficients, cauchyBound, coefficientsOf } from "../../../theory/expressions/sturm.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { symbol } from "../../../theory/symbols.ts";
import type { Flow } from "../../flow/flow.ts";
import { symmetriesOf } from "../../symmetries.ts";
import { eigenvaluesAt } from "../eigenvalues.ts";
import { polynomialRates } from "../exact.ts";
import {
  allFixedPoints,
  type FixedPoint,
  type FixedPointSet,
  type Stability,
  stabilityOf,
} from "../fixed-point.ts";
import { orbitSize } from "../orbits.ts";
import type { Box } from "./box-polynomial.ts";
import { boxSystem, isolateZeros } from "./isolate-zeros.ts";
import { planarStability, simpleFixedPoint } from "./planar.ts";
import { resultant } from "./resultant.ts";
import { type Bracket, positiveRootBrackets } from "./root-brackets.ts";
import { commonDivisor, signAtRoot } from "./sign-at-root.ts";

const [Q, s] = [symbol.overlap(0), symbol.norm];

/** dQ/dt and ds/dt. */
type Rates = readonly [overlap: Polynomial, norm: Polynomial];

/**
 * All fixed points of one feature with a free norm, with proof, where both rates are polynomials. No bound on the norm is
 * needed: at a fixed point Q and s are roots of two polynomials in one variable, the resultants. A pair of such roots is a
 * simple fixed point, by Krawczyk's operator, or none, as a rate has no zero there. At s = 0, and on the line Q = 0 where
 * dQ/dt vanishes on all of it, everything is exact, multiple zeros included.
 * @returns undefined for other flows, and where a multiple zero off that line, or a curve of zeros, stays open.
 */
export function freeNormFixedPoints(flow: Flow): FixedPointSet | undefined {
  if (flow.features !== 1 || flow.size !== 2) return undefined;
  const rates = polynomialRates(flow) as Rates | undefined;
  if (!rates) return undefined;
  const [overlapRate, normRate] = rates;
  const isInvariant = onAxis(overlapRate, s).length === 0;
  const isCurve = isInvariant && onAxis(normRate, s).length === 0;
  const elsewhere = isCurve || overlapRate.isZero ? undefined : offLine(flow, rates, isInvariant);
  if (!elsewhere) return undefined;
  const points = [...atZero(flow, rates), ...(isInvariant ? onLine(flow, rates) : []), ...elsewhere];
  return allFixedPoints("resultants", points);
}

/** The state of vanished weights, where it is at rest. */
function atZero(flow: Flow, rates: Rates): FixedPoint[] {
  if (rates.some((rate) => !constantOf(rate).isZero)) return [];
  const [a, b, c, d] = rates.flatMap((rate) => [Q, s].map((name) => constantOf(rate.derivative(name)))) as [
    Rational,
    Rational,
    Rational,
    Rational,
  ];
  const determinant = a.multiply(d).subtract(b.multiply(c));
  const rate = onAxis(rates[1], s);
  const multiplicity = rate.findIndex((coefficient) => !coefficient.isZero);
  const root = { low: Rational.zero, high: Rational.zero, multiplicity, slopeSign: d.sign };
  return [withoutOverlap(flow, rate, root, planarStability(a.add(d).sign, determinant.sign))];
}

/** The fixed points with Q = 0 and s > 0 where dQ/dt vanishes for all s. The Jacobian is triangular there. */
function onLine(flow: Flow, [overlapRate, normRate]: Rates): FixedPoint[] {
  const rate = onAxis(normRate, s);
  const growth = onAxis(overlapRate.derivative(Q), s);
  return rootsFrom(0, rate)
    .filter((root) => !isZero(root))
    .map((root) => {
      const signs = [signAtRoot(growth, rate, root), root.slopeSign];
      return withoutOverlap(flow, rate, root, stabilityOf(signs));
    });
}

/** The fixed points with s > 0, without those that `onLine` finds where the line is invariant. */
function offLine(flow: Flow, rates: Rates, isInvariant: boolean): FixedPoint[] | undefined {
  const reduced = rates.map((rate) => {
    const part = withoutPower(rate, s);
    return isInvariant ? withoutPower(part, Q) : part;
  }) as [Polynomial, Polynomial];
  // Of an even or odd activation all is a function of Q^2.
  const isEven = reduced.every((part) =>
    part.namedTerms().every(({ powers }) => (powers.get(Q) ?? 0) % 2 === 0),
  );
  const [p, q] = isEven ? [inSquare(reduced[0]), inSquare(reduced[1])] : reduced;
  const [forNorm, forOverlap] = [resultant(p, q, Q, s), resultant(p, q, s, Q)];
  if (forNorm.length === 0 || forOverlap.length === 0) return undefined;
  const norms = positiveRootBrackets(forNorm).map(enclosure);
  const positive = positiveRootBrackets(forOverlap).map(enclosure);
  const above = isEven ? positive.map(squareRoot) : positive;
  const below = isEven ? above : positiveRootBrackets(mirrored(forOverlap)).map(enclosure);
  const overlaps = [
    ...above,
    // Of mirror images one stands for both.
    ...(symmetriesOf(flow.model).flips[0] ? [] : below.map(negatedEnclosure)),
    ...(!isInvariant && forOverlap[0]!.isZero ? [[0, 0] as const] : []),
  ];
  const system = boxSystem(rates, [Q, s]);
  const pairs = overlaps.flatMap((overlap) => norms.map((norm): Box => [overlap, norm]));
  const { simple, open } = isolateZeros(
    system,
    pairs.filter((box) => excess(box)[1] >= 0),
  );
  const isOnLine = ([overlap]: Box): boolean => isInvariant && holdsZero(overlap!);
  if (open.length > 0 || simple.some(isOnLine)) return undefined;
  // A zero that is not certainly inside is one on the edge, or stays open.
  const isCertain = (box: Box): boolean =>
    excess(box)[0] > 0 ||
    zerosOnEdge(rates).some((other) => isolateZeros(system, [box, other]).simple.length === 1);
  const inside = simple.filter((box) => excess(box)[1] >= 0);
  return inside.every(isCertain)
    ? inside.map((box) => simpleFixedPoint(flow, system, box, rates))
    : undefined;
}

/** Boxes that hold the zeros with s = Q^2: states without a component beside the feature. */
function zerosOnEdge(rates: Rates): Box[] {
  const square = Polynomial.generator(Q, 2);
  const [p, q] = rates.map((rate) =>
    coefficientsOf(
      rate.substitute((name) => (name === s ? square : undefined)),
      Q,
    ),
  );
  return rootsFrom(-1, commonDivisor(p!, q!)).map(({ low, high }) => {
    const overlap = enclosure([low, high]);
    return [overlap, productEnclosure(overlap, overlap)];
  });
}

/** s - Q^2, which is negative for no weights. */
function excess([overlap, norm]: Box): Interval {
  const [low, high] = productEnclosure(overlap!, overlap!);
  return sumEnclosure(norm!, [-high, holdsZero(overlap!) ? 0 : -low]);
}

/** Divided by the highest power of a variable. */
function withoutPower(part: Polynomial, name: string): Polynomial {
  if (part.isZero) return part;
  const lowest = Math.min(...part.namedTerms().map(({ powers }) => powers.get(name) ?? 0));
  return part.multiply(Polynomial.generator(name, -lowest));
}

/** Q^2 becomes Q. */
function inSquare(part: Polynomial): Polynomial {
  return Polynomial.fromNamedTerms(
    part.namedTerms().map(({ coefficient, powers }) => ({
      coefficient,
      powers: new Map([...powers].map(([name, exponent]) => [name, name === Q ? exponent / 2 : exponent])),
    })),
  );
}

function squareRoot([low, high]: Interval): Interval {
  const [least, most] = [Math.sqrt(Math.max(0, low)), Math.sqrt(high)];
  return [least - least * 2 ** -40, most + most * 2 ** -40];
}

/** The coefficients of p(-x). */
function mirrored(p: Coefficients): Coefficients {
  return p.map((coefficient, k) => (k % 2 === 0 ? coefficient : coefficient.negate()));
}

function onAxis(expression: Polynomial, name: string): Coefficients {
  const kept = expression
    .namedTerms()
    .filter(({ powers }) => [...powers.keys()].every((other) => other === name));
  return coefficientsOf(Polynomial.fromNamedTerms(kept), name);
}

function constantOf(expression: Polynomial): Rational {
  return onAxis(expression, Q)[0] ?? Rational.zero;
}

function rootsFrom(sign: -1 | 0, p: Coefficients): IsolatedRoot[] {
  if (p.length < 2) return [];
  const { numerator, denominator } = cauchyBound(p);
  // A power of two, whose halves stay short numbers.
  const bound = 2n ** BigInt((numerator / denominator).toString(2).length);
  return isolateRoots(p, Rational.of(BigInt(sign) * bound), Rational.of(bound));
}

function isZero({ low, high }: IsolatedRoot): boolean {
  return low.isZero && high.isZero;
}

function enclosure([low, high]: Bracket): Interval {
  return [numberEnclosure(low)[0], numberEnclosure(high)[1]];
}

function holdsZero([low, high]: Interval): boolean {
  return low <= 0 && high >= 0;
}

function withoutOverlap(
  flow: Flow,
  rate: Coefficients,
  root: IsolatedRoot,
  stability: Stability,
): FixedPoint {
  const { low, high, multiplicity } = root;
  const norm = low.add(high).divide(Rational.of(2)).toNumber();
  const state = Float64Array.of(0, norm);
  return {
    Q: [0],
    s: norm,
    eigenvalues: eigenvaluesAt(flow, state),
    stability,
    orbit: orbitSize(flow, state),
    certificate: {
      kind: "sturm",
      variable: s,
      polynomial: rate.map((coefficient) => `${coefficient}`),
      bracket: [`${low}`, `${high}`],
      multiplicity,
    },
  };
}
