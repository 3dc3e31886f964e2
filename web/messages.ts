import type { FixedPoint } from "../numerics/fixed-points.ts";
import type { ModelInput } from "../theory/model.ts";
import type { Slice } from "./state.ts";

/** What a view asks of its workers. The newest request of a kind stands in for all before it. */
export type Request =
  | {
      readonly kind: "view";
      readonly id: number;
      readonly slice: Slice;
      /** Where numbers are wanted. */
      readonly at: readonly number[];
      /** Whether the equations are wanted too. */
      readonly equations: boolean;
    }
  | { readonly kind: "film"; readonly id: number; readonly slices: readonly Slice[] }
  | {
      readonly kind: "run";
      readonly model: ModelInput;
      readonly dimension: number;
      readonly runs: number;
      readonly speed: number;
      /** s at the start. */
      readonly norm: number;
      /** Cosine similarities. */
      readonly start: readonly number[];
      readonly randomStart: boolean;
      /** Begin anew, or go on from where the runs are. */
      readonly restart: boolean;
    }
  | { readonly kind: "pause" }
  /** To a new worker: what it reads expressions with, when it first reads one. */
  | { readonly kind: "mathjs"; readonly program: string };

/** Numbers of the model at one state, as `driftproof evaluate` has them. */
export interface Values {
  readonly Q: readonly number[];
  /** Null on the sphere. */
  readonly s: { readonly value: number; readonly rate: number } | null;
  readonly g: readonly number[];
  readonly f: number;
  readonly lambda: number;
  /** dQ_l/dt. */
  readonly rates: readonly number[];
  /** A_l, where Q = 0 is a fixed point with a diagonal Jacobian. */
  readonly growth: readonly number[] | null;
}

/** Cosine similarities along a path. */
export type Path = readonly (readonly number[])[];

/** An equation to typeset. */
export interface Equation {
  readonly label: string;
  readonly latex: string;
}

/** What workers answer, as soon as each part is known. `id` is the request's. */
export type Reply =
  | { readonly kind: "begun"; readonly id: number }
  | {
      readonly kind: "field";
      readonly id: number;
      readonly features: number;
      readonly samples: Float64Array;
      /** Of a film: the place in its models. */
      readonly index: number | null;
    }
  | { readonly kind: "equations"; readonly id: number; readonly equations: readonly Equation[] }
  | { readonly kind: "values"; readonly id: number; readonly values: Values }
  | {
      readonly kind: "landscape";
      readonly id: number;
      /** Mirror images included. */
      readonly fixedPoints: readonly FixedPoint[];
      /** What is known of the list of them, a sentence each. */
      readonly notes: readonly string[];
      readonly separatrix: readonly (readonly (readonly [number, number])[])[];
    }
  | {
      /** Of free weights: paths of the whole flow from the slice, as cosine similarities. */
      readonly kind: "paths-ahead";
      readonly id: number;
      readonly paths: readonly Path[];
    }
  | {
      readonly kind: "labels";
      readonly id: number;
      /** By the flow itself, not by its field between nodes. */
      readonly exact: boolean;
      readonly cells: number;
      readonly labels: Int16Array;
      readonly ends: readonly (readonly number[])[];
    }
  | { readonly kind: "done"; readonly id: number }
  | { readonly kind: "failed"; readonly id: number; readonly message: string }
  | {
      readonly kind: "paths";
      readonly t: number;
      /** The cosine similarities Q_l / sqrt(s) of each run, one run after the other. */
      readonly overlaps: Float64Array;
      readonly restarted: boolean;
      /** Whether a run has left every bounded set; all have ended then. */
      readonly diverged: boolean;
    };
