import { parseAtom } from "../../../../theory/expectation/atom.ts";
import type { Model } from "../../../../theory/model.ts";
import { symbol } from "../../../../theory/symbols.ts";
import { parameterValue } from "../../../../theory/values.ts";
import { atOneSignal, gridMeans } from "../../../quadrature/conditional-means.ts";
import { hiddenNodes } from "../../../quadrature/hidden-nodes.ts";
import type { GridMeans } from "../../../quadrature/integrand.ts";
import { mirrored } from "../../../quadrature/signal-functions.ts";
import { signalSeries } from "../../../quadrature/signal-series.ts";
import { signalTails } from "../../../quadrature/signal-tails.ts";
import { uniformTable } from "../../../quadrature/uniform-table.ts";
import { lazily } from "../../lazily.ts";
import type { GeneratorFamily, GeneratorValues } from "../family.ts";
import { atomSum } from "./atom-sum.ts";
import { fullQuadrature } from "./full-quadrature.ts";
import { integrandSigns } from "./integrand-signs.ts";
import { meanPlan } from "./mean-plan.ts";
import { modeSum } from "./mode-sum.ts";
import { normTables } from "./norm-tables.ts";

/**
 * The means `E[c1*phi'(y)*phi(y')]` of derivatives of phi. Given the signal S = Q.c an atom is a smooth function of S and s
 * alone. These functions are tabulated once on the sphere, and in the free variant once for each range of s that is
 * visited; the mean over c is then a short sum. Where no table is exact all is integrated anew.
 */
export const phiMeans: GeneratorFamily = {
  owns: (name) => parseAtom(name) !== undefined,
  evaluator: phiMeanValues,
};

/** Joint laws on at most this many values are summed over. */
const fewNodes = 48;

/** Newton's iterates leave the domain a little. */
const slack = 1.02;

/** On a shorter interval odd functions are smaller than the rounding errors of even ones. */
const smallestRadius = 1 / 4;

function phiMeanValues(model: Model, names: readonly string[], tabulate: boolean): GeneratorValues {
  const plan = meanPlan(names.map((name) => parseAtom(name)!));
  const size = plan.integrands.length;
  const parameter = (name: string): number => parameterValue(model, name)!.toNumber();
  const noise = {
    variance: parameter(symbol.noiseVariance),
    covariance: parameter(symbol.noiseCovariance),
  };
  const grid = gridMeans(model.activation, plan.integrands, noise);
  const full = fullQuadrature(model, plan, atOneSignal(grid));
  // Only the noise that the views do not share smooths a kink: without it the functions of S have one too.
  const hopeless = model.activation.kinks.length > 0 && Math.abs(noise.covariance) >= noise.variance;
  if (!tabulate || hopeless) return { evaluate: full, error: () => 0 };
  const signs = integrandSigns(plan.integrands, model.activation);
  const means: GridMeans =
    signs === undefined
      ? grid
      : (norm, ...points) => mirrored((...half) => grid(norm, ...half), signs)(...points);
  const sphere = model.constraint === "sphere";
  const values = model.features.reduce(
    (product, { measure }) =>
      product * (measure.kind === "atoms" ? measure.values.length : Number.POSITIVE_INFINITY),
    1,
  );
  const overNodes = lazily(() => {
    const nodes = hiddenNodes(model.features, (signal, out) => atOneSignal(grid)(signal, 1, out), size);
    const radius = slack * Math.max(nodes.radius, smallestRadius);
    const tables = normTables(means, size, sphere, (sample, count) => uniformTable(sample, count, radius));
    return { evaluate: atomSum(plan, model.activation, nodes, tables.at, full), error: tables.error };
  });
  if (values <= fewNodes) return overNodes();
  const { bounds, radius } = signalTails(model.features, slack);
  const tails = { bounds, radius: Math.max(radius, slack * smallestRadius) };
  const core = Math.sqrt(Math.max(...model.features.map((law) => law.moment(2).toNumber())));
  const series = normTables(means, size, sphere, (sample, count) => signalSeries(sample, count, tails, core));
  const sum = modeSum(plan, model.features, series.at, (overlaps, norm, out) =>
    overNodes().evaluate(overlaps, norm, out),
  );
  return {
    evaluate: sum.evaluate,
    error: () => Math.max(series.error(), sum.error(), overNodes.made()?.error() ?? 0),
  };
}
