import type { Evidence, Region } from "../../ledger.ts";
import type { Claim } from "../claim.ts";
import { negativeCorrelation } from "../noise.ts";
import { counterexamples } from "./counterexample.ts";
import {
  type Case,
  clearestState,
  describe,
  lambdaGaps,
  probeStates,
  relative,
  searched,
} from "./gap-cases.ts";
import { type KnownRegion, numbered, scopeOf } from "./known-regions.ts";
import { ownRegion } from "./own-region.ts";
import { provedActivations, provedRegion } from "./region-evidence.ts";
import { sampledGap } from "./sampled-gap.ts";
import { varianceWording } from "./wording.ts";

/** Finding 3a: at equal strength, negatively correlated augmentation lowers the gradient variance. */
export const noiseVariance: Claim = {
  id: "noise-variance",
  statement:
    "At equal strength, augmentation noise of negative correlation gives a smaller gradient variance lambda than uncorrelated noise, for the noise strengths and batch sizes named in the scope.",
  source: "the third finding, first statement (3a)",
  latex: "\\rho < 0 \\;\\Rightarrow\\; \\lambda(\\eta, \\rho) < \\lambda(\\eta, 0)",
  hypotheses: ["equal strength eta of the noise", "for the proofs: symmetric hidden laws, |Q| <= 1"],
  checks: [
    {
      kind: "proof",
      about:
        "polynomials of non-negative letters with non-negative coefficients, for phi = y, y^2, y^3 and the model's own polynomial",
    },
    {
      kind: "proof",
      about: "enclosures of d lambda / d rho for the model's own phi = tanh, and where its sign is the other",
    },
    { kind: "identity", about: "lambda at Q = 0 is even in nu + rho eta" },
    { kind: "property", about: "derived lambda on probe states for several strengths and batches" },
    { kind: "simulation", about: "the variance of one batch's gradient on both sides of the border" },
    { kind: "counterexample", about: "exact lambda beyond the border" },
  ],
  wording: varianceWording,
  check(model, { seed, thorough, progress }) {
    const rho = negativeCorrelation(model);
    const states = probeStates(model.features.length, thorough ? 9 : 5);
    const cases = searched(model).map((candidate) => ({
      candidate,
      gaps: lambdaGaps(candidate, rho, states),
    }));
    progress?.(0.4);
    const inside = cases.filter(({ gaps }) => gaps.every((gap) => gap < 0));
    const outside = cases.filter(({ gaps }) => gaps.some((gap) => gap > 0));
    const polynomials = provedRegion(model);
    const own = ownRegion(model, polynomials.activations);
    progress?.(0.6);
    const evaluated: Evidence = {
      kind: "property",
      about: `derived lambda at rho = ${rho} minus rho = 0 on ${states.length} states: negative on all of them for ${describe(inside)}; positive on some for ${describe(outside)}`,
      outcome: inside.length > 0 ? "holds" : "undecided",
      cases: states.length * cases.length,
    };
    // Simulated at the model's own noise, and where the prediction is clearest on either side of the border.
    const chosen = new Map<Case, number>();
    for (const side of [cases.slice(0, 1), inside, outside]) {
      const clearest = side
        .map((one) => ({ one, at: clearestState(one.gaps) }))
        .sort((a, b) => relative(b) - relative(a))[0];
      if (clearest) chosen.set(clearest.one, clearest.at);
    }
    const simulated = [...chosen].map(([one, at]) => ({
      one,
      piece: sampledGap(one.candidate, rho, states[at]!, one.gaps[at]!, seed, thorough),
    }));
    progress?.(0.9);
    const against = counterexamples(model, provedActivations);
    const evidence = [
      ...polynomials.evidence,
      ...own.evidence,
      evaluated,
      ...simulated.map(({ piece }) => piece),
      ...against,
    ];
    const supported = (side: readonly Case[], statement: Region["statement"], on: string): KnownRegion[] => {
      if (side.length === 0) return [];
      const where = `phi = ${model.activation.text}, rho = ${rho} against rho = 0, on ${on}: ${describe(side)}`;
      const pieces = simulated.filter(({ one }) => side.includes(one)).map(({ piece }) => piece);
      return [{ where, statement, known: "supported", evidence: [evaluated, ...pieces] }];
    };
    const regions = [
      ...polynomials.regions,
      ...own.regions,
      ...supported(inside, "holds", `${states.length} states`),
      ...supported(outside, "fails", "some state"),
    ];
    return {
      scope: scopeOf(regions, own.proved),
      regions: numbered(regions, evidence),
      evidence,
      asStated: against.length > 0 ? "fails" : "open",
      provedByIdentity: own.proved,
    };
  },
};
