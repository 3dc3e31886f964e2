import { ModelError } from "../theory/errors.ts";
import type { Model } from "../theory/model.ts";
import { shown } from "../theory/shown.ts";

/** A state that a command line gives: overlaps and squared norm. */
export interface StateArgument {
  readonly Q: readonly number[];
  readonly s: number;
}

/** Rounding of a state on the boundary |Q|^2 = s, such as (1/sqrt 2, 1/sqrt 2), must not put it outside. */
const slack = 1e-12;

/**
 * Reads `--at '{"Q":[0.5,0.2],"s":1}'`. On the sphere s may be left out.
 * @throws ModelError naming the field that is wrong.
 */
export function parseState(text: string, model: Model): StateArgument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ModelError("--at", `is not JSON: ${text}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ModelError("--at", `expected an object such as {"Q":[0.5,0.2],"s":1}, found ${text}`);
  }
  for (const key of Object.keys(value)) {
    if (key !== "Q" && key !== "s") throw new ModelError(`--at ${key}`, "unknown key");
  }
  const { Q, s } = value as { Q?: unknown; s?: unknown };
  const d = model.features.length;
  if (!Array.isArray(Q)) throw new ModelError("--at Q", Q === undefined ? "is missing" : "expected an array");
  if (Q.length !== d) throw new ModelError("--at Q", `expected ${d} overlaps, found ${Q.length}`);
  const wrong = Q.findIndex((q) => !isFiniteNumber(q));
  if (wrong >= 0) {
    throw new ModelError(`--at Q[${wrong}]`, `expected a finite number, found ${shown(Q[wrong])}`);
  }
  const norm = checkNorm(s, model);
  const squared = (Q as number[]).reduce((sum, q) => sum + q * q, 0);
  if (squared > norm * (1 + slack)) {
    throw new ModelError("--at Q", `|Q|^2 = ${squared} is above s = ${norm}`);
  }
  return { Q: Q as number[], s: norm };
}

function checkNorm(s: unknown, model: Model): number {
  const sphere = model.constraint === "sphere";
  if (s === undefined && sphere) return 1;
  if (s === undefined) throw new ModelError("--at s", "is missing: the model's norm is free");
  if (!isFiniteNumber(s) || s <= 0) {
    throw new ModelError("--at s", `expected a number above 0, found ${shown(s)}`);
  }
  if (sphere && s !== 1) throw new ModelError("--at s", `is 1 on the sphere, found ${s}`);
  return s;
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
