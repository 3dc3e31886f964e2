import { describe, expect, it } from "vitest";
import { type DerivativePowers, outputOrder } from "../../../theory/activations/activation.ts";
import { erf } from "../../../theory/activations/erf.ts";
import { relu } from "../../../theory/activations/relu.ts";
import { tanh } from "../../../theory/activations/tanh.ts";
import { parseAtom } from "../../../theory/expectation/atom.ts";
import { functionDefinition, functionOf } from "../../../theory/function-generators.ts";
import { closedMeans } from "../../../theory/noise-means/closed-means.ts";
import {
  letterDefinition,
  noiseCovariance,
  noiseDeterminant,
  noiseVariance,
  overCommonDeterminants,
  tiltDeterminant,
  withEvenRootsTaken,
} from "../../../theory/noise-means/letters.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { difference, g } from "../support/evaluate.ts";

const { one, sum } = Polynomial;
const orders = [0, 1, 2, 3, 12];

describe("the letters of means over the noise", () => {
  it("Delta_a_b is det(1 + diag(a, b) Sigma), under one name for both orders", () => {
    for (const a of orders) {
      for (const b of orders) {
        const diagonal = (tilt: number) => one.add(noiseVariance.scale(tilt));
        const determinant = diagonal(a)
          .multiply(diagonal(b))
          .subtract(noiseCovariance.power(2).scale(a * b));
        const [name] = tiltDeterminant(a, b).generators();
        expect(difference(name ? letterDefinition(name)! : one, determinant)).toBe("");
        expect(difference(tiltDeterminant(a, b), tiltDeterminant(b, a))).toBe("");
      }
    }
  });

  it("v_n and c_n are v and c where s is 1", () => {
    expect(["v_n", "c_n"].map((name) => difference(letterDefinition(name)!, g(name[0]!)))).toEqual(["", ""]);
  });

  it.each(["v", "n", "Delta", "Delta_1", "Delta_1_", "xDelta_1_1", "Delta_1_1x", "Delta_a_1", "pi"])(
    "%s is none",
    (name) => {
      expect(letterDefinition(name)).toBeUndefined();
    },
  );
});

describe("roots and determinants", () => {
  const [single, whole] = [g("v_n").scale(2), g("v_n").add(one)];
  const root = (radicand: Polynomial) => functionOf("sqrt", radicand);

  it("a root's even powers are taken where that leaves no divisor of several terms", () => {
    const taken = (radicand: Polynomial, power: number) =>
      withEvenRootsTaken(root(radicand).power(power).multiply(g("c_n")), [radicand]);
    for (const radicand of [single, whole]) {
      for (const power of [-3, -2, -1, 0, 1, 2, 3, 4, 5]) {
        const divides = power < 0 && radicand.size > 1;
        const pairs = divides ? 0 : Math.trunc(power / 2);
        const expected = radicand
          .power(pairs)
          .multiply(root(radicand).power(power - 2 * pairs))
          .multiply(g("c_n"));
        expect(difference(taken(radicand, power), expected)).toBe("");
      }
    }
    const both = root(single).power(2).multiply(root(whole).power(2));
    expect(difference(withEvenRootsTaken(both, [single, whole]), single.multiply(whole))).toBe("");
    expect(difference(withEvenRootsTaken(both, []), both)).toBe("");
  });

  it("fractions of one function are put over what all of them divide by, functions apart", () => {
    const inverse = (name: string, power = 1) => g(name, -power);
    // x/D + y/D^2 E is (x D E + y)/(D^2 E), and D above is written out.
    const [D, E] = ["Delta_1_0", "Delta_2_1"];
    const parts = sum([
      g("c_n").multiply(inverse(D)),
      g("v_n").multiply(inverse(D, 2)).multiply(inverse(E)),
      g("pi").multiply(inverse(E)),
      g("pi").multiply(g(D)),
    ]);
    const meaning = (name: string) => letterDefinition(name)!;
    const expected = sum([
      g("c_n")
        .multiply(meaning(D))
        .multiply(meaning(E))
        .add(g("v_n"))
        .multiply(inverse(D, 2))
        .multiply(inverse(E)),
      one
        .add(meaning(D).multiply(meaning(E)))
        .multiply(g("pi"))
        .multiply(inverse(E)),
    ]);
    expect(difference(overCommonDeterminants(parts), expected)).toBe("");
  });
});

