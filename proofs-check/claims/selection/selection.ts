import { landscapeOf } from "../../../numerics/basins/attractors.ts";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { type Model, type ModelInput, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import type { Evidence } from "../../ledger.ts";
import type { Claim } from "../claim.ts";
import { dependsOnMore } from "../learnability.ts";
import { kurtosisEvidence } from "./kurtosis.ts";
import { linearCounterexample, linearIdentity } from "./linear.ts";
import { findPair, partners, radius, separation } from "./pair.ts";
import { probabilityEvidence } from "./probability.ts";

/** Finding 2: moments beyond the second leave the eigenvalues at Q = 0 alone and move the attraction regions. */
export const selection: Claim = {
  id: "selection",
  statement:
    "With the second moments held fixed, higher moments do not change the eigenvalues at Q = 0, but they do change which state a given start is attracted to.",
  source: "the second finding",
  latex: "\\partial_{m_{4}} A_l = 0, \\quad \\text{but } \\partial_{m_4}\\{\\text{separatrix}\\} \\ne 0",
  hypotheses: ["hidden variables independent, of mean zero", "second moments fixed"],
  checks: [
    {
      kind: "identity",
      about: "eigenvalues at Q = 0 are free of higher moments; for phi = y the whole flow is",
    },
    {
      kind: "property",
      about:
        "two laws of equal m2 whose flows end at different features; who is stable as a function of the kurtosis",
    },
    { kind: "simulation", about: "SGD follows either flow; the chance of each feature from random starts" },
    { kind: "counterexample", about: "phi = y, for which laws of equal m2 have one flow" },
  ],
  check(model, { seed, thorough, progress }) {
    const { model: two, note } = withTwoFeatures(model);
    const evidence: Evidence[] = [
      eigenvalueIdentity(model),
      linearIdentity(model),
      linearCounterexample(model),
    ];
    const flow = compileFlow(two);
    const landscape = landscapeOf(flow);
    const found = findPair(flow, landscape);
    progress?.(0.2);
    if (found === undefined) {
      evidence.push({
        kind: "property",
        about: "no partner law was found for which a common start ends elsewhere",
        outcome: "undecided",
        cases: partners.length,
      });
    } else {
      evidence.push(found.evidence, separation(found, seed, thorough));
    }
    progress?.(0.4);
    evidence.push(kurtosisEvidence(two));
    const chances = probabilityEvidence(flow, landscape, seed, thorough, (fraction) =>
      progress?.(0.5 + 0.5 * fraction),
    );
    if ("evidence" in chances) evidence.push(chances.evidence);
    const without = "reason" in chances ? `; no chance of selection at finite N: ${chances.reason}` : "";
    return {
      scope: `the model's first two features${note}, from starts of length ${radius} between their axes and, for the chance of selection, from random ones${without}`,
      evidence,
      asStated: evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
    };
  },
};

/** A question about two features needs two: a model of one is given a second, a little weaker. */
function withTwoFeatures(model: Model): { model: Model; note: string } {
  const features = model.source["features"] as readonly ModelInput[];
  if (features.length >= 2) return { model: varyModel(model, { features: features.slice(0, 2) }), note: "" };
  const [first] = features as [ModelInput];
  const weaker = model.features[0]!.variance.multiply(Rational.of(11, 12));
  return {
    model: varyModel(model, { features: [first, { ...first, variance: `${weaker}` }] }),
    note: " (a second of the same law with 11/12 of the variance was added)",
  };
}

function eigenvalueIdentity(model: Model): Evidence {
  const failure = dependsOnMore(model, model.constraint);
  return {
    kind: "identity",
    about: "the eigenvalues at Q = 0 contain no moment of order three or more",
    outcome: failure === undefined ? "holds" : "fails",
    count: 1,
    ...(failure !== undefined && { failure }),
  };
}
