import type { ModelInput } from "driftproof/theory";

/** What a laboratory might train: an activation of its own, and augmentations that are opposed. */
export const model = {
  features: [
    { law: "rademacher", variance: 1 },
    { law: "uniform", variance: "4/5" },
  ],
  background: { variance: 1 },
  augmentation: { variance: "3/10", correlation: "-1/2" },
  activation: "y + y^3/10",
  batch: 10,
  learningRate: "1/2",
} satisfies ModelInput;
