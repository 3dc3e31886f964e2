/**
 * The theory floor for library use: read a model, derive its limit, look at the equations, and add kinds of one's own.
 * Everything is exact; nothing here samples, reads or prints.
 * @module
 */
export { builtinModels } from "./builtin-models.ts";
export { type Closure, closureOf } from "./closure.ts";
export { crossCheck, type Derivation, derive, requireAgreement } from "./derive.ts";
export {
  ConvergenceError,
  DerivationError,
  DivergenceError,
  DriftproofError,
  ModelError,
  UnsupportedError,
} from "./errors.ts";
export { type Constraint, type Model, type ModelInput, parseModel, varyModel } from "./model.ts";
export { Polynomial } from "./polynomial.ts";
export { Rational } from "./rational.ts";
export { registerRegularizer } from "./regularizers/index.ts";
export type { Regularizer, RegularizerKind } from "./regularizers/regularizer.ts";
export type { SlopeFunction } from "./regularizers/slope-function.ts";
export { quotientLatex, toLatex } from "./render/latex.ts";
export { quotientText, toText } from "./render/text.ts";
export { jacobian, originStability } from "./stability.ts";
