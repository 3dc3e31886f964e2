import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionalMeans } from "../../../numerics/quadrature/conditional-means.ts";
import { outputOrder } from "../../../theory/activations/activation.ts";
import { activationOf } from "../../../theory/activations/index.ts";
import type { LawHypothesis } from "../../../theory/expectation/expectation.ts";
import { expectationFor } from "../../../theory/expectation/index.ts";
import {
  derivativeByOverlap,
  parseSignal,
  type SignalMean,
  signalMeans,
  signalName,
  type Wave,
} from "../../../theory/expectation/signal-mean.ts";
import {
  binomial,
  compactMoments,
  expandedMoments,
  type SignalMoment,
  timesHidden,
  wholeMoments,
  writeMoments,
} from "../../../theory/expectation/signal-moment.ts";
import { hiddenName, phiName } from "../../../theory/expectation/views.ts";
import { parseExponential } from "../../../theory/exponential.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { overlapIndex, parseMoment } from "../../../theory/symbols.ts";
import { difference, g } from "../support/evaluate.ts";
import { runs } from "../support/property.ts";

type Law = readonly (readonly [value: number, probability: number])[];

/** Pairs of laws on few values, and what a derivation may use of them. */
const models: { name: string; laws: readonly Law[]; hypotheses: readonly LawHypothesis[] }[] = [
  {
    name: "symmetric",
    laws: [
      [
        [-1.2, 0.5],
        [1.2, 0.5],
      ],
      [
        [-2, 0.1],
        [0, 0.8],
        [2, 0.1],
      ],
    ],
    hypotheses: [
      { zeroMean: true, symmetric: true },
      { zeroMean: true, symmetric: true },
    ],
  },
  {
    name: "one of them skew",
    laws: [
      [
        [-1.2, 0.5],
        [1.2, 0.5],
      ],
      [
        [-1, 2 / 3],
        [2, 1 / 3],
      ],
    ],
    hypotheses: [
      { zeroMean: true, symmetric: true },
      { zeroMean: true, symmetric: false },
    ],
  },
  {
    name: "with a mean",
    laws: [
      [
        [0.3, 0.25],
        [1, 0.75],
      ],
      [
        [-1, 2 / 3],
        [2, 1 / 3],
      ],
    ],
    hypotheses: [
      { zeroMean: false, symmetric: false },
      { zeroMean: true, symmetric: false },
    ],
  },
];
const overlaps = [0.4, -0.7];
const noise: Readonly<Record<string, number>> = { s: 1.3, v: 0.8, c: -0.3 };
const functions = { cos: Math.cos, sin: Math.sin, exp: Math.exp };

/** The mean over all values of the hidden variables, of c^hidden S^order f(r S) or of what `of` makes of S and c. */
function enumerated(
  laws: readonly Law[],
  of: (c: readonly number[], signal: number, probability: number) => number,
): number {
  let sum = 0;
  for (const [c1, p1] of laws[0]!)
    for (const [c2, p2] of laws[1]!)
      sum += p1 * p2 * of([c1, c2], overlaps[0]! * c1 + overlaps[1]! * c2, p1 * p2);
  return sum;
}

const inside = (
  { hidden, order, wave }: SignalMoment & { wave?: Wave },
  c: readonly number[],
  S: number,
): number =>
  hidden.reduce((product, exponent, l) => product * c[l]! ** exponent, 1) *
  S ** order *
  (wave ? functions[wave.name](wave.multiple.toNumber() * S) : 1);

