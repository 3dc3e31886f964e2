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

/**
 * How a flow's fixed points were found. All of them: `sturm`, exact isolation of the roots of polynomials in one variable;
 * `resultants`, that of two resultants' roots, and Krawczyk's operator on the pairs of them; `krawczyk`, that operator on
 * boxes that cover the domain. Those that many starts lead to: `newton`.
 */
export type Method = "sturm" | "resultants" | "krawczyk" | "newton";

/** What a search looked at. */
export interface Searched {
  /** The squared norms between which it looked, besides 0 where that is a state; 1 and 1 on the sphere. */
  readonly s: readonly [low: number, high: number];
  readonly starts: number;
  /** How many of the starts led to larger norms, where the search ended. */
  readonly ranAway: number;
}

/** A state at rest that is not among the fixed points, as the rates have no derivatives there. */
export interface LeftOut {
  readonly Q: readonly number[];
  readonly s: number;
  readonly reason: string;
}

/** All fixed points that are known of a flow. */
export interface FixedPointSet {
  /** One of each symmetry orbit, sorted by |Q|. */
  readonly points: readonly FixedPoint[];
  /** Whether it is proved that none is missing. */
  readonly complete: boolean;
  /** Curves and surfaces of fixed points, a sentence each; their points are not listed. */
  readonly continua: readonly string[];
  readonly method: Method;
  /** Null where the method proves that none is missing. */
  readonly searched: Searched | null;
  readonly leftOut: readonly LeftOut[];
}

/** A set that is proved to be all. */
export function allFixedPoints(
  method: Exclude<Method, "newton">,
  points: readonly FixedPoint[],
  continua: readonly string[] = [],
): FixedPointSet {
  return { points: byLength(points), complete: true, continua, method, searched: null, leftOut: [] };
}

/** The kind of a fixed point from its eigenvalues' signs, 0 for one that is not certain. */
export function stabilityOf(signs: readonly number[]): Stability {
  if (signs.includes(0)) return "marginal";
  if (signs.every((sign) => sign < 0)) return "stable";
  return signs.every((sign) => sign > 0) ? "unstable" : "saddle";
}

/** The nearest to Q = 0 first, then that with the smaller norm; what differs by rounding alone is equal. */
export function byLength(points: readonly FixedPoint[]): FixedPoint[] {
  const rounded = (x: number): number => Number(x.toPrecision(9));
  const length = ({ Q }: FixedPoint): number => rounded(Math.hypot(...Q));
  return [...points].sort(
    (a, b) => length(a) - length(b) || rounded(a.s) - rounded(b.s) || b.Q[0]! - a.Q[0]!,
  );
}
