import { solvePde } from "../../numerics/pde/solve-pde.ts";
import { closureOf } from "../../theory/closure.ts";
import type { Constraint, Model, ModelInput } from "../../theory/model.ts";
import { varyModel } from "../../theory/model.ts";
import { kinetics, reduce } from "../../theory/reduction.ts";
import { toText } from "../../theory/render/text.ts";
import { closureIsRight } from "../laws/closure-law.ts";
import type { Evidence } from "../ledger.ts";
import { type FixedTest, testOfRuns } from "../sequential-test.ts";
import { equivalenceTest, signTest, type TestResult } from "../statistics.ts";
import type { Claim } from "./claim.ts";
import { endOfRun } from "./end-states.ts";

const constraints: readonly Constraint[] = ["sphere", "free"];

/** The reduction of the PDE: with L2 to ODEs in the overlaps, with L1 to nothing of the kind. */
export const closure: Claim = {
  id: "closure",
  statement:
    "The moment equations of the PDE are equations in Q and s alone for the L2 penalty; for L1 they are not: the law of the weights matters.",
  source: "Theorem 2 and the remark on other regularizers",
  latex:
    "R(w) = \\tfrac{w^2}{2} \\;\\Rightarrow\\; \\dot Q = F(Q, s); \\qquad R(w) = |w| \\;\\Rightarrow\\; \\dot Q \\text{ needs } \\langle u_l\\, \\mathrm{sign}\\, w\\rangle",
  hypotheses: [
    "the penalty is separable",
    "for the witness: two laws of the weights with equal overlaps and norm",
  ],
  checks: [
    { kind: "identity", about: "the L2 equations contain Q and s only" },
    { kind: "property", about: "the penalty's mean kept as a moment of P, on random laws" },
    {
      kind: "simulation",
      about: "two laws of the features' entries with equal Q and s, told apart under L1 and not under L2",
    },
  ],
  check(model, { seed, thorough, progress }) {
    const penalties = [{ kind: "l2" }, { kind: "l1" }].map((regularizer) =>
      varyModel(model, { regularizer }),
    );
    const others = penalties.some(({ regularizer }) => regularizer.kind === model.regularizer.kind)
      ? []
      : [model];
    const evidence = [...penalties, ...others].flatMap((candidate) =>
      constraints.flatMap((constraint) => decided(candidate, constraint)),
    );
    progress?.(0.1);
    evidence.push(...entriesMatter(model, seed, thorough, (fraction) => progress?.(0.1 + 0.9 * fraction)));
    return {
      scope: `L2, L1${others.map(({ regularizer }) => `, ${regularizer.kind}`).join("")}; on the sphere and free; any loss and activation, which enter through g, f and lambda alone`,
      evidence,
      asStated: evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
      provedByIdentity: true,
    };
  },
};

/** The verdict on a penalty with its proof, and the same by plain sums over random measures. */
function decided(model: Model, constraint: Constraint): Evidence[] {
  const proof = closureIdentity(model, constraint);
  if (proof.outcome === "undecided") return [proof];
  return [proof, bySums(model, constraint, shown(model, constraint))];
}

function shown({ regularizer }: Model, constraint: Constraint): string {
  return `R(w) = ${regularizer.text}, ${constraint === "sphere" ? "on the sphere" : "free"}`;
}

/** Whether the moment equations close under the model's penalty, with the proof of either. */
export function closureIdentity(model: Model, constraint: Constraint): Evidence {
  const { regularizer, strength } = model;
  const reduction = reduce(
    kinetics(model.features.length, regularizer.slope, constraint),
    model.features.length,
    constraint,
  );
  const verdict = closureOf({ regularizer, strength, constraint }, reduction);
  const penalty = shown(model, constraint);
  if (verdict.verdict === "undecided") {
    const about = `${penalty}: neither closure nor its failure was proved`;
    return { kind: "property", about, outcome: "undecided", cases: 0 };
  }
  // L2 must close, L1 must not; of any other penalty either is a theorem.
  const expected =
    { l2: "closes", none: "closes", l1: "does not close" }[regularizer.kind] ?? verdict.verdict;
  const proof =
    verdict.verdict === "closes"
      ? "no average but Q and s is left in the equations"
      : `two measures with one Q and s have ${toText(verdict.witness.average)} = ${verdict.witness.values.join(" and ")}`;
  return {
    kind: "identity",
    about: `${penalty}: ${proof}`,
    outcome: verdict.verdict === expected ? "holds" : "fails",
    count: 1,
  };
}

function bySums({ regularizer }: Model, constraint: Constraint, penalty: string): Evidence {
  const about = `${penalty}: the rates by sums over finite measures agree with the verdict`;
  try {
    closureIsRight(regularizer, constraint);
    return { kind: "property", about, outcome: "holds", cases: 100 };
  } catch (error) {
    return { kind: "property", about, outcome: "fails", cases: 100, failure: (error as Error).message };
  }
}

const time = 1;
const strength = 1;

/**
 * SGD from one Q and s with normal and with Rademacher features: two laws of (w, u) with the same order parameters. With
 * L1 the overlaps part as the PDE says, with L2 they stay together.
 */
function entriesMatter(
  model: Model,
  seed: number,
  thorough: boolean,
  progress: (fraction: number) => void,
): Evidence[] {
  const features = (model.source["features"] as readonly ModelInput[]).slice(0, 1);
  const start = { Q: [0.8], s: 1 };
  const dimension = thorough ? 2000 : 400;
  const runs = thorough ? 256 : 128;
  const variant = (kind: string, law: string): Model =>
    varyModel(model, { features, theory: undefined, regularizer: { kind, strength }, entries: { law } });
  const ends = (kind: string, law: string): ((r: number) => number) =>
    endOfRun(
      ([Q]) => Q!,
      variant(kind, law),
      { sampler: "projected", start, until: time, dimension, seed },
      runs,
    );
  const gap = (kind: string, test: FixedTest, from: number): TestResult => {
    const [rademacher, normal] = [ends(kind, "rademacher"), ends(kind, "gaussian")];
    return testOfRuns((r) => rademacher(r) - normal(r), test, {
      most: runs,
      progress: (fraction) => progress(from + 0.45 * fraction),
    });
  };
  const about = (kind: string): string =>
    `${kind}: Q at t = ${time} with Rademacher less that with normal features, from Q = ${start.Q} and s = ${start.s} at N = ${dimension}`;
  const common = { kind: "simulation", sampler: "projected", seed } as const;
  const pde = (law: string): number => solvePde(variant("l1", law), start, [0, time]).Q[1]![0]!;
  const expected = pde("rademacher") - pde("gaussian");
  progress(0.1);
  return [
    {
      ...common,
      about: about("L1"),
      ...gap("l1", (sample, size) => signTest(sample, expected, size), 0.1),
    },
    {
      ...common,
      about: about("L2"),
      ...gap("l2", (sample, size) => equivalenceTest(sample, 0, Math.abs(expected) / 2, size), 0.55),
    },
  ];
}