/** An expression's value, each mean in it by what its name says. */
function numberOf(expression: Polynomial, laws: readonly Law[]): number {
  const valueOfName = (name: string): number => {
    const l = overlapIndex(name);
    if (l >= 0) return overlaps[l]!;
    if (noise[name] !== undefined) return noise[name];
    const exponent = parseExponential(name);
    if (exponent) return Math.exp(numberOf(exponent, laws));
    const moment = parseMoment(name);
    if (moment) return laws[moment.feature]!.reduce((sum, [value, p]) => sum + p * value ** moment.order, 0);
    const mean = parseSignal(name);
    if (!mean) throw new Error(`what is ${name}?`);
    return enumerated(laws, (c, S) => inside(mean, c, S));
  };
  return expression
    .namedTerms()
    .reduce(
      (sum, { coefficient, powers }) =>
        sum +
        [...powers].reduce((product, [name, n]) => product * valueOfName(name) ** n, coefficient.toNumber()),
      0,
    );
}

const hidden = fc.constantFrom([], [1], [2], [0, 1], [1, 1], [3], [0, 2], [2, 1]);
const waves: fc.Arbitrary<Wave> = fc.record({
  name: fc.constantFrom("cos", "sin", "exp"),
  multiple: fc
    .tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom(1, 2))
    .map(([n, d]) => Rational.of(n, d)),
});
const means: fc.Arbitrary<SignalMean> = fc.record({ hidden, order: fc.nat(3), wave: waves });

