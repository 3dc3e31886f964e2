/**
 * The judging floor for library use: verify claims on a model, and test kinds of one's own.
 * @module
 */
export { type Law, regularizerLaws } from "./laws/regularizer-laws.ts";
export type { ClaimResult } from "./ledger.ts";
export { type VerifyOptions, verify } from "./verify.ts";
