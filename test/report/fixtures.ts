import type { ClaimResult } from "../../proofs-check/ledger.ts";
import { driftCurveFigure } from "../../report/figures/drift-curve.ts";
import type { ModelReport, ReportInput } from "../../report/html-report.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { derive } from "../../theory/derive.ts";
import { parseModel, varyModel } from "../../theory/model.ts";

const simulation = {
  kind: "simulation",
  about: "mean of N dQ over one step",
  outcome: "holds",
  sampler: "overlap",
  estimate: 0.072313,
  expected: 0.07227,
  interval: [0.0719, 0.0727],
  margin: 0.001,
  alpha: 0.001,
  power: 0.99,
  samples: 200_000,
  seed: 7,
} as const;

function result(
  id: string,
  verdict: ClaimResult["verdict"],
  asStated: ClaimResult["asStated"],
  evidence: ClaimResult["evidence"],
): ClaimResult {
  return {
    id,
    model: "letter-figure3",
    statement: `The statement of ${id}, which is long enough to be cut in a narrow terminal.`,
    scope: "any activation & any law <with> zero mean",
    verdict,
    asStated,
    evidence,
    replay: `driftproof verify --claim ${id}`,
    seconds: 1.25,
  };
}

/** One result of each verdict, with evidence of each kind. */
export const results: readonly ClaimResult[] = [
  result("theorem-1", "proved", "holds", [
    { kind: "identity", about: "two derivations", outcome: "holds", count: 3 },
    {
      kind: "proof",
      about: "certificate",
      outcome: "holds",
      certificate: { kind: "positivity", statement: "a < b && c > d" },
    },
  ]),
  result("theorem-2", "supported", "fails", [
    simulation,
    { kind: "property", about: "random models", outcome: "holds", cases: 200, seed: 3 },
    {
      kind: "counterexample",
      about: "a nonzero mean",
      outcome: "fails",
      model: { name: "</code><script>alert(1)</script>" },
      values: { A_1: 0.229463, rate: "3/50" },
    },
  ]),
  result("finding-1", "refuted", "fails", [{ ...simulation, outcome: "fails" }]),
  {
    ...result("finding-2", "inconclusive", "open", [{ ...simulation, outcome: "undecided" }]),
    model: "other",
  },
];

/** A built-in model, by its place in the list, with fields replaced. */
export function modelOf(index: number, changes: Readonly<Record<string, unknown>> = {}) {
  const { input, name } = builtinModels[index]!;
  return varyModel(parseModel(input, name), changes);
}

export async function modelReports(): Promise<ModelReport[]> {
  const figure = await driftCurveFigure({
    title: "Rate <of> the overlap",
    curve: [-1, -0.5, 0, 0.5, 1].map((Q) => ({ Q, h: Q - Q ** 3 })),
    fixedPoints: [
      { Q: 0, stability: "unstable" },
      { Q: 1, stability: "stable" },
    ],
  });
  return [
    {
      derivation: derive(modelOf(0, { name: "<script>alert('model')</script>" })),
      figures: [
        { name: "drift-curve", letter: "2b", figure },
        { name: "bifurcation", figure },
        { name: "density", missing: "at t = 1 <the weights> diverge" },
      ],
    },
    { derivation: derive(modelOf(1, { activation: "y^2" })), figures: [] },
    {
      derivation: derive(modelOf(1, { constraint: "free", regularizer: { kind: "l2", strength: 0.1 } })),
      figures: [],
    },
    {
      derivation: derive(modelOf(0, { constraint: "free", regularizer: { kind: "l1", strength: "1/3" } })),
      figures: [],
    },
  ];
}

export function inputOf(models: readonly ModelReport[]): ReportInput {
  return {
    results,
    models,
    version: "0.0.0-test",
    seed: 42,
    seconds: 12.5,
    command: "driftproof verify <all>",
    commit: "0123abc",
    date: "2026-01-02T03:04:05Z",
    machine: "2 × a processor, 4 GiB",
  };
}
