import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { Random } from "../../numerics/random/random.ts";
import { OutputGradient } from "../../numerics/samplers/output-gradient.ts";
import { crossCheck } from "../../theory/derive.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import type { Evidence, SimulationEvidence } from "../ledger.ts";
import { equivalenceTest, type Sample, sampleOf, type TestResult, testSize } from "../statistics.ts";
import type { Claim } from "./claim.ts";
import { theoryEvidence } from "./theory-evidence.ts";

/** Batches in one value of a sample: enough that block means are near normal. */
const blockSize = 2000;
/** Sample sizes at which the test looks, in blocks; the size is shared among the looks. */
const looks = [64, 128, 256, 512, 1024];

/** A state at which batches are drawn. */
export interface Point {
  readonly Q: Float64Array;
  readonly s: number;
}

/** One quantity of a batch, with what the derivation says of its mean. */
interface Quantity {
  readonly name: string;
  readonly expected: number;
  readonly margin: number;
  of(batch: OutputGradient): number;
}

/**
 * The sharpest test of the derived terms: at a fixed state the means over batches of k, p and V, from which one
 * SGD step is made, against g, f and lambda and against the ODE of both constraints.
 */
export const oneStep: Claim = {
  id: "one-step",
  statement:
    "At a fixed state the mean of one SGD step is the derived right-hand side, and the variance of its gradient is the derived lambda.",
  source: "what Theorems 1 and 2 rest on",
  check(model, { seed, thorough, progress }) {
    const sphere = compileFlow(varyModel(model, { constraint: "sphere" }));
    const free = compileFlow(varyModel(model, { constraint: "free" }));
    const points = randomPoints(model.features.length, new Random(seed), thorough ? 6 : 2);
    const evidence: Evidence[] = [
      agreement(sphere),
      agreement(free),
      ...theoryEvidence(free.derivation, seed),
      ...stepEvidence(model, { sphere, free }, points, seed, progress),
    ];
    return {
      scope: `the model's loss, activation, noises, B, tau and kappa; both constraints; ${points.length} random states`,
      evidence,
      asStated: evidence.every(({ outcome }) => outcome === "holds") ? "holds" : "open",
    };
  },
};

/** What a model's derivation says, as the flow of either constraint. */
export interface FlowPair {
  readonly sphere: Flow;
  readonly free: Flow;
}

/** Simulated batches of the model at these states against flows that claim to be the model's. */
export function stepEvidence(
  model: Model,
  { sphere, free }: FlowPair,
  points: readonly Point[],
  seed: number,
  progress?: (fraction: number) => void,
): SimulationEvidence[] {
  // 1/B and 1/(B - 1) differ by 1/B of themselves: the margin must be finer, within what batches can pay for.
  const finest = Math.min(0.012, Math.max(0.004, 0.04 / model.batch.toNumber()));
  return points.flatMap((point, i) => {
    const quantities = expectations(model, sphere, free, point, i === 0 ? finest : 0.015);
    return estimate(model, point, quantities, seed + i, (fraction) =>
      progress?.((i + fraction) / points.length),
    );
  });
}

function agreement(flow: Flow): Evidence {
  const checks = crossCheck(flow.derivation);
  const failed = checks.filter(({ agrees }) => !agrees).map(({ term }) => term);
  return {
    kind: "identity",
    about: `cavity rule and gradient of the population loss give the same ${checks.map(({ term }) => term).join(", ")} (${flow.derivation.constraint})`,
    outcome: failed.length === 0 ? "holds" : "fails",
    count: checks.length,
    ...(failed.length > 0 && { failure: failed.join(", ") }),
  };
}

/** States with overlaps of 0.4 to 0.8 in a random direction; the first on the sphere, the others at any norm. */
export function randomPoints(features: number, random: Random, count: number): Point[] {
  return Array.from({ length: count }, (_, i) => {
    const s = i === 0 ? 1 : 0.6 + random.uniform();
    const direction = Array.from({ length: features }, () => random.normal());
    const scale = ((0.4 + 0.4 * random.uniform()) * Math.sqrt(s)) / Math.hypot(...direction);
    return { Q: Float64Array.from(direction, (x) => x * scale), s };
  });
}

