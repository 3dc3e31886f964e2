import { createRequire } from "node:module";

/** One accepted step of the package: the solution at its end and, with dense output, inside it. */
export interface OdexSegment {
  readonly x0: number;
  readonly x1: number;
  readonly y: readonly number[];
  f(component: number, x: number): number;
}

/** The options that driftproof sets; the package has more. */
export interface OdexOptions {
  readonly rawFunction: true;
  readonly denseOutput: boolean;
  readonly relativeTolerance: number;
  readonly absoluteTolerance: number;
  readonly initialStepSize: number;
  readonly maxSteps: number;
}

export type OdexRawFunction = (x: number, y: readonly number[], yPrime: number[]) => void;

interface OdexSolver {
  solutionSegments(x0: number, y0: readonly number[], xEnd: number): Iterator<OdexSegment, undefined>;
}

interface OdexModule {
  readonly Solver: new (f: OdexRawFunction, size: number, options: OdexOptions) => OdexSolver;
}

// Loaded through require: a static import would make the compiler check the package's own source, which it
// ships as .ts and which does not pass our settings.
const loaded = createRequire(import.meta.url)("odex") as OdexModule;

/** The class `Solver` of odex 3.0.0-rc.4, Hairer and Wanner's extrapolation code ODEX. */
export const OdexSolver = loaded.Solver;