describe.each(models)("means of the signal, of laws $name", ({ laws, hypotheses, name }) => {
  const symmetric = name === "symmetric";
  const ways = { expanded: expandedMoments, compact: compactMoments, whole: wholeMoments };

  it("are what they are over all values of the hidden variables, in each way to write them", () => {
    for (const way of Object.values(ways)) {
      const write = signalMeans(hypotheses, way(hypotheses));
      fc.assert(
        fc.property(means, (mean) => {
          const value = numberOf(write(mean), laws);
          expect(value).toBeCloseTo(
            enumerated(laws, (c, S) => inside(mean, c, S)),
            10,
          );
        }),
        runs(60),
      );
    }
  });

  it("have one form each: a positive multiple, and nothing that a symmetry makes zero", () => {
    const write = signalMeans(hypotheses, compactMoments(hypotheses));
    fc.assert(
      fc.property(means, (mean) => {
        const written = write(mean);
        const { name: f, multiple } = mean.wave;
        const reflected = write({ ...mean, wave: { name: f, multiple: multiple.negate() } });
        if (f !== "exp" || symmetric) {
          // c -> -c where the laws allow it, S -> -S inside the wave where that is odd or even.
          const isOdd = mean.hidden.reduce((sum, n) => sum + n, mean.order) % 2 === 1;
          const odd = f === "sin" || (f === "exp" && isOdd);
          expect(difference(reflected, odd ? written.negate() : written)).toBe("");
        }
        for (const generator of written.generators()) {
          const read = parseSignal(generator)?.wave;
          if (read && (read.name !== "exp" || symmetric)) expect(read.multiple.sign).toBe(1);
        }
        const isZero = laws.length > 0 && Math.abs(enumerated(laws, (c, S) => inside(mean, c, S))) < 1e-12;
        if (symmetric && isZero && f !== "exp") expect(written.isZero).toBe(true);
      }),
      runs(60),
    );
  });

  it("have the derivatives by the overlaps of what is averaged", () => {
    const write = signalMeans(hypotheses, wholeMoments(hypotheses));
    fc.assert(
      fc.property(means, fc.nat(1), (mean, l) => {
        const { order, wave } = mean;
        const r = wave.multiple.toNumber();
        const slopes = { cos: (x: number) => -Math.sin(x), sin: Math.cos, exp: Math.exp };
        const expected = enumerated(laws, (c, S) => {
          const front = inside({ hidden: mean.hidden, order: 0 }, c, S) * c[l]!;
          const inPower = order === 0 ? 0 : order * S ** (order - 1) * functions[wave.name](r * S);
          return front * (inPower + S ** order * r * slopes[wave.name](r * S));
        });
        expect(numberOf(derivativeByOverlap(mean, l, write), laws)).toBeCloseTo(expected, 10);
      }),
      runs(60),
    );
  });

  it("are in what closed forms say, which quadrature over the noises says too", () => {
    const [y, phi, slope] = [outputOrder, 0, 1];
    const sides = [
      [[phi, 1]],
      [[slope, 1]],
      [
        [y, 1],
        [phi, 1],
      ],
      [],
    ] as [number, number][][];
    const integrands = sides.flatMap((left, i) =>
      sides.slice(i).flatMap((right) => ({ left: new Map(left), right: new Map(right) })),
    );
    for (const text of ["sin", "y*exp(-y/3)", "y^3/6 - y"]) {
      const activation = activationOf(text);
      const atSignal = conditionalMeans(activation, integrands, { variance: noise.v!, covariance: noise.c! });
      const given: { probability: number; c: readonly number[]; means: Float64Array }[] = [];
      enumerated(laws, (c, S, probability) => {
        const means = new Float64Array(integrands.length);
        atSignal(S, noise.s!, means);
        given.push({ probability, c, means });
        return 0;
      });
      for (const exponents of [[], [1], [0, 2]]) {
        const front = (c: readonly number[]) => inside({ hidden: exponents, order: 0 }, c, 0);
        const expected = integrands.map((_, k) =>
          given.reduce((sum, { probability, c, means }) => sum + probability * front(c) * means[k]!, 0),
        );
        const expectation = expectationFor(activation, hypotheses, exponents.length > 1);
        integrands.forEach(({ left, right }, k) => {
          const integrand = Polynomial.product([
            ...exponents.map((exponent, l) => g(hiddenName(l), exponent)),
            ...[...left].map(([order, exponent]) => g(phiName(order, "y"), exponent)),
            ...[...right].map(([order, exponent]) => g(phiName(order, "y'"), exponent)),
          ]);
          const value = numberOf(expectation.of(integrand, "y"), laws);
          const error = Math.abs(value - expected[k]!) / (1 + Math.abs(expected[k]!));
          expect(error, `${text}: ${[...left]} | ${[...right]} | ${exponents}`).toBeLessThan(1e-10);
        });
      }
    }
  });

  it("keep whole what they may, and write out what is left", () => {
    const [compact, whole, expanded] = [compactMoments, wholeMoments, expandedMoments].map((way) =>
      way(hypotheses),
    );
    fc.assert(
      fc.property(hidden, fc.nat(4), (exponents, order) => {
        const moment = { hidden: exponents, order };
        const total = exponents.reduce((sum, n) => sum + n, order);
        const long = expanded!(moment);
        const generator = g(signalName(moment));
        const isZero = symmetric && total % 2 === 1;
        expect(
          difference(whole!(moment), total === 0 ? Polynomial.one : isZero ? Polynomial.zero : generator),
        ).toBe("");
        const inside =
          order === 0 ? long : long.isZero && (symmetric || order === 1) ? Polynomial.zero : generator;
        expect(difference(compact!(moment), inside)).toBe("");
        if (order > 0)
          expect(
            difference(writeMoments(generator.multiply(g("tau")), expanded!), long.multiply(g("tau"))),
          ).toBe("");
      }),
      runs(60),
    );
  });
});

describe("what the multinomial theorem is made of", () => {
  it("n over k is the sum of the two above it in Pascal's triangle", () => {
    for (let n = 0; n < 12; n++) {
      for (let k = 0; k <= n + 1; k++) {
        const above = k === 0 ? Rational.one : binomial(n, k).add(binomial(n, k - 1));
        expect(`${binomial(n + 1, k)}`).toBe(`${above}`);
      }
    }
  });

  it("one more factor c_l raises its exponent alone", () => {
    expect([
      timesHidden([], 0),
      timesHidden([], 2),
      timesHidden([1, 2], 0),
      timesHidden([1, 2], 1),
      timesHidden([1], 1),
    ]).toEqual([[1], [0, 0, 1], [2, 2], [1, 3], [1, 1]]);
  });
});
