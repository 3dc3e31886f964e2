import type { Derivation } from "../../../theory/derive.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { termSymbol } from "../../../theory/reduction.ts";
import { symbol } from "../../../theory/symbols.ts";
import type { Mutant } from "../mutant.ts";
import {
  generator,
  half,
  indices,
  overlap,
  put,
  radialSignal,
  scaleWhere,
  scaleWith,
  tau,
  times,
  under,
  without,
} from "../operations.ts";

const f = generator(termSymbol.f);
const lambda = generator(termSymbol.lambda);

const onOverlaps =
  (
    change: (rhs: Polynomial, l: number, derivation: Derivation) => Polynomial,
  ): NonNullable<Mutant["equations"]> =>
  (equations, derivation) =>
    equations.map((rhs, i) => (i < derivation.expectation.features ? change(rhs, i, derivation) : rhs));
const onNorm =
  (change: (rhs: Polynomial, derivation: Derivation) => Polynomial): NonNullable<Mutant["equations"]> =>
  (equations, derivation) =>
    equations.map((rhs, i) => (i < derivation.expectation.features ? rhs : change(rhs, derivation)));

/** Errors in the reduction of the PDE to the equations of Q and s. */
export const reduction: readonly Mutant[] = [
  {
    id: "ds-factor-two",
    words: "the 2 of d(w^2) = 2 w dw missing in ds/dt",
    equations: onNorm(scaleWhere((powers) => !powers.has(termSymbol.lambda), half)),
  },
  {
    id: "ds-ito-missing",
    words: "tau^2 lambda missing in ds/dt",
    equations: onNorm(without(termSymbol.lambda)),
  },
  {
    id: "ds-ito-half",
    words: "tau^2 lambda/2 in ds/dt",
    equations: onNorm(scaleWith(termSymbol.lambda, half)),
  },
  {
    id: "ds-signal-missing",
    words: "sum_l Q_l g_l missing in ds/dt",
    equations: onNorm((rhs, derivation) => rhs.subtract(tau.multiply(radialSignal(derivation)).scale(2))),
  },
  {
    id: "ds-shrinkage-norm",
    words: "f for s f in ds/dt",
    equations: onNorm(scaleWith(termSymbol.f, generator(symbol.norm, -1))),
  },
  {
    id: "ds-signal-own",
    words: "sum_l g_l for sum_l Q_l g_l in ds/dt",
    equations: onNorm((rhs, derivation) =>
      put(Object.fromEntries(indices(derivation).map((l) => [symbol.overlap(l), Polynomial.one])))(rhs),
    ),
  },
  {
    id: "dQ-shrinkage-missing",
    words: "-Q f missing in dQ/dt",
    equations: under("free", onOverlaps(without(termSymbol.f))),
  },
  {
    id: "dQ-shrinkage-overlap",
    words: "f for Q f in dQ/dt",
    equations: under(
      "free",
      onOverlaps((rhs, l) => scaleWith(termSymbol.f, overlap(l).inverse())(rhs)),
    ),
  },
  {
    id: "dQ-free-ito",
    words: "the sphere's -tau^2 lambda Q/2 in the free dQ/dt",
    equations: under(
      "free",
      onOverlaps((rhs, l) => rhs.subtract(tau.power(2).multiply(lambda).multiply(overlap(l)).scale(half))),
    ),
  },
  {
    id: "dQ-sphere-shrinkage",
    words: "-tau Q f left on the sphere",
    equations: under(
      "sphere",
      onOverlaps((rhs, l) => rhs.subtract(tau.multiply(f).multiply(overlap(l)))),
    ),
  },
  {
    id: "dQ-own-projection",
    words: "Q_l^2 g_l for Q_l sum_m Q_m g_m: each feature's projection by itself",
    equations: under(
      "sphere",
      onOverlaps((rhs, l, derivation) =>
        Polynomial.sum([
          rhs,
          ...indices(derivation)
            .filter((m) => m !== l)
            .map((m) =>
              tau
                .multiply(overlap(l))
                .multiply(overlap(m))
                .multiply(generator(termSymbol.g(m))),
            ),
        ]),
      ),
    ),
  },
  {
    id: "time-unit",
    words: "time in units of the learning rate: everything divided by tau",
    equations: (equations) => equations.map(times(tau.inverse())),
  },
  {
    id: "shrinkage-on-sphere",
    words: "2 f for f on the sphere",
    equivalent: "f drops out of the sphere's equations",
    equations: under(
      "sphere",
      onOverlaps((rhs) => put({ [termSymbol.f]: f.scale(2) })(rhs)),
    ),
  },
];