const powers = (...list: [order: number, exponent: number][]): DerivativePowers => new Map(list);
const sides = {
  erf: [
    powers(),
    powers([0, 1]),
    powers([0, 2]),
    powers([3, 1]),
    powers([0, 1], [1, 1]),
    powers([outputOrder, 2], [2, 1]),
    powers([1, 2], [3, 2]),
  ],
  relu: [
    powers(),
    ...[1, 2, 4].map((k) => powers([0, k])),
    powers([outputOrder, 3]),
    powers([1, 1]),
    ...[2, 3, 5].map((k) => powers([k, 1])),
  ],
};

describe("closed forms of means over the noise", () => {
  const formsOf = () =>
    ([erf, relu] as const).flatMap((activation) =>
      sides[activation.name as "erf" | "relu"].flatMap((left, i) =>
        sides[activation.name as "erf" | "relu"].flatMap((right, j) => {
          if (left.size + right.size === 0) return [];
          const form = activation.noiseMean!(left, right);
          return form ? [{ activation, name: `${activation.name} ${i} ${j}`, left, right, form }] : [];
        }),
      ),
    );
  let made: ReturnType<typeof formsOf> | undefined;
  /** Made in the test that asks first, where its failure is one. */
  const forms = () => (made ??= formsOf());

  const root = functionOf("sqrt", noiseDeterminant);
  /** Without roots below, where equal elements are written alike. */
  const whole = (form: Polynomial) =>
    withEvenRootsTaken(form.multiply(root.power(9)), [noiseDeterminant, g("pi").multiply(g("v_n")).scale(2)]);

  it("are the same for both orders of the views", () => {
    for (const { activation, left, right, form, name } of forms()) {
      const swapped = forms().find(
        (f) => f.activation === activation && f.left === right && f.right === left,
      )!;
      const same = activation === relu ? whole : (it: Polynomial) => it;
      expect(difference(same(swapped.form), same(form)), name).toBe("");
    }
  });

  it("have no root of a determinant twice, nor of 2/pi", () => {
    for (const { form, name } of forms()) {
      for (const term of form.namedTerms()) {
        for (const [generator, exponent] of term.powers) {
          const definition = functionDefinition(generator);
          if (definition?.name !== "sqrt") continue;
          const mayDivide = definition.argument.size > 1;
          expect(exponent, `${name}: ${generator}`).toBeLessThanOrEqual(1);
          if (!mayDivide) expect(exponent, `${name}: ${generator}`).toBeGreaterThanOrEqual(-1);
        }
      }
    }
  });

  it("of erf are one fraction a function, with determinants below only", () => {
    for (const { form, name, activation } of forms()) {
      if (activation !== erf) continue;
      for (const { coefficient } of form.collect((generator) => !/^([vc]_n|Delta_.*)$/.test(generator))) {
        const below = coefficient
          .namedTerms()
          .map((term) => [...term.powers].filter(([letter]) => letter.startsWith("Delta")).sort());
        expect(
          below.flat().every(([, exponent]) => exponent < 0),
          name,
        ).toBe(true);
        expect(new Set(below.map((list) => list.join(" "))).size, name).toBe(1);
      }
    }
  });

  it("of relu have v_n nowhere above its own root", () => {
    const [density] = functionOf("sqrt", g("pi").multiply(g("v_n")).scale(2)).generators();
    for (const { form, name } of forms()) {
      for (const { powers: of } of form.namedTerms())
        expect((of.get("v_n") ?? 0) > 0 && (of.get(density!) ?? 0) < 0, name).toBe(false);
    }
  });

  it("obey the heat equation's part in c: its derivative is the mean of both derivatives", () => {
    // d/dc_n sqrt(v^2 - c^2) = -c/sqrt, d/dc_n atan(c/sqrt(v^2 - c^2)) = 1/sqrt.
    const [rootName] = root.generators();
    const slope = (form: Polynomial) =>
      sum([
        form.derivative("c_n"),
        ...form.generators().map((name) => {
          const inner =
            name === rootName
              ? noiseCovariance.negate().multiply(root.inverse())
              : functionDefinition(name)?.name === "atan"
                ? root.inverse()
                : undefined;
          return inner ? form.derivative(name).multiply(inner) : Polynomial.zero;
        }),
      ]);
    for (let i = 1; i <= 4; i++) {
      for (let j = 1; j <= 4; j++) {
        const mean = (a: number, b: number) =>
          relu.noiseMean!(powers(a ? [0, a] : [1, 1]), powers(b ? [0, b] : [1, 1]));
        const expected = mean(i - 1, j - 1)!.scale(i * j);
        expect(difference(whole(slope(mean(i, j)!)), whole(expected)), `${i} ${j}`).toBe("");
      }
    }
  });

  it("end where three erfs are left, whatever else is there", () => {
    const y = outputOrder;
    for (const [left, right] of [
      [powers([y, 2], [0, 2]), powers([0, 2])],
      [powers([0, 2]), powers([y, 2], [0, 2])],
      [powers([0, 4]), powers()],
      [powers(), powers([0, 4])],
      [powers([y, 1], [0, 3]), powers([y, 1], [0, 3])],
      [powers([2, 1], [0, 3]), powers([0, 2])],
    ] as const)
      expect(erf.noiseMean!(left, right)).toBeUndefined();
    for (const [left, right] of [
      [powers([y, 1], [0, 3]), powers()],
      [powers([y, 1], [0, 2]), powers([0, 1])],
      [powers([0, 2]), powers([y, 1], [0, 1])],
    ] as const)
      expect(erf.noiseMean!(left, right)).toBeDefined();
    // What is odd is zero, however many there are.
    expect(erf.noiseMean!(powers([0, 4]), powers([0, 1]))!.isZero).toBe(true);
  });
});