function expectations(
  model: Model,
  sphere: Flow,
  free: Flow,
  { Q, s }: Point,
  precision: number,
): Quantity[] {
  const { g, f, lambda } = sphere.terms(Q, s);
  const tau = model.learningRate.toNumber();
  const kappa = model.strength.toNumber() * model.regularizer.slopeAt(1);
  const length = Math.sqrt(s);
  const signal = Math.max(...g.map(Math.abs), 1e-3);
  const margin = 6 * precision;
  // N Delta Q and N Delta s of one free step, averaged over the noise that no output sees.
  const stepQ = (batch: OutputGradient, l: number): number =>
    -tau * (batch.k[l]! + (batch.p * Q[l]!) / length + kappa * Q[l]!);
  const stepS = (batch: OutputGradient): number => {
    let along = batch.p * length + kappa * s;
    for (let l = 0; l < Q.length; l++) along += Q[l]! * batch.k[l]!;
    return -2 * tau * along + tau * tau * batch.variance;
  };
  const rhsFree = new Float64Array(free.size);
  free.rhs(Float64Array.of(...Q, s), rhsFree);
  const scaleS = 2 * tau * (Math.abs(s * f) + signal * Math.hypot(...Q)) + tau * tau * lambda;
  const quantities: Quantity[] = [
    { name: "lambda", expected: lambda, margin: precision * lambda, of: (batch) => batch.variance },
    {
      name: "f",
      expected: f,
      margin: margin * Math.max(Math.abs(f), signal),
      of: (batch) => batch.p / length,
    },
    ...g.map((value, l) => ({
      name: `g${l + 1}`,
      expected: value,
      margin: margin * signal,
      of: (batch: OutputGradient) => -batch.k[l]!,
    })),
    { name: "ds/dt (free)", expected: rhsFree[Q.length]!, margin: margin * scaleS, of: stepS },
    ...[...Q].map((_, l) => ({
      name: `dQ${l + 1}/dt (free)`,
      expected: rhsFree[l]!,
      margin: margin * tau * signal,
      of: (batch: OutputGradient) => stepQ(batch, l),
    })),
  ];
  if (s !== 1) return quantities;
  const rhsSphere = new Float64Array(sphere.size);
  sphere.rhs(Q, rhsSphere);
  // Rescaling to unit norm takes half of the relative change of s away from each overlap.
  for (let l = 0; l < Q.length; l++) {
    quantities.push({
      name: `dQ${l + 1}/dt (sphere)`,
      expected: rhsSphere[l]!,
      margin: margin * tau * signal,
      of: (batch) => stepQ(batch, l) - (Q[l]! * stepS(batch)) / 2,
    });
  }
  return quantities;
}

/** With this many standard errors to spare a true equality is confirmed almost surely. */
const roomy = 9;

/**
 * The margin of a quantity: the one wanted, or where its gradients are too heavy-tailed for the budget the
 * smallest that the budget resolves, by the spread (not the mean) of the first look.
 */
function affordableMargin(wanted: number, firstLook: readonly number[]): number {
  const { standardError } = sampleOf(firstLook);
  return Math.max(wanted, roomy * standardError * Math.sqrt(looks[0]! / looks.at(-1)!));
}

/** A sample with the error that it would have at the last look. */
function atLastLook(sample: Sample): Sample {
  const blocks = looks.at(-1)!;
  const share = (sample.degreesOfFreedom + 1) / blocks;
  return {
    ...sample,
    standardError: sample.standardError * Math.sqrt(share),
    degreesOfFreedom: blocks - 1,
  };
}

/** Draws batches, looking a few times, until every quantity is decided. */
function estimate(
  model: Model,
  { Q, s }: Point,
  quantities: readonly Quantity[],
  seed: number,
  progress: (fraction: number) => void,
): SimulationEvidence[] {
  const batch = new OutputGradient(model);
  const random = Random.stream(seed, 0);
  const blocks = quantities.map((): number[] => []);
  const sums = new Float64Array(quantities.length);
  const alpha = testSize / looks.length;
  let margins = quantities.map(({ margin }) => margin);
  const decide = (): TestResult[] =>
    quantities.map(({ expected }, q) => {
      const sample = sampleOf(blocks[q]!, blockSize);
      const test = equivalenceTest(sample, expected, margins[q]!, alpha);
      // What is not decided goes on to the last look, which has the power of the whole.
      return { ...test, power: equivalenceTest(atLastLook(sample), expected, margins[q]!, alpha).power };
    });
  for (const look of looks) {
    while (blocks[0]!.length < look) {
      sums.fill(0);
      for (let b = 0; b < blockSize; b++) {
        batch.draw(Q, s, random);
        for (let q = 0; q < quantities.length; q++) sums[q]! += quantities[q]!.of(batch);
      }
      for (let q = 0; q < quantities.length; q++) blocks[q]!.push(sums[q]! / blockSize);
    }
    if (look === looks[0]) margins = quantities.map(({ margin }, q) => affordableMargin(margin, blocks[q]!));
    progress(look / looks.at(-1)!);
    if (decide().every(({ outcome }) => outcome !== "undecided")) break;
  }
  const at = `Q = (${[...Q].map((x) => x.toFixed(3)).join(", ")}), s = ${s.toFixed(3)}`;
  return decide().map((test, q) => ({
    kind: "simulation",
    about: `mean of ${quantities[q]!.name} over batches at ${at}`,
    ...test,
    // Looks that stopped early spent less; the whole budget is charged.
    alpha: testSize,
    sampler: "one batch",
    seed,
  }));
}
