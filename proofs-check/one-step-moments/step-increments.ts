import type { Model } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import type { BatchVariables } from "./batch-variables.ts";
import { coordinateCovariance } from "./exact-state.ts";

/** What one step does, at N = infinity, as polynomials in the batch's variables. */
export interface StepIncrements {
  /** |sum_i (F_i v_i + F'_i v'_i)|^2 / N, the squared length of the batch's gradient. */
  readonly squaredGradient: Polynomial;
  /** N Delta Q_l, then N Delta s, of a step without a constraint. */
  readonly free: readonly Polynomial[];
}

const views = [0, 1] as const;

/**
 * One step of SGD from its definition: w moves by -tau/sqrt N sum_i (F_i v_i + F'_i v'_i) - (tau/N) kappa w, where F_i
 * and F'_i are the partial derivatives of the batch's loss. Scalar products with u_l and w give the increments of
 * u_l.w/N and |w|^2/N. Nothing else is used but that by the law of large numbers v_i.v_j/N tends to 0 for two samples
 * and to its mean for two views of one.
 */
export function stepIncrements(
  model: Model,
  overlaps: readonly Rational[],
  norm: Rational,
  variables: BatchVariables,
): StepIncrements {
  const batch = model.batch.toNumber();
  const samples = Array.from({ length: batch }, (_, i) => i);
  const loss = batchLoss(model, samples, variables);
  const gradient = samples.map((i) => views.map((view) => loss.derivative(variables.outputName(i, view))));
  /** The gradient's scalar product with a vector, from those of the views: sum_i F_i (.) + F'_i (.)'. */
  const along = (product: (sample: number, view: 0 | 1) => Polynomial): Polynomial =>
    Polynomial.sum(
      samples.flatMap((i) => views.map((view) => gradient[i]![view]!.multiply(product(i, view)))),
    );
  const squaredGradient = Polynomial.sum(
    samples.flatMap((i) =>
      views.flatMap((a) =>
        views.map((b) =>
          gradient[i]![a]!.multiply(gradient[i]![b]!).scale(coordinateCovariance(model, a === b)),
        ),
      ),
    ),
  );
  const tau = model.learningRate;
  const decay = tau.multiply(model.strength).multiply(Rational.of(model.regularizer.slopeAt(1)));
  // u_l.v/sqrt N is the hidden variable and the noise along u_l; w.v/sqrt N is the output.
  const free = overlaps.map((overlap, l) =>
    along((i, view) => variables.hidden(i, l).add(variables.noise(i, view, l)))
      .scale(tau.negate())
      .subtract(Polynomial.constant(decay.multiply(overlap))),
  );
  const twice = Rational.of(2);
  free.push(
    along(variables.output)
      .scale(tau.multiply(twice).negate())
      .subtract(Polynomial.constant(decay.multiply(twice).multiply(norm)))
      .add(squaredGradient.scale(tau.power(2))),
  );
  return { squaredGradient, free };
}

/** L of a batch: a over the pairs of views of one sample, b over those of two. */
function batchLoss(model: Model, samples: readonly number[], variables: BatchVariables): Polynomial {
  const batch = samples.length;
  const phi = model.activation.polynomial!;
  const at = (output: Polynomial): Polynomial =>
    phi.substitute((name) => (name === "y" ? output : undefined));
  const pair = (part: Polynomial, i: number, j: number): Polynomial => {
    const [z, zp] = [at(variables.output(i, 0)), at(variables.output(j, 1))];
    return part.substitute((name) => (name === "z" ? z : name === "zp" ? zp : undefined));
  };
  return Polynomial.sum(
    samples.flatMap((i) =>
      samples.map((j) =>
        i === j
          ? pair(model.loss.a, i, i).scale(Rational.of(1, batch))
          : pair(model.loss.b, i, j).scale(Rational.of(1, batch * (batch - 1))),
      ),
    ),
  );
}
