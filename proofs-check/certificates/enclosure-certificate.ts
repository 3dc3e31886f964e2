/** The sign of d lambda / d rho on a region, in numbers, which docs/proofs.md explains; rationals are "p/q". */
export interface EnclosureCertificate {
  readonly kind: "enclosure";
  readonly statement: string;
  readonly activation: "tanh";
  readonly loss: "covariance";
  readonly background: string;
  readonly augmentation: string;
  readonly correlation: readonly [from: string, to: "0"];
  /** null: all from the first on. */
  readonly batch: readonly [first: number, last: number | null];
  readonly direction: "increasing" | "decreasing";
  readonly largestSquares: readonly string[];
  readonly signalStep: string;
  readonly signalSteps: number;
  readonly covarianceSteps: number;
  readonly least: readonly (readonly string[])[];
}

/** What such a certificate claims, in words. */
export function enclosureStatement(numbers: Omit<EnclosureCertificate, "statement">): string {
  const { background, augmentation, batch, direction } = numbers;
  const batches = batch[1] === null ? `B >= ${batch[0]}` : `B from ${batch.join(" to ")}`;
  const [squares, range] = [numbers.largestSquares.join(", "), numbers.correlation.join(" to ")];
  return (
    `tanh, covariance loss, s = 1, nu = ${background}, eta = ${augmentation}: for every batch size ${batches}, all Q with ` +
    `|Q| <= 1 and all independent symmetric hidden variables with c_l^2 <= ${squares} the gradient variance ` +
    `lambda is strictly ${direction} in rho from ${range}, so that lambda(rho) ` +
    `${direction === "increasing" ? "<" : ">"} lambda(0) for the negative rho among these. With v = nu + eta, ` +
    "c = nu + rho eta, y = Q.c + n and y' = Q.c + n' for Gaussian n, n' of variance v and covariance c, T = tanh and " +
    "D = 1 - T^2, B lambda = 2 v (E[D(y)^2 T(y')^2] + E[D^2] E[T^2]/(B-1)) + 2 c (E[T D(y) T D(y')] + " +
    "E[D(y) D(y')] E[T(y) T(y')]/(B-1)), and dE[f(y) g(y')]/dc = E[f'(y) g'(y')]."
  );
}
