import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomials } from "../../../proofs-check/arbitraries/index.ts";
import { outputOrder } from "../../../theory/activations/activation.ts";
import { activationOf } from "../../../theory/activations/index.ts";
import { type Atom, atomName, parseAtom } from "../../../theory/expectation/atom.ts";
import { closedForm } from "../../../theory/expectation/closed-form.ts";
import {
  type AtomRule,
  Expectation,
  isOdd,
  type LawHypothesis,
  momentSymbol,
} from "../../../theory/expectation/expectation.ts";
import { exponentialSums } from "../../../theory/expectation/exponential-sums.ts";
import { gatherSignal } from "../../../theory/expectation/gather-signal.ts";
import { expectationFor } from "../../../theory/expectation/index.ts";
import { isserlis } from "../../../theory/expectation/isserlis.ts";
import { averageOverNoises, coefficientsInOutput } from "../../../theory/expectation/noise-average.ts";
import { expandedMoments } from "../../../theory/expectation/signal-moment.ts";
import { symbolicAtoms } from "../../../theory/expectation/symbolic-atoms.ts";
import { hiddenName, phiName } from "../../../theory/expectation/views.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { difference, g } from "../support/evaluate.ts";
import { runs } from "../support/property.ts";

const { one, zero, product, sum } = Polynomial;
const law = (zeroMean: boolean, symmetric: boolean): LawHypothesis => ({ zeroMean, symmetric });
const biased = law(false, false);
const symmetric = law(true, true);

const sides = fc
  .uniqueArray(fc.tuple(fc.integer({ min: outputOrder, max: 4 }), fc.integer({ min: 1, max: 3 })), {
    maxLength: 3,
    selector: ([order]) => order,
  })
  .map((entries) => new Map(entries));
const products = fc.record({ hidden: fc.array(fc.nat(3), { maxLength: 2 }), left: sides, right: sides });

describe("what a hypothesis on a law makes of its moments", () => {
  it.each([
    ["nothing", biased, []],
    ["no mean", law(true, false), [1]],
    ["no odd one", law(false, true), [1, 3, 5]],
    ["no odd one, with no mean said too", symmetric, [1, 3, 5]],
  ] as const)("%s", (_, hypothesis, vanishing) => {
    expect(difference(momentSymbol(0, 1, hypothesis), one)).toBe("");
    for (let order = 1; order <= 6; order++) {
      const isGone = (vanishing as readonly number[]).includes(order);
      expect(difference(momentSymbol(order, 1, hypothesis), isGone ? zero : g(`m${order}_2`))).toBe("");
    }
  });
});

describe("the symmetry of a product", () => {
  it("is whether it changes its sign with (c, n, n'), put in", () => {
    for (const [parity, phi] of [
      ["odd", g("y").add(g("y", 9))],
      ["even", one.add(g("y", 8))],
    ] as const) {
      const nth = (order: number, at: string): Polynomial => {
        let derivative = order === outputOrder ? g("y") : phi;
        for (let k = 0; k < order; k++) derivative = derivative.derivative("y");
        return derivative.substitute(() => g(at));
      };
      fc.assert(
        fc.property(products, ({ hidden, left, right }) => {
          const integrand = product([
            ...hidden.map((exponent, l) => g(hiddenName(l), exponent)),
            ...[...left].map(([order, exponent]) => nth(order, "n").power(exponent)),
            ...[...right].map(([order, exponent]) => nth(order, "n'").power(exponent)),
          ]);
          const flipped = integrand.substitute((name) => g(name).negate());
          const odd = difference(flipped, integrand.negate()) === "";
          expect(isOdd({ hidden, left, right }, parity)).toBe(odd);
          expect(isOdd({ hidden, left, right }, "neither")).toBe(false);
        }),
        runs(30),
      );
    }
  });

  it("makes a mean zero under symmetric laws only, all of them", () => {
    const odd = g(phiName(0, "y")).multiply(g("c1", 2));
    for (const [laws, isZero] of [
      [[symmetric, symmetric], true],
      [[symmetric, law(true, false)], false],
      [[law(true, false), symmetric], false],
    ] as const) {
      expect(expectationFor(activationOf("tanh"), laws).of(odd, "y").isZero).toBe(isZero);
      expect(expectationFor(activationOf("softplus"), laws).of(odd, "y").isZero).toBe(false);
    }
  });
});

