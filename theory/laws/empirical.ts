import { z } from "zod";
import { Rational } from "../rational.ts";
import { atomicLaw } from "./atoms.ts";
import { type ExactNumber, exactNumber } from "./fields.ts";
import type { LawKind } from "./law.ts";

/** Observed values, each with weight one over their number. A model file names a CSV column; its reader passes the values. */
export const empirical: LawKind<{ values: ExactNumber[]; variance?: ExactNumber }> = {
  name: "empirical",
  fields: { values: z.array(exactNumber).min(1).max(100_000), variance: exactNumber.optional() },
  create(spec, path) {
    const weight = `${Rational.of(1, spec.values.length)}`;
    return atomicLaw("empirical", { ...spec, weights: spec.values.map(() => weight) }, path);
  },
};
