import { DriftproofError } from "../theory/errors.ts";

/** A command line that cannot be meant: options that are missing, contradict each other, or are unknown. */
export class UsageError extends DriftproofError {}
