import { fixedPoints } from "../numerics/fixed-points.ts";
import { compileFlow, type Flow } from "../numerics/flow/flow.ts";
import { growthRates } from "../numerics/growth-rates.ts";
import { evenTimes, integrate } from "../numerics/integrate.ts";
import { overlap } from "../numerics/samplers/overlap.ts";
import { simulate, statisticsOf } from "../numerics/simulate.ts";
import { symmetryImages } from "../numerics/symmetries.ts";
import { driftCurveFigure } from "../report/figures/drift-curve.ts";
import type { Figure } from "../report/figures/figure.ts";
import { phasePortraitFigure } from "../report/figures/phase-portrait.ts";
import { trajectoriesFigure } from "../report/figures/trajectories.ts";
import type { ModelReport } from "../report/html-report.ts";
import { derive } from "../theory/derive.ts";
import { DriftproofError } from "../theory/errors.ts";
import type { Model } from "../theory/model.ts";
import type { Progress } from "./progress.ts";
import { exactStart } from "./trajectory-options.ts";

interface FigureOptions {
  readonly seed: number;
  /** False for reports of text alone. */
  readonly figures: boolean;
  readonly progress: Progress;
}

const simulated = { dimension: 1000, runs: 32, points: 13 } as const;

/** The models of a report with the figures that their flows admit. */
export async function reportModels(models: readonly Model[], options: FigureOptions): Promise<ModelReport[]> {
  const reports: ModelReport[] = [];
  for (const [i, model] of models.entries()) {
    options.progress.update(i / models.length, `figures of ${model.name}`);
    const derivation = derive(model);
    const figures = options.figures && derivation.closed ? await figuresOf(model, options.seed) : [];
    reports.push({ derivation, figures });
  }
  return reports;
}

async function figuresOf(model: Model, seed: number): Promise<Figure[]> {
  const flow = compileFlow(model);
  const sphere = model.constraint === "sphere";
  const makers = [trajectories, ...(sphere && flow.features === 1 ? [driftCurve] : [])];
  if (sphere && flow.features === 2) makers.push(phasePortrait);
  const figures: Figure[] = [];
  for (const make of makers) {
    try {
      figures.push(await make(flow, seed));
    } catch (error) {
      // A solution that blows up has no picture; the verdicts are about it, not the report's decoration.
      if (!(error instanceof DriftproofError)) throw error;
    }
  }
  return figures;
}

/** Long enough for the fastest growth from Q = 0 to have ended, within reason. */
function duration(flow: Flow): number {
  const fastest = Math.max(...growthRates(flow));
  return fastest > 0 ? Math.round(Math.min(80, Math.max(10, 8 / fastest))) : 20;
}

async function trajectories(flow: Flow, seed: number): Promise<Figure> {
  const { model, features } = flow;
  const { dimension, runs, points } = simulated;
  const start = exactStart({ s: 1 }, features);
  const until = duration(flow);
  const solution = integrate(flow, start, evenTimes(until, 201));
  const times = evenTimes(until, points);
  const simulation = simulate(model, { sampler: overlap, dimension, start, times, runs, seed });
  return trajectoriesFigure({
    title: `Trajectories of ${model.name}`,
    curves: solution.t.map((t, i) => ({ t, Q: solution.Q[i]! })),
    points: times.map((t, i) => {
      const { mean, covariance } = statisticsOf(simulation.samples[i]!, 0, features);
      return { t, mean, error: mean.map((_, l) => Math.sqrt(covariance![l]![l]!)) };
    }),
    errorMeaning: "standard deviation of a run",
    simulation: `N = ${dimension}, ${runs} runs`,
  });
}

async function driftCurve(flow: Flow): Promise<Figure> {
  const rate = new Float64Array(1);
  const curve = Array.from({ length: 201 }, (_, i) => {
    const Q = (i - 100) / 100;
    flow.rhs(Float64Array.of(Q), rate);
    return { Q, h: rate[0]! };
  });
  const images = fixedPoints(flow).flatMap((point) => symmetryImages(point, flow.model));
  return driftCurveFigure({
    title: `Drift of the overlap of ${flow.model.name}`,
    curve,
    fixedPoints: images.map(({ Q, stability }) => ({ Q: Q[0]!, stability })),
  });
}

async function phasePortrait(flow: Flow): Promise<Figure> {
  const rates = new Float64Array(2);
  const axis = Array.from({ length: 17 }, (_, i) => (i - 8) / 8.4);
  const arrows = axis.flatMap((Q1) =>
    axis.flatMap((Q2) => {
      if (Math.hypot(Q1, Q2) > 1) return [];
      flow.rhs(Float64Array.of(Q1, Q2), rates);
      return [{ at: [Q1, Q2] as const, velocity: [rates[0]!, rates[1]!] as const }];
    }),
  );
  const images = fixedPoints(flow).flatMap((point) => symmetryImages(point, flow.model));
  const until = 2 * duration(flow);
  // From near Q = 0 and from the rim, at angles off the symmetry axes.
  const starts = Array.from({ length: 12 }, (_, k) => {
    const angle = ((k + 0.35) * Math.PI) / 6;
    const radius = k % 2 === 0 ? 0.12 : 0.98;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return phasePortraitFigure({
    title: `Phase portrait of ${flow.model.name}`,
    arrows,
    fixedPoints: images.map(({ Q, stability }) => ({ at: [Q[0]!, Q[1]!] as const, stability })),
    trajectories: starts.map((Q) =>
      integrate(flow, { Q, s: 1 }, evenTimes(until, 121)).Q.map(([Q1, Q2]) => [Q1!, Q2!] as const),
    ),
  });
}
