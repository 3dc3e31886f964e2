import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positiveRationals } from "../../proofs-check/arbitraries/rationals.ts";
import { checkCertificate } from "../../proofs-check/certificates/check-certificate.ts";
import { counterexamples } from "../../proofs-check/claims/noise-variance/counterexample.ts";
import { scopeOf } from "../../proofs-check/claims/noise-variance/known-regions.ts";
import { ownRegion } from "../../proofs-check/claims/noise-variance/own-region.ts";
import { provedRegion } from "../../proofs-check/claims/noise-variance/region-evidence.ts";
import { inSymmetricMoments } from "../../proofs-check/claims/noise-variance/symmetric-moments.ts";
import { varianceGap } from "../../proofs-check/claims/noise-variance/variance-gap.ts";
import { certificateFile } from "../../report/certificate-files.ts";
import { derive } from "../../theory/derive.ts";
import { type Model, parseModel, varyModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { overlapIndex, symbol } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";
import { debianZ3, hasDebianZ3 } from "./support/debian-z3.ts";

const base = parseModel({
  features: [
    { law: "rademacher", variance: 1 },
    { law: "sparse", variance: "1/4", probability: "1/4" },
  ],
  background: { variance: 1 },
  augmentation: { variance: 1, correlation: -1 },
  activation: "cubic",
  batch: 2,
  learningRate: 1,
});

const q = (text: string): Rational => Rational.parse(text);

/** A law of a signal on atoms: values with their weights. */
type Atoms = readonly (readonly [value: Rational, weight: Rational])[];

const mean = (atoms: Atoms, f: (value: Rational) => Rational): Rational =>
  atoms.reduce((sum, [value, weight]) => sum.add(weight.multiply(f(value))), Rational.zero);

/** a and h_k as they are defined, by enumeration. */
function letterOf(name: string, atoms: Atoms): Rational | undefined {
  const a = mean(atoms, (x) => x.power(2));
  if (name === "a") return a;
  const [, k] = /^h(\d+)$/.exec(name) ?? [];
  if (k === undefined) return undefined;
  return mean(atoms, (x) => x.power(2 * Number(k) - 2).multiply(x.power(2).subtract(a).power(2)));
}

const evaluated = (expression: Polynomial, value: (name: string) => Rational): Rational =>
  expression.substitute((name) => Polynomial.constant(value(name))).asConstant()!;

const symmetricAtoms = fc
  .array(fc.tuple(positiveRationals(4), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 3 })
  .map((parts): Atoms => {
    const total = 2 * parts.reduce((sum, [, weight]) => sum + weight, 0);
    return parts.flatMap(([x, weight]) =>
      [x, x.negate()].map((y) => [y, Rational.of(weight, total)] as const),
    );
  });

it("moments of symmetric laws are those of their non-negative letters", () => {
  fc.assert(
    fc.property(symmetricAtoms, fc.integer({ min: 1, max: 10 }), (atoms, order) => {
      const written = inSymmetricMoments(Polynomial.generator(symbol.moment(order, 0)));
      const value = evaluated(written, (name) => letterOf(name, atoms)!);
      expect(`${value}`).toBe(`${mean(atoms, (x) => x.power(order))}`);
    }),
    { seed: 1, numRuns: 100 },
  );
});

/** lambda of the model's own derivation, with both of its features, in exact numbers. */
function lambda(model: Model, Q: readonly Rational[], rho: Rational): Rational {
  const candidate = varyModel(model, {
    augmentation: { variance: `${model.augmentation}`, correlation: `${rho}` },
  });
  const { terms } = derive(candidate);
  return withValues(candidate, terms.lambda)
    .substitute((name) => {
      if (name === symbol.norm) return Polynomial.one;
      const l = overlapIndex(name);
      return l >= 0 ? Polynomial.constant(Q[l]!) : undefined;
    })
    .asConstant()!;
}

/** The law of S = Q.c of the base model's features. */
function signal(Q: readonly Rational[]): Atoms {
  const first = [1, -1].map((x) => [Rational.of(x), q("1/2")] as const);
  const second = [
    [Rational.one, q("1/8")],
    [Rational.of(-1), q("1/8")],
    [Rational.zero, q("3/4")],
  ] as const;
  return first.flatMap(([x, p]) =>
    second.map(([y, r]) => [x.multiply(Q[0]!).add(y.multiply(Q[1]!)), p.multiply(r)] as const),
  );
}

describe("the gap of lambda between two correlations, for any law of the signal", () => {
  const points = fc.record({
    nu: positiveRationals(4),
    eta: positiveRationals(4),
    sixths: fc.integer({ min: 1, max: 6 }),
    batch: fc.integer({ min: 2, max: 5 }),
    Q: fc.tuple(positiveRationals(3), positiveRationals(3)),
    activation: fc.constantFrom("identity", "quadratic", "cubic", "y + y^3"),
    loss: fc.constantFrom("covariance", "alignment"),
  });

  it("is that of the model's own derivation with two features", () => {
    fc.assert(
      fc.property(points, ({ nu, eta, sixths, batch, Q, activation, loss }) => {
        const model = varyModel(base, {
          activation,
          loss,
          batch,
          background: { variance: `${nu}` },
          augmentation: { variance: `${eta}`, correlation: 0 },
        });
        const rho = Rational.of(-sixths, 6);
        const r = rho.multiply(eta).negate();
        const letters: Record<string, Rational> = {
          r,
          w: nu.add(nu).subtract(r),
          e: eta.subtract(r),
          b: Rational.of(batch - 2),
          s: Rational.one,
        };
        const atoms = signal(Q);
        const { gap } = varianceGap(model);
        const value = evaluated(gap, (name) => letters[name] ?? letterOf(name, atoms)!);
        const expected = lambda(model, Q, Rational.zero)
          .subtract(lambda(model, Q, rho))
          .divide(r);
        // Up to the powers of B and B - 1 that the polynomial was multiplied with.
        const ratio = value.divide(expected);
        const powers = [0, 1, 2, 3].flatMap((i) =>
          [0, 1, 2, 3].map((j) => `${Rational.of(batch ** i * (batch - 1) ** j)}`),
        );
        expect(powers).toContain(`${ratio}`);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe("the region of finding 3a", () => {
  it.each(["covariance", "alignment"])(
    "is proved for y, y^2, y^3 with the %s loss, by certificates that hold",
    (loss) => {
      const { activations, evidence } = provedRegion(varyModel(base, { loss }));
      expect(activations).toEqual(["y", "y^2", "y^3"]);
      const proofs = evidence.filter((piece) => piece.kind === "proof");
      // A certificate each of gap and slope; the short ones of phi = y are asked of a solver too.
      const ofKind = (kind: string) => proofs.filter(({ certificate }) => certificate.kind === kind);
      expect([ofKind("positivity").length, ofKind("smt2").length]).toEqual([6, 2]);
      for (const { certificate } of ofKind("positivity")) {
        const { exitCode, message } = checkCertificate(JSON.stringify(certificate));
        expect(exitCode, message).toBe(0);
      }
    },
  );

  it.runIf(hasDebianZ3)("is what another build of Z3 says of the same files", () => {
    const queries = provedRegion(base).evidence.flatMap((piece) => {
      if (piece.kind !== "proof") return [];
      const { path, content } = certificateFile(piece.certificate);
      return path.endsWith(".smt2") ? [content] : [];
    });
    expect(queries).toHaveLength(2);
    for (const query of queries) {
      expect(execFileSync(debianZ3, ["-in", "-T:20"], { input: query, encoding: "utf8" })).toBe("unsat\n");
    }
  });

  it("has a border for each state where phi is y, and only there", () => {
    const borders = provedRegion(base).evidence.filter(({ about }) => about.includes("at each state"));
    expect(borders.map(({ about }) => about.slice(0, 8))).toEqual(["phi = y,"]);
  });

  it("takes in the model's own polynomial, and claims nothing for what it cannot prove", () => {
    const own = varyModel(base, { activation: "y + y^3" });
    expect(provedRegion(own).activations.at(-1)).toBe(own.activation.text);
    expect(provedRegion(varyModel(base, { activation: "hermite3" })).activations).toEqual([
      "y",
      "y^2",
      "y^3",
    ]);
    const none = { activations: [], regions: [], evidence: [] };
    expect(provedRegion(varyModel(base, { loss: "spectral" }))).toEqual(none);
  });

  it("ends where exact numbers contradict it", () => {
    const found = counterexamples(base, ["identity", "quadratic", "cubic"]);
    expect(found).toHaveLength(3);
    for (const { model, values } of found) {
      const at = parseModel(model);
      const zero = at.features.map(() => Rational.zero);
      expect(`${lambda(at, zero, at.correlation)}`).toBe(values["lambda(rho = -1)"]);
      expect(`${lambda(at, zero, Rational.zero)}`).toBe(values["lambda(rho = 0)"]);
    }
  });

  it("is for tanh one of small batches, proved at the model's own noises on both sides", () => {
    const tanh = varyModel(base, {
      features: [{ law: "rademacher", variance: 1 }],
      activation: "tanh",
      augmentation: { variance: "1/5", correlation: 0 },
    });
    const { proved, regions, evidence } = ownRegion(tanh, []);
    expect(proved).toBe(true);
    const found = regions.map(({ statement, known }) => `${statement}, ${known}`);
    expect(found).toEqual(["holds, proved", "fails, proved"]);
    const certificates = evidence.flatMap((piece) => (piece.kind === "proof" ? [piece.certificate] : []));
    expect(certificates).toMatchObject([
      { direction: "increasing", batch: [2, 4] },
      { direction: "decreasing", batch: [6, null] },
    ]);
    // Beyond, a state with both values of lambda enclosed, apart from each other.
    const [against] = evidence.flatMap((piece) => (piece.kind === "counterexample" ? [piece.values] : []));
    const ends = (name: string): number[] => JSON.parse(`${against![name]}`);
    expect(ends("lambda(rho = -1)")[0]).toBeGreaterThan(ends("lambda(rho = 0)")[1]!);
  });

  it("is named with what is only simulated where nothing is proved for the model's own phi", () => {
    const region = (statement: "holds" | "fails", known: "proved" | "supported", where: string) => {
      return { statement, known, where, evidence: [] };
    };
    const regions = [
      region("holds", "proved", "A"),
      region("fails", "proved", "B"),
      region("holds", "supported", "C"),
      region("fails", "supported", "D"),
    ];
    expect(scopeOf(regions, true)).toBe("proved: A");
    expect(scopeOf(regions, false)).toBe("proved: A; supported: C");
    expect(scopeOf(regions.slice(3), false)).toBe("none");
  });

  it("of a law that is not symmetric is not taken to cover the model", () => {
    const skew = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };
    expect(ownRegion(varyModel(base, { features: [skew], activation: "cubic" }), ["y^3"]).proved).toBe(false);
    expect(ownRegion(varyModel(base, { activation: "cubic" }), ["y^3"]).proved).toBe(true);
  });
});
