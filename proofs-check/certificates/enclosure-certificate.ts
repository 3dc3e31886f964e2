/** The sign of d lambda / d rho on a region, in numbers; rationals are "p/q". */
export interface EnclosureCertificate {
  readonly kind: "enclosure";
  readonly statement: string;
  readonly activation: "tanh";
  readonly loss: "covariance";
  /** nu, eta, and the range of rho. */
  readonly background: string;
  readonly augmentation: string;
  readonly correlation: readonly [from: string, to: "0"];
  /** The batch sizes from the first to the last; null: all from the first on. */
  readonly batch: readonly [first: number, last: number | null];
  readonly direction: "increasing" | "decreasing";
  /** For each feature a number that c_l^2 never exceeds. */
  readonly largestSquares: readonly string[];
  /** The grid: S = i signalStep for i = 0..signalSteps, a power of 1/2; c in covarianceSteps equal steps. */
  readonly signalStep: string;
  readonly signalSteps: number;
  readonly covarianceSteps: number;
  /**
   * For the first and the last batch size (without end: the limit), at each c of the grid, the least of the kernel of
   * B |d lambda / d c| (see `leastOf`) over all pairs of signals of the grid, rounded down to six decimals.
   */
  readonly least: readonly (readonly string[])[];
}

/** What such a certificate claims, in words. */
export function enclosureStatement(numbers: Omit<EnclosureCertificate, "statement">): string {
  const { background, augmentation, correlation, batch, direction, largestSquares } = numbers;
  const [first, last] = batch;
  const batches = last === null ? `B >= ${first}` : `B from ${first} to ${last}`;
  return (
    `tanh, covariance loss, s = 1, nu = ${background}, eta = ${augmentation}: for every batch size ${batches}, all Q with ` +
    `|Q| <= 1 and all independent symmetric hidden variables with c_l^2 <= ${largestSquares.join(", ")} the gradient variance ` +
    `lambda is strictly ${direction} in rho from ${correlation.join(" to ")}, so that lambda(rho) ` +
    `${direction === "increasing" ? "<" : ">"} lambda(0) for the negative rho among these. With v = nu + eta, ` +
    "c = nu + rho eta, y = Q.c + n and y' = Q.c + n' for Gaussian n, n' of variance v and covariance c, T = tanh and " +
    "D = 1 - T^2, B lambda = 2 v (E[D(y)^2 T(y')^2] + E[D^2] E[T^2]/(B-1)) + 2 c (E[T D(y) T D(y')] + " +
    "E[D(y) D(y')] E[T(y) T(y')]/(B-1)), and dE[f(y) g(y')]/dc = E[f'(y) g'(y')]."
  );
}
