import { kinetics as kineticsOf, termSymbol } from "../../../theory/reduction.ts";
import { penaltySlope } from "../../../theory/regularizers/penalty-slope.ts";
import { symbol } from "../../../theory/symbols.ts";
import type { Mutant } from "../mutant.ts";
import {
  generator,
  half,
  type Operation,
  radialSignal,
  scaleWith,
  tau,
  times,
  under,
  without,
} from "../operations.ts";

const w = generator(termSymbol.weight);

const onDrift =
  (operation: Operation): NonNullable<Mutant["kinetics"]> =>
  ({ drift, diffusion }) => ({ drift: operation(drift), diffusion });
const onDiffusion =
  (operation: Operation): NonNullable<Mutant["kinetics"]> =>
  ({ drift, diffusion }) => ({ drift, diffusion: operation(diffusion) });

/** Errors in drift and diffusion, that is in the PDE. */
export const drift: readonly Mutant[] = [
  {
    id: "diffusion-tau",
    words: "tau for tau^2 in the diffusion",
    kinetics: onDiffusion(times(tau.inverse())),
  },
  {
    id: "diffusion-twice",
    words: "2 Lambda for Lambda: Lambda d^2P/dw^2 in the PDE",
    kinetics: onDiffusion(times(2)),
  },
  {
    id: "drift-tau",
    words: "tau left out of the drift",
    kinetics: onDrift(scaleWith(symbol.learningRate, tau.inverse())),
  },
  { id: "penalty-dropped", words: "the penalty dropped", kinetics: onDrift(without(symbol.strength)) },
  { id: "penalty-twice", words: "2 kappa for kappa", kinetics: onDrift(scaleWith(symbol.strength, 2)) },
  {
    id: "penalty-tau",
    words: "the penalty not times tau",
    kinetics: onDrift(scaleWith(symbol.strength, tau.inverse())),
  },
  {
    id: "penalty-on-sphere",
    words: "2 kappa for kappa on the sphere, before the projection",
    equivalent: "an L2 penalty only shortens the weights, and the projection undoes it",
    kinetics: under("sphere", ({ diffusion }, { expectation, model }) => ({
      drift: kineticsOf(expectation.features, penaltySlope(model).scale(2), "sphere").drift,
      diffusion,
    })),
  },
  {
    id: "projection-missing",
    words: "the radial part not removed on the sphere",
    kinetics: under("sphere", ({ diffusion }, { model, expectation }) => ({
      drift: kineticsOf(expectation.features, penaltySlope(model), "free").drift,
      diffusion,
    })),
  },
  {
    id: "radial-ito-missing",
    words: "-tau lambda Q/2 missing on the sphere",
    kinetics: under("sphere", ({ drift, diffusion }) => ({
      drift: drift.add(w.multiply(diffusion).scale(half)),
      diffusion,
    })),
  },
  {
    id: "radial-ito-twice",
    words: "Lambda for Lambda/2 in the radial part",
    kinetics: under("sphere", ({ drift, diffusion }) => ({
      drift: drift.subtract(w.multiply(diffusion).scale(half)),
      diffusion,
    })),
  },
  {
    id: "radial-signal-missing",
    words: "Q_l sum_m Q_m g_m missing on the sphere",
    kinetics: under("sphere", ({ drift, diffusion }, derivation) => ({
      drift: drift.add(w.multiply(tau).multiply(radialSignal(derivation))),
      diffusion,
    })),
  },
  {
    id: "radial-signal-twice",
    words: "2 Q_l sum_m Q_m g_m on the sphere",
    kinetics: under("sphere", ({ drift, diffusion }, derivation) => ({
      drift: drift.subtract(w.multiply(tau).multiply(radialSignal(derivation))),
      diffusion,
    })),
  },
];
