import { Rational } from "../rational.ts";
import { type ExactNumber, exactNumber, nonNegative } from "./fields.ts";
import type { HiddenLaw, LawKind, Measure, RandomSource } from "./law.ts";

/** A symmetric law of unit variance; every other variance is a scaling of it. */
interface StandardLaw {
  readonly name: string;
  /** E x^order for even orders. */
  evenMoment(order: number): Rational;
  readonly measure: Measure;
  sample(random: RandomSource): number;
}

function scaleMeasure(measure: Measure, scale: number): Measure {
  if (scale === 0) return { kind: "atoms", values: [0], weights: [1] };
  if (measure.kind === "atoms") {
    return { ...measure, values: measure.values.map((value) => value * scale) };
  }
  return {
    ...measure,
    density: (x) => measure.density(x / scale) / scale,
    panels: measure.panels.map((end) => end * scale),
  };
}

/** The law of sqrt(variance) times a standard variable. */
export function scaledLaw(standard: StandardLaw, variance: Rational, label = standard.name): HiddenLaw {
  const scale = Math.sqrt(variance.toNumber());
  return {
    kind: standard.name,
    label,
    mean: Rational.zero,
    variance,
    symmetric: true,
    moment: (order) =>
      order % 2 === 1 ? Rational.zero : standard.evenMoment(order).multiply(variance.power(order / 2)),
    measure: scaleMeasure(standard.measure, scale),
    sample: (random) => scale * standard.sample(random),
  };
}

/** The kind of laws that have a variance and nothing else to choose. */
export function scaledKind(standard: StandardLaw): LawKind<{ variance: ExactNumber }> {
  return {
    name: standard.name,
    fields: { variance: exactNumber },
    create: (spec, path) => scaledLaw(standard, nonNegative(spec.variance, `${path}.variance`)),
  };
}
