import { normalUpperTail } from "../random/reference.ts";

/** phi, phi', phi'' written out by hand: nothing here is derived, so nothing shares a bug with theory/. */
export interface PlainActivation {
  readonly phi: (y: number) => number;
  readonly slope: (y: number) => number;
  /** Absent where phi'' is not a function. */
  readonly curvature?: (y: number) => number;
  readonly kink?: number;
}

const logistic = (y: number): number => 1 / (1 + Math.exp(-y));
const bell = (y: number): number => Math.sqrt(2 / Math.PI) * Math.exp((-y * y) / 2);

export const plainActivations: Readonly<Record<string, PlainActivation>> = {
  tanh: {
    phi: Math.tanh,
    slope: (y) => 1 - Math.tanh(y) ** 2,
    curvature: (y) => -2 * Math.tanh(y) * (1 - Math.tanh(y) ** 2),
  },
  erf: {
    phi: (y) => 1 - 2 * normalUpperTail(y),
    slope: bell,
    curvature: (y) => -y * bell(y),
  },
  sin: { phi: Math.sin, slope: Math.cos, curvature: (y) => -Math.sin(y) },
  cos: { phi: Math.cos, slope: (y) => -Math.sin(y), curvature: (y) => -Math.cos(y) },
  softplus: {
    phi: (y) => Math.log1p(Math.exp(y)),
    slope: logistic,
    curvature: (y) => logistic(y) * logistic(-y),
  },
  relu: { phi: (y) => Math.max(y, 0), slope: (y) => (y > 0 ? 1 : 0), kink: 0 },
  quadratic: { phi: (y) => y * y, slope: (y) => 2 * y, curvature: () => 2 },
  "y + y^3/10": {
    phi: (y) => y + 0.1 * y * y * y,
    slope: (y) => 1 + 0.3 * y * y,
    curvature: (y) => 0.6 * y,
  },
};
