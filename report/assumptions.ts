/** Something that the letter's available text leaves open, and what this suite takes it to be. */
export interface Assumption {
  readonly id: string;
  readonly text: string;
}

/**
 * What the letter's text, which reaches us without its equations, leaves open and how this suite decides it.
 * Why each was chosen: docs/assumptions.md.
 */
export const assumptions: readonly Assumption[] = [
  {
    id: "loss",
    text: "The contrastive loss is minus the unbiased covariance of the two branches' outputs over the batch: minus the mean of phi(y_i) phi(y'_i) over the samples, plus the mean of phi(y_i) phi(y'_j) over the ordered pairs of different samples.",
  },
  {
    id: "one-output",
    text: "The network has one layer and a single output phi(w.v / sqrt(N)); both branches share the weight vector w.",
  },
  {
    id: "background-noise",
    text: "A sample carries noise of its own, Gaussian with variance nu in every coordinate and the same in both of its views; only the views' noises, of variance eta and correlation rho, belong to the augmentation.",
  },
  {
    id: "augmentation",
    text: "A view is its sample plus isotropic Gaussian noise; coordinate by coordinate the noises of a sample's two views are jointly Gaussian with covariance rho eta, and independent between coordinates and samples.",
  },
  {
    id: "hidden-variables",
    text: "The hidden variables are independent of one another and of all noises, and have mean zero; the features' columns are orthogonal, each with squared length N.",
  },
  {
    id: "scaling",
    text: "Lengths and steps have mean-field scaling: |w|^2 and |u_l|^2 are of order N, the step on w is tau / sqrt(N) times the sum over the batch of dL/dy_i times the view (and the same for the other branch) plus tau / N times the penalty's slope, and one unit of time is N steps.",
  },
  {
    id: "fresh-batches",
    text: "Every step uses a new batch of B samples (B >= 2) that is independent of all earlier ones: no sample is seen twice.",
  },
  {
    id: "norm",
    text: "With the constraint, w is rescaled to |w|^2 = N after each step, so that overlaps are cosine similarities; without it, w keeps the length that the algorithm gives it, and s = |w|^2 / N becomes one more order parameter.",
  },
  {
    id: "penalty",
    text: "The regularizer is a separable penalty kappa sum_j R(w_j), acting in each step beside the loss; the built-in models have L2 of strength zero.",
  },
  {
    id: "as-stated",
    text: "A wording of the letter that names no condition is read as holding for every model that the suite can express; one exact counterexample makes it fail as stated, whatever the verdict inside the claim's scope.",
  },
  {
    id: "figure-numbers",
    text: "Of the built-in models' numbers only the second moments 1.2 and 1.1 of letter-figure3 are the letter's own. The second moment 1 of the one-feature models, the Rademacher laws, tanh, and the values of nu, eta, rho, B and tau are ours, chosen so that the models show the behaviour that the letter describes.",
  },
];
