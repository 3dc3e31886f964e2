import type { Model } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import type { Point } from "./brute-force.ts";

/** A view's noise along w or along a feature; all of a sample's are jointly Gaussian. */
type Noise = { readonly direction: number; readonly view: 0 | 1 };

/** The direction of the weight; the features are 0, 1, ... */
const weight = -1;

/**
 * The covariance matrix of N Delta(Q, s) in one step at N = infinity, from its definition: the loss of the batch as
 * a polynomial in its outputs, its gradient, every view's noise along w and along each feature as joint Gaussians,
 * all values of the hidden variables enumerated and all pairings of the noises visited.
 */
export function incrementCovariance(model: Model, batch: number, point: Point): Rational[][] {
  const tau = Polynomial.constant(model.learningRate);
  const samples = Array.from({ length: batch }, (_, i) => i);
  const features = point.overlaps.map((_, l) => l);
  const at = (name: string, i: number): Polynomial => Polynomial.generator(`${name}@${i}`);
  const total = (parts: readonly Polynomial[]): Polynomial => Polynomial.sum(parts);
  const loss = total(
    samples.flatMap((i) =>
      samples.map((j) => {
        const outputs = (part: Polynomial): Polynomial =>
          part.substitute((name) => {
            const output = name === "z" ? at("y", i) : at("yp", j);
            return model.activation.polynomial!.substitute((y) => (y === "y" ? output : undefined));
          });
        return i === j
          ? outputs(model.loss.a).scale(Rational.of(1, batch))
          : outputs(model.loss.b).scale(Rational.of(1, batch * (batch - 1)));
      }),
    ),
  );
  const F = samples.map((i) => loss.derivative(`y@${i}`));
  const Fp = samples.map((i) => loss.derivative(`yp@${i}`));
  const overSamples = (f: (i: number) => [Polynomial, Polynomial]): Polynomial =>
    total(
      samples.map((i) => {
        const [first, second] = f(i);
        return F[i]!.multiply(first).add(Fp[i]!.multiply(second));
      }),
    );
  const G = features.map((l) =>
    overSamples((i) => [at(`c${l}`, i).add(at(`b${l}`, i)), at(`c${l}`, i).add(at(`bp${l}`, i))]),
  );
  const Gw = overSamples((i) => [at("y", i), at("yp", i)]);
  const V = total(
    samples.map((i) => {
      const squares = F[i]!.power(2).add(Fp[i]!.power(2)).scale(point.variance);
      return squares.add(F[i]!.multiply(Fp[i]!).scale(point.covariance.multiply(Rational.of(2))));
    }),
  );
  const Q = features.map((l) => Polynomial.constant(point.overlaps[l]!));
  const half = Rational.of(1, 2);
  const increments =
    model.constraint === "sphere"
      ? features.map((l) =>
          Q[l]!.multiply(Gw)
            .subtract(G[l]!)
            .multiply(tau)
            .subtract(tau.power(2).multiply(Q[l]!).multiply(V).scale(half)),
        )
      : [
          ...features.map((l) => G[l]!.multiply(tau).negate()),
          tau.power(2).multiply(V).subtract(tau.multiply(Gw).scale(2)),
        ];
  const mean = meansOver(samples, point);
  return increments.map((x) =>
    increments.map((y) => mean(x.multiply(y)).subtract(mean(x).multiply(mean(y)))),
  );
}

/** The mean of a polynomial in the samples' variables. */
function meansOver(samples: readonly number[], point: Point): (expression: Polynomial) => Rational {
  const memo = new Map<string, Rational>();
  const ofSample = (powers: ReadonlyMap<string, number>): Rational => {
    const key = [...powers].flat().join();
    let value = memo.get(key);
    if (value === undefined) memo.set(key, (value = sampleMean(powers, point)));
    return value;
  };
  return (expression) => {
    let sum = Rational.zero;
    for (const { coefficient, powers } of expression.namedTerms()) {
      let product = coefficient;
      for (const i of samples) {
        const own = [...powers]
          .filter(([name]) => name.endsWith(`@${i}`))
          .map(([name, power]) => [name.slice(0, name.indexOf("@")), power] as const)
          .sort();
        product = product.multiply(ofSample(new Map(own)));
      }
      sum = sum.add(product);
    }
    return sum;
  };
}

/** E of powers of y, yp, c<l>, b<l>, bp<l> of one sample. */
function sampleMean(powers: ReadonlyMap<string, number>, point: Point): Rational {
  let joint: { hidden: Rational[]; weight: Rational }[] = [{ hidden: [], weight: Rational.one }];
  for (const { values, weights } of point.laws) {
    joint = joint.flatMap(({ hidden, weight: w }) =>
      values.map((value, k) => ({ hidden: [...hidden, value], weight: w.multiply(weights[k]!) })),
    );
  }
  let sum = Rational.zero;
  for (const { hidden, weight: probability } of joint) {
    const signal = hidden.reduce((s, value, l) => s.add(value.multiply(point.overlaps[l]!)), Rational.zero);
    // Each factor is a number plus, unless it is a hidden variable, a noise.
    const factors = [...powers].flatMap(([name, power]) => {
      const [, kind, index] = /^(c|bp?|yp?)(\d*)$/.exec(name)!;
      const isOutput = kind!.startsWith("y");
      const noise: Noise = {
        direction: isOutput ? weight : Number(index),
        view: kind!.endsWith("p") ? 1 : 0,
      };
      const factor: Factor =
        kind === "c"
          ? { name, number: hidden[Number(index)]! }
          : { name, number: isOutput ? signal : Rational.zero, noise };
      return new Array<Factor>(power).fill(factor);
    });
    sum = sum.add(probability.multiply(productMean(factors, point, new Map())));
  }
  return sum;
}

interface Factor {
  readonly name: string;
  readonly number: Rational;
  readonly noise?: Noise;
}

/** E of a product of numbers plus centred Gaussians: the first Gaussian is left out or paired with a later one. */
function productMean(factors: readonly Factor[], point: Point, memo: Map<string, Rational>): Rational {
  const [first, ...others] = factors;
  if (first === undefined) return Rational.one;
  const key = factors.map(({ name }) => name).join();
  const known = memo.get(key);
  if (known) return known;
  let sum = first.number.isZero ? first.number : first.number.multiply(productMean(others, point, memo));
  others.forEach(({ noise }, k) => {
    if (!noise || !first.noise) return;
    const covariance = noiseCovariance(first.noise, noise, point);
    if (covariance.isZero) return;
    sum = sum.add(covariance.multiply(productMean(others.toSpliced(k, 1), point, memo)));
  });
  memo.set(key, sum);
  return sum;
}

/** The noise is alike in all directions: u_l.u_m/N = delta_lm, u_l.w/N = Q_l, |w|^2/N = s. */
function noiseCovariance(a: Noise, b: Noise, point: Point): Rational {
  const strength = a.view === b.view ? point.variance : point.covariance;
  const product = (): Rational => {
    if (a.direction === weight && b.direction === weight) return point.norm;
    if (a.direction === weight) return point.overlaps[b.direction]!;
    if (b.direction === weight) return point.overlaps[a.direction]!;
    return a.direction === b.direction ? Rational.one : Rational.zero;
  };
  return strength.multiply(product());
}
