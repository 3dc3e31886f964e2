import { Polynomial } from "./polynomial.ts";

/**
 * The names of the ring's generators. `v` and `c` (the views' noise variance nu + eta and cross-covariance
 * nu + rho eta) and `B-1` are generators of their own: kept whole they stay readable and cheap, and they are
 * spelled out when an expression is printed or evaluated (`compounds`).
 */
export const symbol = {
  overlap: (l: number): string => `Q${l + 1}`,
  norm: "s",
  noiseVariance: "v",
  noiseCovariance: "c",
  background: "nu",
  augmentation: "eta",
  correlation: "rho",
  batch: "B",
  batchLessOne: "B-1",
  learningRate: "tau",
  strength: "kappa",
  moment: (order: number, l: number): string => `m${order}_${l + 1}`,
} as const;

const g = Polynomial.generator;

/** What the compound generators stand for. */
export const compounds: ReadonlyMap<string, Polynomial> = new Map([
  [symbol.noiseVariance, g(symbol.background).add(g(symbol.augmentation))],
  [symbol.noiseCovariance, g(symbol.background).add(g(symbol.correlation).multiply(g(symbol.augmentation)))],
  [symbol.batchLessOne, g(symbol.batch).subtract(Polynomial.one)],
]);

/** Reads `m4_2` as order 4 of feature 1 (counted from 0); undefined for other names. */
export function parseMoment(name: string): { order: number; feature: number } | undefined {
  const match = /^m(\d+)_(\d+)$/.exec(name);
  return match ? { order: Number(match[1]), feature: Number(match[2]) - 1 } : undefined;
}

/** The index of the overlap that `name` is, or -1. */
export function overlapIndex(name: string): number {
  const match = /^Q(\d+)$/.exec(name);
  return match ? Number(match[1]) - 1 : -1;
}

/** The order parameters of d features: Q1..Qd, and s where the norm is free. */
export function stateVariables(features: number, withNorm: boolean): string[] {
  const overlaps = Array.from({ length: features }, (_, l) => symbol.overlap(l));
  return withNorm ? [...overlaps, symbol.norm] : overlaps;
}