/** A rule that says which products it was asked for. */
function listening(): { asked: Atom[]; rule: AtomRule } {
  const asked: Atom[] = [];
  const rule: AtomRule = {
    value: (atom) => {
      asked.push(atom);
      return g(atomName(atom));
    },
    derivative: () => undefined,
    atOrigin: () => undefined,
  };
  return { asked, rule };
}

describe("the mean", () => {
  const text = (powers: ReadonlyMap<number, number>) =>
    product([...powers].map(([order, exponent]) => g(phiName(order, "y")).power(exponent)));
  const primed = (powers: ReadonlyMap<number, number>) =>
    product([...powers].map(([order, exponent]) => g(phiName(order, "y'")).power(exponent)));

  it("asks for each product once, and for one order of its views", () => {
    fc.assert(
      fc.property(sides, sides, (a, b) => {
        const { asked, rule } = listening();
        const expectation = new Expectation(activationOf("softplus"), [biased], rule);
        const means = [
          [a, b],
          [b, a],
          [a, b],
        ].map(([x, z]) => expectation.of(text(x!).multiply(primed(z!)), "y"));
        expect(asked).toHaveLength(1);
        for (const mean of means) expect(difference(mean, means[0]!)).toBe("");
      }),
      runs(30),
    );
  });

  it("has the higher derivative in the first view, then the higher power, as numbers are ordered", () => {
    const { rule } = listening();
    const expectation = new Expectation(activationOf("softplus"), [biased], rule);
    const read = (p: Polynomial) => parseAtom(expectation.of(p, "y").generators()[0]!)!;
    for (const [high, low] of [
      [new Map([[10, 1]]), new Map([[9, 2]])],
      [new Map([[0, 10]]), new Map([[0, 9]])],
      [new Map([[2, 100]]), new Map([[2, 20]])],
      [
        new Map([
          [3, 1],
          [0, 1],
        ]),
        new Map([[3, 1]]),
      ],
      [new Map([[0, 1]]), new Map([[outputOrder, 2]])],
      [
        new Map([
          [1, 1],
          [2, 2],
        ]),
        new Map([
          [0, 5],
          [2, 2],
        ]),
      ],
    ] as const) {
      for (const [x, z] of [
        [high, low],
        [low, high],
      ] as const)
        expect([...read(text(x).multiply(primed(z))).left].sort()).toEqual([...high].sort());
    }
  });

  it("is over the samples that are named, hidden variables with the first", () => {
    const { asked, rule } = listening();
    const expectation = new Expectation(activationOf("softplus"), [biased, biased], rule);
    const mine = g("c2").multiply(g(phiName(1, "y'")));
    const theirs = g(phiName(2, "z'"));
    const both = mine.multiply(theirs);
    expect(difference(expectation.of(both), both)).toBe("");
    expect(asked).toEqual([]);
    expect(difference(expectation.of(both, "y"), g("E[c2*phi'(y)]").multiply(theirs))).toBe("");
    expect(difference(expectation.of(both, "z"), g("E[phi''(y)]").multiply(mine))).toBe("");
    expect(difference(expectation.of(both, "z", "y"), g("E[phi''(y)]").multiply(g("E[c2*phi'(y)]")))).toBe(
      "",
    );
    expect(asked.some(({ atOrigin }) => atOrigin)).toBe(false);
    expect(expectation.features).toBe(2);
  });
});

describe("what is no mean", () => {
  const rules: [string, AtomRule, mean: string][] = [
    ["closed forms", closedForm(g("y", 3), expandedMoments([biased])), "E[c1*S^2]"],
    [
      "sums of exponentials",
      exponentialSums(activationOf("sin").exponentialSum!, [biased], expandedMoments([biased])),
      "E[c1*S*cos(S)]",
    ],
    ["symbolic atoms", symbolicAtoms(activationOf("tanh"), [biased], () => one), "E[c1*phi(y)]"],
  ];
  it.each(rules)("has no slope and no value at Q = 0 of its own: %s", (kind, rule, mean) => {
    for (const name of ["tau", "Q1", "s", "m2_1", "B-1", "exp(-1*s*v)", "<w>"]) {
      expect(rule.derivative(name, "Q1")).toBeUndefined();
      expect(rule.derivative(name, "s")).toBeUndefined();
      expect(rule.atOrigin(name)).toBeUndefined();
    }
    expect(rule.derivative(mean, "tau")).toBeUndefined();
    expect(rule.derivative(mean, "Q1")).toBeDefined();
    expect(rule.atOrigin(mean)).toBeDefined();
    // By s only what widens with the noise changes: the signal's own means do not.
    expect(rule.derivative(mean, "s") === undefined).toBe(kind !== "symbolic atoms");
  });

  it("a product of hidden variables alone is in the laws' moments", () => {
    const moment = { hidden: [2, 0, 3], left: new Map(), right: new Map(), atOrigin: false };
    const laws = [biased, biased, biased];
    for (const rule of [
      symbolicAtoms(activationOf("tanh"), laws, () => one),
      closedForm(g("y"), expandedMoments(laws)),
    ])
      expect(difference(rule.value(moment), g("m2_1").multiply(g("m3_3")))).toBe("");
  });
});

