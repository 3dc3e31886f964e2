import { normalDensity, normalDistribution } from "./normal-distribution.ts";

/**
 * E[(t + b e)_+^n / n!] for a standard normal e, with the convention that x_+^(-1)/(-1)! is Dirac's delta,
 * x_+^(-2)/(-2)! its derivative, and so on: then d/dt lowers n by one for every integer n.
 * @param b the standard deviation; at b = 0 the function itself, a step on its jump counting half.
 * @returns Infinity or NaN never; at b = 0 a singular order (n < 0) is undefined and the caller must not ask.
 */
export function truncatedMoment(n: number, t: number, b: number): number {
  if (b === 0) {
    if (n === 0) return t > 0 ? 1 : t < 0 ? 0 : 0.5;
    return t > 0 ? t ** n / factorial(n) : 0;
  }
  const z = t / b;
  const density = normalDensity(z);
  if (n < 0) return ((-1) ** (-1 - n) * hermite(-1 - n, z) * density) / b ** -n;
  // With M_n = E[(t + b e)_+^n]: M_n = t M_(n-1) + (n - 1) b^2 M_(n-2), by parts.
  let previous = normalDistribution(z);
  if (n === 0) return previous;
  let current = t * previous + b * density;
  for (let k = 2; k <= n; k++) [previous, current] = [current, t * current + (k - 1) * b * b * previous];
  return current / factorial(n);
}

export function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/** The probabilists' Hermite polynomial. */
export function hermite(n: number, x: number): number {
  let [previous, current] = [0, 1];
  for (let k = 0; k < n; k++) [previous, current] = [current, x * current - k * previous];
  return current;
}