describe("the list of closed forms", () => {
  const names = [
    "E[phi(n)^2]",
    "E[phi'(n)^2]",
    "E[phi(n)*phi(n')]",
    "E[phi'(n)*phi'(n')]",
    "E[phi'(n)^2*phi(n')^2]",
  ];
  const others = ["E[phi(y)^2]", "E[phi(n)^2*phi(n')^2]", "s", "E[S^2]", "m2_1"];
  const expressions = [...names, ...others].map((name) => g(name).multiply(g("tau")));
  const list = (constraint: "sphere" | "free", of = expressions) => closedMeans(erf, constraint, of);

  it("has each mean at Q = 0 that has one, once, short names first, whatever the order they come in", () => {
    for (const given of [expressions, [...expressions, sum(expressions)].reverse()]) {
      const { means } = list("free", given);
      expect(means.map(({ name }) => name)).toEqual(names);
      for (const { name, value } of means) {
        const { left, right } = parseAtom(name)!;
        expect(difference(value, erf.noiseMean!(left, right)!)).toBe("");
      }
    }
  });

  it("has each letter in them, and in the letters, v_n and c_n first", () => {
    const { letters } = list("sphere");
    const written = letters.map(({ name }) => name);
    expect(written).toEqual(["v_n", "c_n", "Delta_2_2", "Delta_2_0", "Delta_1_1"]);
    for (const { name, value } of letters) expect(difference(value, letterDefinition(name)!)).toBe("");
    const only = list("sphere", [g("E[phi'(n)^2]")]).letters.map(({ name }) => name);
    expect(only).toEqual(["v_n", "Delta_2_0"]);
  });

  it("has the norm in v_n and c_n where it is free, and only there", () => {
    const [free, sphere] = [list("free"), list("sphere")];
    free.letters.forEach(({ name, value }, i) => {
      const factor = name.endsWith("_n") ? g("s") : one;
      expect(difference(value, sphere.letters[i]!.value.multiply(factor)), name).toBe("");
    });
  });

  it("is empty for an activation without closed forms", () => {
    expect(closedMeans(tanh, "free", expressions)).toEqual({ means: [], letters: [] });
  });
});