describe("the average over both noises", () => {
  const inOutput = polynomials(["y", "tau"], { terms: 4, highest: 4 });

  it("is of every power of the noises in y = S + n, put in", () => {
    fc.assert(
      fc.property(inOutput, inOutput, (p, q) => {
        const written = averageOverNoises(coefficientsInOutput(p), coefficientsInOutput(q));
        const at = (part: Polynomial, noise: string) =>
          part.substitute((name) => (name === "y" ? g("S").add(g(noise)) : undefined));
        const expected = sum(
          at(p, "n")
            .multiply(at(q, "n'"))
            .namedTerms()
            .map((term) => {
              const of = (name: string) => term.powers.get(name) ?? 0;
              const others = [...term.powers].filter(([name]) => !name.startsWith("n"));
              return Polynomial.fromNamedTerms([{ ...term, powers: new Map(others) }]).multiply(
                isserlis(of("n"), of("n'")),
              );
            }),
        );
        expect(difference(sum(written.map((part, k) => part.multiply(g("S", k)))), expected)).toBe("");
        const degree = (part: Polynomial) => Math.max(0, part.degree("y"));
        expect(written).toHaveLength(degree(p) + degree(q) + 1);
      }),
      runs(25),
    );
  });

  it("starts from coefficients, constant first, that hold all else", () => {
    const tau = g("tau");
    const list = coefficientsInOutput(sum([tau, g("y", 3).multiply(tau), g("y", 3)]));
    expect(list.map((part, k) => difference(part, [tau, zero, zero, tau.add(one)][k]!))).toEqual([
      "",
      "",
      "",
      "",
    ]);
    expect(coefficientsInOutput(zero).map((part) => part.isZero)).toEqual([true]);
    expect(coefficientsInOutput(tau).map((part) => difference(part, tau))).toEqual([""]);
  });
});

describe("gathering sum_l Q_l E[c_l X]", () => {
  const means = ["E[c1*c2*S]", "E[c2^2*S]"] as const;
  const whole = g("Q1")
    .multiply(g(means[0]))
    .add(g("Q2").multiply(g(means[1])));

  it("is undone by the law of the signal, whatever stands around it", () => {
    for (const around of [one, g("tau", -1), g("Q1", 2), g("Q2").multiply(g("E[c1*S]")), g("s").scale(-3)]) {
      const gathered = gatherSignal(whole.multiply(around), 2);
      expect(difference(gathered, g("E[c2*S^2]").multiply(around))).toBe("");
      expect(difference(gatherSignal(around, 2), around)).toBe("");
    }
  });

  it("takes what is there twice twice, and adds to what is there already", () => {
    const twice = sum([
      whole.multiply(g("Q1")),
      whole.multiply(g("s")),
      g("E[c2*S^2]").multiply(g("s")).scale(4),
    ]);
    expect(difference(gatherSignal(twice, 2), g("E[c2*S^2]").multiply(g("Q1").add(g("s").scale(5))))).toBe(
      "",
    );
    const cancelled = whole.subtract(g("E[c2*S^2]"));
    expect(gatherSignal(cancelled, 2).isZero).toBe(true);
  });

  it("leaves what is no such sum", () => {
    const [first, second] = [g("Q1").multiply(g(means[0])), g("Q2").multiply(g(means[1]))];
    for (const kept of [
      first.add(second.scale(2)),
      first.subtract(second),
      first,
      second,
      g(means[0]).add(g(means[1])),
      g("Q2")
        .multiply(g(means[0]))
        .add(g("Q1").multiply(g(means[1]))),
      g("Q1", -1)
        .multiply(g(means[0]))
        .add(g("Q2", -1).multiply(g(means[1]))),
    ])
      expect(difference(gatherSignal(kept, 2), kept)).toBe("");
    expect(difference(gatherSignal(whole, 3), whole)).toBe("");
    expect(difference(gatherSignal(whole, 1), whole)).toBe("");
  });
});
