/** How a fixed point's eigenvalues lie; `marginal` when the sign of one is not certain. */
export type Stability = "stable" | "unstable" | "saddle" | "marginal";

/** A zero of the ODE's right-hand side, with its linear stability. */
export interface FixedPoint {
  readonly Q: readonly number[];
  /** 1 on the sphere. */
  readonly s: number;
  /** Real and imaginary parts, largest real part first. */
  readonly eigenvalues: readonly (readonly [number, number])[];
  readonly stability: Stability;
  /** How many fixed points this one stands for: its images under sign flips and exchanges of equal features. */
  readonly orbit: number;
  /** What proves it; null where it was found by Newton's method. */
  readonly certificate: RootCertificate | null;
}

/** What proves a fixed point. */
export type RootCertificate = SturmCertificate | KrawczykCertificate;

/**
 * The fixed point's nonzero overlap, or Q_1 at the origin, or with a free norm s where Q = 0, is the only root of a polynomial
 * between two rational numbers (which are equal where the root is one). All numbers are exact, as text.
 */
export interface SturmCertificate {
  readonly kind: "sturm";
  readonly variable: string;
  /** The rate of the variable, or that rate over the variable, where all overlaps but it are zero; constant first. */
  readonly polynomial: readonly string[];
  readonly bracket: readonly [string, string];
  readonly multiplicity: number;
}

/** The rates have one common zero in the box, a simple one: Krawczyk's operator maps it into its interior. */
export interface KrawczykCertificate {
  readonly kind: "krawczyk";
  /** A list of terms a rate: the exact coefficient and the powers of the state's variables. */
  readonly polynomials: readonly (readonly (readonly [string, Readonly<Record<string, number>>])[])[];
  /** An interval of doubles a variable of the state. The listed state may be a mirror image of the zero in it. */
  readonly box: readonly (readonly [number, number])[];
}

/** All fixed points that are known of a flow. */
export interface FixedPointSet {
  /** One of each symmetry orbit, sorted by |Q|. */
  readonly points: readonly FixedPoint[];
  /** Whether it is proved that none is missing. */
  readonly complete: boolean;
  /** Curves and surfaces of fixed points, a sentence each; their points are not listed. */
  readonly continua: readonly string[];
}

/** The kind of a fixed point from its eigenvalues' signs, 0 for one that is not certain. */
export function stabilityOf(signs: readonly number[]): Stability {
  if (signs.includes(0)) return "marginal";
  if (signs.every((sign) => sign < 0)) return "stable";
  return signs.every((sign) => sign > 0) ? "unstable" : "saddle";
}

/** The nearest to Q = 0 first, then that with the smaller norm. */
export function byLength(points: readonly FixedPoint[]): FixedPoint[] {
  const length = ({ Q }: FixedPoint): number => Math.hypot(...Q);
  return [...points].sort((a, b) => length(a) - length(b) || a.s - b.s || b.Q[0]! - a.Q[0]!);
}
