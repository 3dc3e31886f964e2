/** Comparisons of two samples of vectors. Every statistic is in units in which a bound is one number for all. */

export type Sample = readonly Float64Array[];

interface Estimate {
  readonly value: number;
  readonly variance: number;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

function meanEstimate(values: readonly number[]): Estimate {
  const mean = meanOf(values);
  return { value: mean, variance: meanOf(values.map((x) => (x - mean) ** 2)) / (values.length - 1) };
}

/** A covariance is a mean of products, whose own spread is the fourth moments'. */
function covarianceEstimate(a: readonly number[], b: readonly number[]): Estimate {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  return meanEstimate(a.map((x, i) => (x - meanA) * (b[i]! - meanB)));
}

/** The mean cube of deviations, whose own error includes that of the mean they are taken from. */
function thirdMomentEstimate(values: readonly number[]): Estimate {
  const mean = meanOf(values);
  const variance = meanOf(values.map((x) => (x - mean) ** 2));
  const influences = values.map((x) => (x - mean) ** 3 - 3 * variance * (x - mean));
  return { value: meanOf(influences), variance: meanEstimate(influences).variance };
}

function zScore(first: Estimate, second: Estimate): number {
  return Math.abs(first.value - second.value) / Math.sqrt(first.variance + second.variance);
}

const column = (sample: Sample, i: number): number[] => sample.map((row) => row[i]!);

/** The z scores of all means, covariances and third moments of the first `size` components, named. */
export function momentScores(first: Sample, second: Sample, size: number): { name: string; z: number }[] {
  const scores: { name: string; z: number }[] = [];
  for (let i = 0; i < size; i++) {
    const [a, b] = [column(first, i), column(second, i)];
    scores.push({ name: `mean ${i + 1}`, z: zScore(meanEstimate(a), meanEstimate(b)) });
    scores.push({
      name: `third moment ${i + 1}`,
      z: zScore(thirdMomentEstimate(a), thirdMomentEstimate(b)),
    });
    for (let j = 0; j <= i; j++) {
      scores.push({
        name: `covariance ${i + 1} ${j + 1}`,
        z: zScore(covarianceEstimate(a, column(first, j)), covarianceEstimate(b, column(second, j))),
      });
    }
  }
  return scores;
}

/** sqrt(n m / (n + m)) times the largest distance of the two empirical distributions. */
function kolmogorovSmirnovTwo(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [[...a].sort((p, q) => p - q), [...b].sort((p, q) => p - q)];
  let [i, j, distance] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i]!, y[j]!);
    while (i < x.length && x[i]! <= at) i++;
    while (j < y.length && y[j]! <= at) j++;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  return distance * Math.sqrt((x.length * y.length) / (x.length + y.length));
}

/**
 * The statistic on each marginal and on eight fixed directions: by Cramer and Wold two laws are equal when all of
 * their projections are. Components are brought to unit spread first, or s would drown in the overlaps.
 */
export function projectionDistances(first: Sample, second: Sample, size: number): number[] {
  const spread = Array.from({ length: size }, (_, i) =>
    Math.sqrt(meanEstimate(column(first, i)).variance * first.length),
  );
  const axes = spread.map((_, i) => spread.map((__, j): number => (i === j ? 1 : 0)));
  // Fixed, and in general position: multiples of an irrational angle.
  const oblique = Array.from({ length: 8 }, (_, k) =>
    spread.map((__, i) => Math.cos(1 + 2.39996 * (k + 1) * (i + 1))),
  );
  return [...axes, ...oblique].map((direction) => {
    const project = (row: Float64Array): number =>
      direction.reduce((sum, weight, i) => sum + (weight * row[i]!) / spread[i]!, 0);
    return kolmogorovSmirnovTwo(first.map(project), second.map(project));
  });
}
