import { describe, expect, it, test } from "vitest";
import { exampleModel, invoke } from "../cli/harness.ts";
import { expectOneLine } from "./watched.ts";

const law = (variance: string | number, name = "rademacher") => ({ law: name, variance });
const noise = (variance: string | number, correlation: number) => ({ variance, correlation });

/** Changes of the worked model that put one of its numbers at an end of what it may be. */
const extremes: Readonly<Record<string, Record<string, unknown>>> = {
  "tau = 1e-300": { learningRate: "1e-300" },
  "tau = 1e300": { learningRate: "1e300" },
  "B = 1e6": { batch: 1e6 },
  "B = 1e300": { batch: "1e300" },
  "eta = 0": { augmentation: noise(0, -0.5) },
  "rho = 1": { augmentation: noise(0.3, 1) },
  "rho = -1": { augmentation: noise(0.3, -1) },
  "nu = 0": { background: { variance: 0 } },
  "nu = 0, rho = -1": { background: { variance: 0 }, augmentation: noise(1, -1) },
  "no noise": { background: { variance: 0 }, augmentation: noise(0, 0) },
  "tiny noise": { background: { variance: "1e-12" }, augmentation: noise("1e-12", 0) },
  "huge noise": { background: { variance: "1e12" }, augmentation: noise("1e12", 0) },
  "tiny signals": { features: [law("1e-12"), law("1e-12")] },
  "huge signals": { features: [law("1e12"), law("1e12")] },
  "signals of both sizes": { features: [law("1e-12"), law("1e12")] },
  "a signal of 1e300": { features: [law("1e300")] },
  "a signal of nothing": { features: [law(0), law(1)] },
  "a huge Gaussian": { features: [law("1e12", "gaussian")] },
  "next to no spikes": { features: [{ ...law(1, "sparse"), probability: "1e-12" }] },
  "d = 32": { features: Array.from({ length: 32 }, (_, l) => law(`${32 + l}/32`)) },
  "kappa = 1e300": { constraint: "free", regularizer: { kind: "l2", strength: "1e300" } },
};

const quick: Readonly<Record<string, (features: number) => readonly string[]>> = {
  derive: () => ["derive"],
  evaluate: (d) => ["evaluate", "--at", JSON.stringify({ Q: new Array(d).fill(0.1), s: 1 })],
  integrate: () => ["integrate", "--until", "2", "--points", "3"],
  simulate: () => ["simulate", "--until", "0.05", "--dimension", "40", "--runs", "2", "--workers", "0"],
  "fixed-points": () => ["fixed-points"],
  basins: () => ["basins", "--grid", "4", "--workers", "0"],
  verify: () => ["verify", "--claim", "learnability", "--no-report", "--workers", "0"],
};
const all = Object.keys(quick);
/** For 32 features the roots and the quadrature nodes are too many for the memory of a test. */
const large = ["d = 32"];
/** Stiff beyond measure: their fluctuations take ten seconds. */
const stiff = ["signals of both sizes"];
const ordinary = Object.keys(extremes).filter(
  (name) => ![...large, ...stiff].includes(name) && name !== "B = 1e6",
);
/** Where the equations are polynomials everything is quick; with tables what starts them is tried. */
const cases: readonly [activation: string, commands: readonly string[], models: readonly string[]][] = [
  ["y", all, ordinary],
  ["y", ["derive", "evaluate", "integrate"], [...large, ...stiff]],
  ["y", all.filter((name) => name !== "simulate"), ["B = 1e6"]],
  ["tanh", ["evaluate", "integrate"], ordinary.filter((name) => name !== "a huge Gaussian")],
  ["tanh", ["integrate"], large],
];

describe.each(cases)("with phi = %s, %j", (activation, commands, models) => {
  test.each(models)("%s: a finite answer or one line", async (name) => {
    const changes = extremes[name]!;
    const file = exampleModel({ ...changes, activation });
    const d = (changes["features"] as unknown[] | undefined)?.length ?? 2;
    for (const command of commands) {
      const [word, ...options] = quick[command]!(d);
      const { code, out, err } = await invoke(word!, file, ...options, "--json");
      expect([0, 2, 3], `${command}: ${err}`).toContain(code);
      expect(out).not.toMatch(/NaN|Infinity/);
      if (out !== "") JSON.parse(out);
      else expectOneLine(err.slice(0, -1));
    }
  });
});

it("takes N = 1e12 with the overlap sampler", async () => {
  const argv = [
    "simulate",
    exampleModel({}),
    "--dimension",
    "1e12",
    "--until",
    "1e-10",
    "--points",
    "2",
    "--runs",
    "2",
  ];
  const { code, out } = await invoke(...argv, "--sampler", "overlap", "--workers", "0", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ steps: 200 });
});

describe("an impossible law is refused with the reason", () => {
  const atoms = (fields: object) => ({
    features: [{ law: "atoms", values: [-1, 1], weights: ["1/2", "1/2"], ...fields }],
  });
  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      "weights beyond one",
      atoms({ weights: ["1/2", "2/3"] }),
      /weights: must add up to exactly 1, found 7\/6/,
    ],
    ["a negative weight", atoms({ weights: ["3/2", "-1/2"] }), /weights\[1\]: must not be negative/],
    ["a negative variance", atoms({ variance: -1 }), /variance: must not be negative/],
    ["a spread of one value", atoms({ values: [2, 2], variance: 1 }), /values: have no spread/],
    [
      "moments in place of a law",
      { features: [{ law: "rademacher", variance: 1, m4: "1/2" }] },
      /m4: unknown key/,
    ],
    [
      "a kurtosis below one",
      { features: [{ ...law(1, "sparse"), probability: 2 }] },
      /probability: must be at most 1/,
    ],
    [
      "denominators without end",
      atoms({
        values: ["1/3", ...Array.from({ length: 400 }, (_, i) => `1/${10 ** 9 + 2 * i + 1}`)],
        weights: [1, ...new Array(400).fill(0)],
      }),
      /values: have no common denominator/,
    ],
    ["numbers without end", { learningRate: "1".repeat(2000) }, /learningRate: a number of 2000 characters/],
  ])("%s", async (_, changes, message) => {
    const { code, err } = await invoke("derive", exampleModel(changes));
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
