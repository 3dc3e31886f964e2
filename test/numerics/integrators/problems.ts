import type { VectorField } from "../../../numerics/integrators/integrator.ts";

/** y' = -2 t y + cos t. */
export const forced: VectorField = {
  size: 1,
  rhs(t, y, out) {
    out[0] = -2 * t * y[0]! + Math.cos(t);
  },
  jacobian(t, _y, out) {
    out[0] = -2 * t;
  },
  timeDerivative(t, y, out) {
    out[0] = -2 * y[0]! - Math.sin(t);
  },
};

/** The solution of `forced` from y(0) = 1: e^(-t^2) (1 + the integral of e^(s^2) cos s), by Gauss-Legendre. */
export function forcedSolution(t: number): number {
  // Three-point Gauss rule on 4000 panels: the error is about (t/4000)^6.
  const panels = 4000;
  const width = t / panels;
  const offset = Math.sqrt(0.6) / 2;
  const integrand = (s: number): number => Math.exp(s * s - t * t) * Math.cos(s);
  let sum = 0;
  for (let k = 0; k < panels; k++) {
    const middle = (k + 0.5) * width;
    const outer = integrand(middle - offset * width) + integrand(middle + offset * width);
    sum += (width * (5 * outer + 8 * integrand(middle))) / 18;
  }
  return Math.exp(-t * t) + sum;
}

/** y' = tanh(50 (t - 1)): two straight lines with a sudden bend, before which steps have become long. */
export const bend: VectorField = {
  size: 1,
  rhs(t, _y, out) {
    out[0] = Math.tanh(50 * (t - 1));
  },
  jacobian(_t, _y, out) {
    out[0] = 0;
  },
  timeDerivative(t, _y, out) {
    out[0] = 50 / Math.cosh(50 * (t - 1)) ** 2;
  },
};

/** The harmonic oscillator y1' = y2, y2' = -y1. */
export const oscillator: VectorField = {
  size: 2,
  rhs(_t, y, out) {
    out[0] = y[1]!;
    out[1] = -y[0]!;
  },
  jacobian(_t, _y, out) {
    out.set([0, 1, -1, 0]);
  },
};

/** y' = y (1 - y). */
export const logistic: VectorField = {
  size: 1,
  rhs(_t, y, out) {
    out[0] = y[0]! * (1 - y[0]!);
  },
  jacobian(_t, y, out) {
    out[0] = 1 - 2 * y[0]!;
  },
};

/** y' = y^2, which from 1 is 1 / (1 - t). */
export const blowUp: VectorField = {
  size: 1,
  rhs(_t, y, out) {
    out[0] = y[0]! ** 2;
  },
  jacobian(_t, y, out) {
    out[0] = 2 * y[0]!;
  },
};

/** y' = rate y. */
export function exponential(rate: number): VectorField {
  return {
    size: 1,
    rhs(_t, y, out) {
      out[0] = rate * y[0]!;
    },
    jacobian(_t, _y, out) {
      out[0] = rate;
    },
  };
}

/** The linear system y' = A y with A = ((-2, 1), (1, -2)): eigenvalues -1 and -3. */
export const linear: VectorField = {
  size: 2,
  rhs(_t, y, out) {
    out[0] = -2 * y[0]! + y[1]!;
    out[1] = y[0]! - 2 * y[1]!;
  },
  jacobian(_t, _y, out) {
    out.set([-2, 1, 1, -2]);
  },
};

/** Van der Pol's equation, y1' = y2, eps y2' = (1 - y1^2) y2 - y1 with eps = 1e-6. */
export const vanDerPol: VectorField = {
  size: 2,
  rhs(_t, y, out) {
    out[0] = y[1]!;
    out[1] = 1e6 * ((1 - y[0]! ** 2) * y[1]! - y[0]!);
  },
  jacobian(_t, y, out) {
    out.set([0, 1, 1e6 * (-2 * y[0]! * y[1]! - 1), 1e6 * (1 - y[0]! ** 2)]);
  },
};

/** Prothero and Robinson's equation y' = -1e6 (y - cos t) - sin t, stiff and not autonomous: cos t solves it. */
export const protheroRobinson: VectorField = {
  size: 1,
  rhs(t, y, out) {
    out[0] = -1e6 * (y[0]! - Math.cos(t)) - Math.sin(t);
  },
  jacobian(_t, _y, out) {
    out[0] = -1e6;
  },
  timeDerivative(t, _y, out) {
    out[0] = -1e6 * Math.sin(t) - Math.cos(t);
  },
};

/** Robertson's chemical kinetics. */
export const robertson: VectorField = {
  size: 3,
  rhs(_t, y, out) {
    const first = 0.04 * y[0]!;
    const second = 1e4 * y[1]! * y[2]!;
    const third = 3e7 * y[1]! ** 2;
    out[0] = -first + second;
    out[1] = first - second - third;
    out[2] = third;
  },
  jacobian(_t, y, out) {
    const [bySecond, byThird, square] = [1e4 * y[2]!, 1e4 * y[1]!, 6e7 * y[1]!];
    out.set([-0.04, bySecond, byThird, 0.04, -bySecond - square, -byThird, 0, square, 0]);
  },
};
