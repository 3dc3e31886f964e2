import type { Rational } from "../theory/rational.ts";

/** A measured number for people: five significant digits, powers of ten only where they help. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e6) return String(Number(value.toPrecision(5)));
  return value.toExponential(3).replace(/\.?0+e/, "e");
}

/** An exact number as people write it: `1.2`, `1/3`. */
export function formatExact(value: Rational): string {
  // A model file's numbers are decimals as a rule, and short ones come back as they were written.
  for (let places = 0; places <= 6; places++) {
    const scaled = value.numerator * 10n ** BigInt(places);
    if (scaled % value.denominator !== 0n) continue;
    const digits = `${scaled / value.denominator}`.replace("-", "").padStart(places + 1, "0");
    const whole = digits.slice(0, digits.length - places);
    const sign = value.sign < 0 ? "-" : "";
    return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
  }
  return value.toString();
}

/** `1 claim`, `2 claims`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
